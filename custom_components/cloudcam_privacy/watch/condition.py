"""Watch conditions of Home Assistant's own engine."""

from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from datetime import datetime, timedelta
import json
from typing import Any, Final, override

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.condition import ConditionChecker
from homeassistant.helpers.event import async_track_time_interval
import voluptuous as vol

from ..policy.verdict import Verdict, all_of
from .entities import NOT_KNOWN
from .watch import NOTHING_SUPPOSED, Supposed, Watch

POLL_INTERVAL: Final = timedelta(seconds=1)
"""Pace at which a condition is asked that Home Assistant cannot track (templates,
time, anything with "for"); its own condition editor asks at the same pace."""


class ConditionWatch(Watch):
    """All conditions of a list, tracked where Home Assistant can track them.

    A condition that names an entity without a usable state is unknown, whatever
    Home Assistant makes of it, unless it asks for such states itself: "door is
    open" is false for Home Assistant while the door's sensor is unavailable, and
    "not: alarm is disarmed" is true.
    """

    def __init__(self, hass: HomeAssistant, conditions: list[dict[str, Any]]) -> None:
        """Watch conditions as the condition editor gives them."""
        super().__init__(hass)
        self._raw = conditions
        self._checkers: list[ConditionChecker] = []
        self._entity_ids: tuple[str, ...] = ()
        self._cleanup = ExitStack()
        raw_text = json.dumps(conditions)
        self._asks_for_unknown = any(f'"{state}"' in raw_text for state in NOT_KNOWN)
        self.error: str | None = None
        """Why the conditions could not be compiled, if so."""

    @property
    @override
    def entity_ids(self) -> tuple[str, ...]:
        return self._entity_ids

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        try:
            await self._compile(changed)
        except (HomeAssistantError, vol.Invalid) as err:
            self.async_stop()
            self.error = str(err)

    async def _compile(self, changed: Callable[[], None]) -> None:
        named: set[str] = set()
        for raw in cv.CONDITIONS_SCHEMA(deepcopy(self._raw)):
            config = await condition.async_validate_condition_config(self.hass, raw)
            named |= condition.async_extract_entities(config)
            checker = await condition.async_from_config(self.hass, config)
            self._cleanup.callback(checker.async_unload)
            self._checkers.append(checker)
            self._cleanup.callback(await checker.async_track_changes(changed))
        self._entity_ids = tuple(sorted(named))

        @callback
        def ask(_: datetime) -> None:
            changed()

        if any(checker.needs_polling for checker in self._checkers):
            self._cleanup.callback(
                async_track_time_interval(self.hass, ask, POLL_INTERVAL)
            )

    @callback
    @override
    def async_stop(self) -> None:
        self._cleanup.close()
        self._checkers.clear()

    @override
    def verdict(
        self, at: datetime | None = None, supposed: Supposed = NOTHING_SUPPOSED
    ) -> Verdict:
        """Return the verdict now; other times and states cannot be supposed here."""
        if not self._checkers or at is not None or self._is_touched(supposed):
            return Verdict.UNKNOWN
        if not self._asks_for_unknown and any(map(self._not_usable, self._entity_ids)):
            return Verdict.UNKNOWN
        return all_of(map(_check, self._checkers))

    def _is_touched(self, supposed: Supposed) -> bool:
        return not supposed.keys().isdisjoint(self._entity_ids)

    def _not_usable(self, entity_id: str) -> bool:
        state = self.hass.states.get(entity_id)
        return state is None or state.state in NOT_KNOWN


def _check(checker: ConditionChecker) -> Verdict:
    try:
        return Verdict.of(checker.async_check() is not False)
    except HomeAssistantError:
        return Verdict.UNKNOWN
