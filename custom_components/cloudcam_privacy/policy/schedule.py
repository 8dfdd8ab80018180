"""Times of day as windows: across midnight, daylight saving and the sun's course.

A window opens on each chosen weekday and closes at the first end after its start.
Clock times are wall time in the household's time zone. A time that the clock skips
in spring is the moment of the change; of a time that comes twice in autumn the
window opens with the first and closes with the second, so that it never has a gap.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Event(StrEnum):
    """What an end of a window hangs on."""

    TIME = "time"
    SUNRISE = "sunrise"
    SUNSET = "sunset"


type SunTimes = Callable[[Event, date], datetime | None]
"""Gives sunrise or sunset of a local date in UTC, None where there is none."""

LONGEST_MIXED_WINDOW = timedelta(hours=18)
"""A window between a clock time and a sun event that would be longer is none:
"sunset to 21:00" is empty where the sun sets at 22:00, and does not last until 21:00
of the day after."""

NEARBY_DAYS = 10
"""Days around now in which a window is found, but for the polar circles."""

SEARCH_DAYS = 370
"""How far a sun event is looked for where there may be none for months."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)

type Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a window opens or closes; `offset` shifts a sun event."""

    event: Event = Event.TIME
    at: time = time()
    offset: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Windows that open on some weekdays (0 is Monday)."""

    start: Edge
    end: Edge
    weekdays: frozenset[int]
    zone: tzinfo
    sun: SunTimes

    def covers(self, now: datetime) -> bool:
        """Tell whether a window is open."""
        today = now.astimezone(self.zone).date()
        return _covered(list(self._windows(today - self._reach(today), today)), now)

    def next_change(self, now: datetime) -> datetime | None:
        """Return the next time at which `covers` changes, or None if it never does."""
        today = now.astimezone(self.zone).date()
        first = today - self._reach(today)
        for days in (NEARBY_DAYS, SEARCH_DAYS):
            last = today + days * _DAY
            windows = list(self._windows(first, last))
            covered = _covered(windows, now)
            horizon = self._moment(last, time(), closing=False)
            for when in sorted({edge for window in windows for edge in window}):
                if now < when < horizon and _covered(windows, when) is not covered:
                    return when
        return None

    def _reach(self, today: date) -> timedelta:
        """Return how far back the window that is open now may have opened."""
        nearby = [today + days * _DAY for days in (-2, -1, 0, 1)]
        missing = any(
            edge.event is not Event.TIME and self.sun(edge.event, day) is None
            for edge in (self.start, self.end)
            for day in nearby
        )
        return (SEARCH_DAYS if missing else 3) * _DAY

    def _windows(self, first: date, last: date) -> Iterator[Window]:
        day = first
        while day <= last:
            if day.weekday() in self.weekdays and (window := self._window(day)):
                yield window
            day += _DAY

    def _window(self, day: date) -> Window | None:
        if (start := self._edge(self.start, day, closing=False)) is None:
            return None
        by_clock = (self.start.event is Event.TIME, self.end.event is Event.TIME)
        if all(by_clock):
            crosses = self.end.at <= self.start.at
            end = self._moment(day + crosses * _DAY, self.end.at, closing=True)
        elif (found := self._first_end_after(start, day)) is None:
            return None
        else:
            end = found
        if any(by_clock) and not all(by_clock) and end - start > LONGEST_MIXED_WINDOW:
            return None
        return (start, end) if start < end else None

    def _first_end_after(self, start: datetime, day: date) -> datetime | None:
        for days in range(-1, SEARCH_DAYS):
            end = self._edge(self.end, day + days * _DAY, closing=True)
            if end is not None and end > start:
                return end
        return None

    def _edge(self, edge: Edge, day: date, *, closing: bool) -> datetime | None:
        if edge.event is Event.TIME:
            return self._moment(day, edge.at, closing=closing)
        when = self.sun(edge.event, day)
        return None if when is None else when + edge.offset

    def _moment(self, day: date, at: time, *, closing: bool) -> datetime:
        """Return the moment in UTC at which the wall clock reaches a time of day."""
        wall = datetime.combine(day, at)
        early, late = (
            wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)
        )
        if early <= late:
            return late if closing else early
        before, moment = late, early
        while moment - before > _SECOND:
            middle = before + (moment - before) // _SECOND // 2 * _SECOND
            if self._offset(middle) == self._offset(before):
                before = middle
            else:
                moment = middle
        return moment

    def _offset(self, when: datetime) -> timedelta | None:
        return when.astimezone(self.zone).utcoffset()


def _covered(windows: list[Window], now: datetime) -> bool:
    return any(start <= now < end for start, end in windows)
