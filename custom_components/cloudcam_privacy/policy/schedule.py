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

NEARBY_DAYS = 3
"""Days from its own within which a window opens and closes, but for the polar circles.
An edge is taken to be shifted from a sun event by 12 hours at most."""

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
        windows = self._windows(self._first_day(today), today + _DAY)
        return any(start <= now < end for start, end in windows)

    def next_change(self, now: datetime) -> datetime | None:
        """Return the next time at which `covers` changes, or None if it never does."""
        today = now.astimezone(self.zone).date()
        last = today + SEARCH_DAYS * _DAY
        covered_until = now
        for start, end in self._windows(self._first_day(today), last):
            if start > covered_until:
                return start if covered_until == now else covered_until
            covered_until = max(covered_until, end)
        horizon = self._moment(last, time(), closing=False)
        return covered_until if now < covered_until < horizon else None

    @property
    def _by_sun_alone(self) -> bool:
        return Event.TIME not in {self.start.event, self.end.event}

    def _first_day(self, today: date) -> date:
        """Return the earliest day whose window can be open today."""
        sun_stays_away = self._by_sun_alone and any(
            self.sun(edge.event, today + days * _DAY) is None
            for edge in (self.start, self.end)
            for days in (-2, -1, 0, 1)
        )
        return today - (SEARCH_DAYS if sun_stays_away else NEARBY_DAYS) * _DAY

    def _windows(self, first: date, last: date) -> Iterator[Window]:
        """Yield the windows of some days in the order in which they open."""
        day = first
        while day <= last:
            if day.weekday() in self.weekdays and (window := self._window(day)):
                yield window
            day += _DAY

    def _window(self, day: date) -> Window | None:
        if (start := self._edge(self.start, day, closing=False)) is None:
            return None
        by_clock = self.start.event is self.end.event is Event.TIME
        end = self._end_by_clock(day) if by_clock else self._first_end_after(start, day)
        return (start, end) if end is not None and end > start else None

    def _end_by_clock(self, day: date) -> datetime:
        crosses_midnight = self.end.at <= self.start.at
        return self._moment(day + crosses_midnight * _DAY, self.end.at, closing=True)

    def _first_end_after(self, start: datetime, day: date) -> datetime | None:
        longest = SEARCH_DAYS * _DAY if self._by_sun_alone else LONGEST_MIXED_WINDOW
        for days in range(-1, longest.days + NEARBY_DAYS):
            end = self._edge(self.end, day + days * _DAY, closing=True)
            if end is not None and end > start:
                return end if end - start <= longest else None
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
