"""Watch the clock and the sun."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import override

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.sun import get_astral_event_date
from homeassistant.util import dt as dt_util

from ..policy.schedule import Edge, Event as Edges, Schedule
from ..policy.verdict import Verdict
from .watch import NOW, Case, Watch

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class ScheduleWatch(Watch):
    """Tell whether a window is open; changes come with the clock, not by events."""

    def __init__(
        self, hass: HomeAssistant, weekdays: Iterable[str], start: Edge, end: Edge
    ) -> None:
        """Watch windows on weekdays ("mon" to "sun", none meaning every day)."""
        super().__init__(hass)
        self._weekdays = frozenset(map(WEEKDAYS.index, tuple(weekdays) or WEEKDAYS))
        self._edges = (start, end)
        self._schedule = self._here()
        self._unsubscribe: CALLBACK_TYPE | None = None

    def _here(self) -> Schedule:
        """Return the schedule for where the household is now."""

        @lru_cache(maxsize=1024)
        def sun(event: Edges, day: date) -> datetime | None:
            return get_astral_event_date(self.hass, event, day)

        start, end = self._edges
        zone = dt_util.get_default_time_zone()
        return Schedule(start, end, self._weekdays, zone, sun)

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        @callback
        def moved(_: Event) -> None:
            self._schedule = self._here()
            changed()

        self._unsubscribe = self.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, moved)

    @callback
    @override
    def async_stop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @override
    def verdict(self, case: Case = NOW) -> Verdict:
        return Verdict.of(self._schedule.covers(case.time))

    @override
    def why(self, case: Case = NOW) -> str:
        return dt_util.as_local(case.time).strftime("%a %H:%M:%S")

    @override
    def next_change(self, now: datetime) -> datetime | None:
        return self._schedule.next_change(now)


def edge(event: str, at: str, offset_minutes: float) -> Edge:
    """Return where a window opens or closes, from the stored fields."""
    return Edge(
        Edges(event),
        time.fromisoformat(at),
        timedelta(minutes=offset_minutes),
    )
