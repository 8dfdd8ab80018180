"""One rule of the household: its watch, its timing, and whether it applies."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..household.references import async_is_ours
from ..policy.matching import Rule
from ..policy.timing import BEFORE_ALL, Timing
from ..policy.verdict import Verdict
from .clock import ClockGauge
from .loop_breaker import LoopBreaker
from .watch import NOW, Case, Watch

_DAY: Final = timedelta(days=1)

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Projection:
    """A rule's verdict at a point in time, and those after it by the clock alone."""

    verdict: Verdict
    next_change: datetime | None
    changes: Iterator[tuple[datetime, Verdict]]


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
        self.own_entities: tuple[str, ...] = ()
        """Entities of ours that the condition rests on, by which it cannot be judged."""
        self._told: tuple[object, ...] | None = None
        self._timing = timing
        self._clock = ClockGauge()
        self._loop = LoopBreaker()
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
        self.own_entities = tuple(
            each
            for each in sorted(self.watch.rests_on)
            if async_is_ours(self.hass, each)
        )
        now = self._clock.now()
        self._timing.update(self.condition(), now)
        next_of_watch = self.watch.next_change(dt_util.utcnow())
        times = (self._timing.next_change(now), next_of_watch)
        self._arm(min(filter(None, times), default=None))
        verdict = Verdict.UNKNOWN if self.rests_on_itself else self._timing.verdict(now)
        if verdict is not self.verdict:
            _LOGGER.debug(
                "Rule %s: %s, was %s", self.rule.rule_id, verdict, self.verdict
            )
        self.verdict = verdict
        tells = (verdict, self.watch.notes(), self.next_change, self.watch.troubles)
        if tells != self._told:
            self._told = tells
            self._tell()

    @callback
    def _tell(self) -> None:
        """Tell of what is new; the news may come back to the rule itself."""
        if self._changed is None:
            return
        was_broken = self._loop.broken
        with self._loop:
            if self._loop.broken and not was_broken:
                _LOGGER.warning(
                    "Rule %s changes itself. It is not known until it is changed",
                    self.rule.rule_id,
                )
                self.verdict = Verdict.UNKNOWN
            self._changed(self)

    @property
    def changes_itself(self) -> bool:
        """Tell whether the verdict went round and round, until it was stopped."""
        return self._loop.broken

    @property
    def rests_on_itself(self) -> bool:
        """Tell whether the condition is about our own entities, or changes itself."""
        return bool(self.own_entities) or self._loop.broken

    def condition(self, case: Case = NOW) -> Verdict:
        """Return whether the condition is met, now or in a supposed case."""
        if self.rests_on_itself:
            return Verdict.UNKNOWN
        return self.watch.verdict(case)

    @property
    def matches_since(self) -> datetime | None:
        """Return when the rule began to match, None if it does not or nobody knows.

        It is remembered over a restart. What was not known counts as a match.
        """
        since = self._timing.possible.since
        return None if since in (None, BEFORE_ALL) else since + self._timing.after

    @property
    def waits(self) -> tuple[timedelta, timedelta]:
        """Return how long the condition has to hold, and how long the rule lingers."""
        return self._timing.after, self._timing.hold

    def expect(self) -> Projection:
        """Return the verdict as it is now, and how it changes if only time passes."""
        if self.rests_on_itself or self.next_change is None:
            return Projection(self.verdict, self.next_change, iter(()))
        now = dt_util.utcnow()
        changes = self._changes(deepcopy(self._timing), now, NOW)
        return Projection(self.verdict, self.next_change, changes)

    def suppose(self, case: Case) -> Projection:
        """Return the verdict in a supposed case, and how it changes after that.

        The entities are in the supposed states from now on, and the clock goes on
        until its time, so that waiting and lingering count.
        """
        if self.rests_on_itself or not self.watch.can_suppose(case):
            return Projection(Verdict.UNKNOWN, None, iter(()))
        now = dt_util.utcnow()
        end = max(now, case.at or now)
        timing = deepcopy(self._timing)
        # Whatever was a day before the rule can wait and linger has no effect then.
        step: datetime | None = max(now, end - timing.after - timing.hold - _DAY)
        while step is not None and step <= end:
            then = None if step <= now else step
            timing.update(self.watch.verdict(replace(case, at=then)), step)
            step = self.watch.next_change(step)
        return Projection(
            timing.verdict(end),
            self._next_moment(timing, end),
            self._changes(timing, end, case),
        )

    def _next_moment(self, timing: Timing, after: datetime) -> datetime | None:
        times = (timing.next_change(after), self.watch.next_change(after))
        return min(filter(None, times), default=None)

    def _changes(
        self, timing: Timing, after: datetime, case: Case
    ) -> Iterator[tuple[datetime, Verdict]]:
        """Yield the verdicts after a point in time, if only time passes."""
        when = self._next_moment(timing, after)
        while when is not None:
            then = replace(case, at=when)
            if not self.watch.can_suppose(then):
                then = replace(case, at=None)
            timing.update(self.watch.verdict(then), when)
            yield when, timing.verdict(when)
            when = self._next_moment(timing, when)

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
