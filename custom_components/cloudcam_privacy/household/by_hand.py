"""What people, voices and automations may set by hand: modes, mutes and their ends."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
import logging
from typing import Any

from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import CONF_LEDGER, CONF_LIFT_MINUTES, COUNTS
from ..policy.decision import Decision, Override
from ..policy.mode import Mode
from ..policy.sound import MuteOverride
from .caller import async_callers
from .calls import CallTracker
from .guard import Guard
from .listeners import Listeners
from .localize import Texts
from .mute import mute, resume, unmute
from .overrides import MayNotLowerError, OverrideRequest, Overrides
from .rights import Rights

_LOGGER = logging.getLogger(__name__)


class ByHand(ABC):
    """Turn what somebody asks for into overrides, if they have the right to it."""

    def __init__(
        self, hass: HomeAssistant, options: Mapping[str, Any], texts: Texts
    ) -> None:
        """Take the household's options, which say who may lower."""
        self.texts = texts
        self.rights = Rights(async_callers(hass), options)
        self.when_refused = Listeners[Guard, str, Context]()
        """Somebody, by name, was refused to lower a camera; with the call's context."""
        self._calls = CallTracker(hass)
        self._tells_who = options[CONF_LEDGER] != COUNTS
        self._lift = timedelta(minutes=options[CONF_LIFT_MINUTES])

    @callback
    @abstractmethod
    def _override(
        self, overrides: Mapping[Guard, Overrides], by: str | None = None
    ) -> None:
        """Put overrides in force; `by` is who has set them."""

    @callback
    def async_set_mode(
        self,
        guards: Iterable[Guard],
        mode: Mode,
        context: Context,
        duration: timedelta | None = None,
        reason: str | None = None,
        *,
        at_least: bool = False,
    ) -> None:
        """Override the cameras' mode; raise, and change nothing, if not allowed.

        `at_least` takes nothing away from a stricter override.
        """
        wish = self._wish(context, duration, reason, at_least)
        self._carry_out(
            guards,
            wish,
            context,
            lambda now: wish.override(now, mode),
            lowers=mode is Mode.OPEN,
        )

    @callback
    def async_resume(self, guards: Iterable[Guard], context: Context) -> None:
        """End the cameras' overrides; raise, and change nothing, if not allowed."""
        wish = self._wish(context)
        end_mute = partial(resume, wish)
        self._carry_out(guards, wish, context, wish.resume, end_mute, lowers=True)

    @callback
    def async_lift(self, guards: Iterable[Guard], context: Context) -> None:
        """Open the cameras: end overrides, and overrule for a time what still asks."""
        wish = self._wish(context)
        self._carry_out(guards, wish, context, wish.lift_of, lowers=True)

    @callback
    def async_turn_off(self, guard: Guard, context: Context) -> None:
        """Make a camera private until it is turned on, or automatic, again."""
        wish = self._wish(context)
        self._carry_out([guard], wish, context, wish.turned_off)

    @callback
    def async_turn_on(self, guard: Guard, context: Context) -> None:
        """End what turning the camera off has set, and nothing else."""
        wish = self._wish(context)
        self._carry_out([guard], wish, context, wish.turned_on, lowers=True)

    @callback
    def async_mute(
        self,
        guards: Iterable[Guard],
        context: Context,
        duration: timedelta | None = None,
        *,
        at_least: bool = False,
    ) -> None:
        """Let no sound of the cameras leave, for so long, else until it is ended.

        `at_least` ends no mute that lasts longer.
        """
        wish = self._wish(context, duration, at_least=at_least)
        self._carry_out(guards, wish, context, sound=partial(mute, wish))

    @callback
    def async_unmute(
        self,
        guards: Iterable[Guard],
        context: Context,
        duration: timedelta | None = None,
    ) -> None:
        """End mutes by hand, and overrule for a time the rules that mute.

        Raises, and changes nothing, if that is not allowed or cannot be.
        """
        wish = self._wish(context, duration)
        self._carry_out(guards, wish, context, sound=partial(unmute, wish), lowers=True)

    def _carry_out(
        self,
        guards: Iterable[Guard],
        wish: OverrideRequest,
        context: Context,
        mode: Callable[[Decision], Override | None] = lambda now: now.override,
        sound: Callable[[Decision], MuteOverride | None] = lambda now: (
            now.sound.override
        ),
        *,
        lowers: bool = False,
    ) -> None:
        """Put in force what a wish makes of the cameras' overrides; raise if it may not.

        Of several cameras each that is refused is told of, before the first is raised.
        """
        overrides: dict[Guard, Overrides] = {}
        refused: dict[Guard, MayNotLowerError] = {}
        for guard in self._calls.concerned(context, guards, lowers=lowers):
            now = guard.decision
            try:
                overrides[guard] = Overrides(mode(now), sound(now))
            except MayNotLowerError as err:
                refused[guard] = err
        for guard in refused:
            _LOGGER.debug("%s: lowering by hand is refused", guard.name)
            self.when_refused.async_call(guard, wish.by, context)
        for first in refused.values():
            raise first
        self._override(overrides, wish.by)

    def _wish(
        self,
        context: Context,
        duration: timedelta | None = None,
        reason: str | None = None,
        at_least: bool = False,
    ) -> OverrideRequest:
        callers = self.rights.callers
        name = callers.name(context) if self._tells_who else None
        return OverrideRequest(
            now=dt_util.utcnow(),
            lift=self._lift,
            may_lower=self.rights.may_lower(context),
            by=name or self.texts.say(f"by_{callers.kind(context)}"),
            duration=duration,
            reason=reason,
            at_least=at_least,
        )
