"""One rule of the household: its watch, its timing, and whether it applies."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..policy.matching import Rule
from ..policy.timing import BEFORE_ALL, Timing
from ..policy.verdict import Verdict
from .clock import ClockGauge
from .watch import Note, Supposed, Watch

_DAY: Final = timedelta(days=1)


class WatchedRule:
    """Evaluate a rule once per change, however many cameras it concerns."""

    def __init__(
        self, hass: HomeAssistant, rule: Rule, watch: Watch, timing: Timing
    ) -> None:
        """Prepare; the verdict is unknown until `async_start`."""
        self.hass = hass
        self.rule = rule
        self.watch = watch
        self.verdict = Verdict.UNKNOWN
        self.next_change: datetime | None = None
        """When the verdict can next change by the clock alone."""
        self._told: tuple[Verdict, tuple[Note, ...], datetime | None] | None = None
        self._timing = timing
        self._clock = ClockGauge()
        self._changed: Callable[[WatchedRule], None] | None = None
        self._cancel_timer: CALLBACK_TYPE | None = None

    async def async_start(self, changed: Callable[[WatchedRule], None]) -> None:
        """Begin to watch; `changed` is called when there is news of the rule."""
        self._changed = changed
        await self.watch.async_start(self.async_look)
        self.async_look()

    @callback
    def async_stop(self) -> None:
        """Cease to watch."""
        self._changed = None
        self.watch.async_stop()
        self._arm(None)

    @callback
    def async_look(self) -> None:
        """Evaluate the rule now."""
        if set_by := self._clock.was_set():
            self._timing.shift(set_by)
            self._arm(None)  # It would ring early or late.
        now = self._clock.now()
        self._timing.update(self.watch.verdict(), now)
        next_of_watch = self.watch.next_change(dt_util.utcnow())
        times = (self._timing.next_change(now), next_of_watch)
        self._arm(min(filter(None, times), default=None))
        self.verdict = self._timing.verdict(now)
        tells = (self.verdict, self.watch.notes(), self.next_change)
        if tells != self._told:
            self._told = tells
            if self._changed is not None:
                self._changed(self)

    @property
    def matches_since(self) -> datetime | None:
        """Return when the rule began to match, None if it does not or nobody knows.

        It is remembered over a restart. What was not known counts as a match.
        """
        since = self._timing.possible.since
        return None if since in (None, BEFORE_ALL) else since + self._timing.after

    def suppose(
        self, at: datetime | None, supposed: Supposed
    ) -> tuple[Verdict, datetime | None]:
        """Return the verdict in a supposed case, and when it changes after that.

        The entities are in the supposed states from now on, and the clock goes on
        until `at`, so that waiting and lingering count.
        """
        if not self.watch.can_suppose(at, supposed):
            return Verdict.UNKNOWN, None
        now = dt_util.utcnow()
        end = max(now, at or now)
        timing = deepcopy(self._timing)
        # Whatever was a day before the rule can wait and linger has no effect at `at`.
        step: datetime | None = max(now, end - timing.after - timing.hold - _DAY)
        while step is not None and step <= end:
            then = None if step <= now else step
            timing.update(self.watch.verdict(then, supposed), step)
            step = self.watch.next_change(step)
        times = (timing.next_change(end), self.watch.next_change(end))
        return timing.verdict(end), min(filter(None, times), default=None)

    @callback
    def _arm(self, when: datetime | None) -> None:
        if when == self.next_change:
            return
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None
        self.next_change = when
        if when is not None:
            self._cancel_timer = async_track_point_in_utc_time(
                self.hass, self._on_time, when
            )

    @callback
    def _on_time(self, now: datetime) -> None:
        self._cancel_timer = None
        self.next_change = None
        self.async_look()
