"""Schedules worked out the slow way: minute by minute, by looking at the wall clock.

Time is counted in minutes of UTC since 1970, wall time in minutes since 1970 on the
wall.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from custom_components.cloudcam_privacy.policy.schedule import Schedule

type Minutes = NDArray[np.int64]
type Truths = NDArray[np.bool_]

DAY = 24 * 60
QUARTER = 15
"""Minutes; the clock is changed at a full quarter of an hour everywhere."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(when: datetime) -> int:
    """Return the minute in which a moment lies."""
    return (when - _EPOCH) // timedelta(minutes=1)


def at_minute(minute: float) -> datetime:
    """Return the moment at which a minute begins, or some part of it is over."""
    return _EPOCH + timedelta(minutes=minute)


class WallClock:
    """What the clock on the wall shows in each minute from one day to another."""

    def __init__(self, zone: str, first: date, last: date) -> None:
        """Look at the clock."""
        self.zone = ZoneInfo(zone)
        self.first, self.last = midnight(first), midnight(last)
        self.minutes: Minutes = np.arange(self.first, self.last)
        quarters = self.minutes[::QUARTER]
        offsets = np.array([self._offset(quarter) for quarter in quarters.tolist()])
        wall = self.minutes + offsets.repeat(QUARTER)
        self.latest: Minutes = np.maximum.accumulate(wall)
        """The latest time that the wall has shown so far."""
        self.earliest: Minutes = np.minimum.accumulate(wall[::-1])[::-1]
        """The earliest time that the wall shows now or later."""
        self.earliest_later: Minutes = np.append(self.earliest[1:], wall[-1] + 1)
        self.changed: list[int] = quarters[1:][np.diff(offsets) != 0].tolist()
        """The minutes from which on the clock was another one."""
        self.jumps: set[int] = set(np.diff(offsets).tolist()) - {0}
        """The minutes by which it was changed."""

    def _offset(self, minute: int) -> int:
        shown = at_minute(minute).astimezone(self.zone)
        return minute_of(shown.replace(tzinfo=UTC)) - minute

    def midnights(self, weekdays: Iterable[int] = range(7)) -> Minutes:
        """Return the wall times at which days of the week begin (0 is Monday)."""
        days = np.arange(self.first - DAY, self.last + DAY, DAY)
        return days[np.isin((days // DAY + 3) % 7, list(weekdays))]

    def openings(self, wall: Minutes) -> Minutes:
        """Return when the wall has come to each of some times."""
        return self.first + np.searchsorted(self.latest, wall)

    def closings(self, wall: Minutes) -> Minutes:
        """Return when the wall has come to each of some times and not again."""
        come = np.searchsorted(self.earliest, wall)
        not_again = np.searchsorted(self.earliest_later, wall, side="right")
        return self.first + np.maximum(come, not_again)


wall_clock = cache(WallClock)
"""Returns the wall clock of a zone from one day to another."""


class Slow:
    """Whether a window is open in each minute, found without any calendar."""

    def __init__(self, clock: WallClock, is_open: Truths) -> None:
        """Take down when that changes, as long as the end of the next days is known."""
        self.first, self.last = clock.first, clock.last - 2 * DAY
        self._is_open = is_open[: -2 * DAY]
        changes = clock.minutes[1 : -2 * DAY][np.diff(self._is_open)]
        self._changes: list[int] = changes.tolist()

    @classmethod
    def by_clock(
        cls, clock: WallClock, weekdays: frozenset[int], start: int, end: int
    ) -> Slow:
        """Return what is open between two times of day, in minutes.

        A window is open once its start has been, until its end has come for good.
        """
        starts = clock.midnights(weekdays) + start
        ends = starts - start + end + (DAY if end <= start else 0)
        ends = _last(starts, ends, clock.latest)
        return cls(clock, (ends > clock.earliest) | (ends >= clock.earliest_later))

    @classmethod
    def by_events(
        cls,
        clock: WallClock,
        starts: Minutes,
        ends: Minutes,
        longest: int | None = None,
    ) -> Slow:
        """Return what is open while something was started and not ended since.

        What would go on for more than the longest time is not started at all.
        """
        if longest is not None:
            place = np.searchsorted(ends, starts, side="right")
            found = place < len(ends)
            starts, place = starts[found], place[found]
            starts = starts[ends[place] - starts <= longest]
        started = _last(starts, starts, clock.minutes)
        return cls(clock, (started >= _last(ends, ends, clock.minutes)) & (started > 0))

    def covers(self, minute: int) -> bool:
        """Tell whether a window is open."""
        return bool(self._is_open[minute - self.first])

    def next_change(self, minute: int) -> int | None:
        """Return the next minute in which that is different, or None in this time."""
        place = bisect_right(self._changes, minute)
        return self._changes[place] if place < len(self._changes) else None

    def check(self, schedule: Schedule, minute: int, seconds: int = 0) -> None:
        """See that a schedule tells the same at some point in a minute."""
        now = at_minute(minute + seconds / 60)
        assert schedule.covers(now) == self.covers(minute), now
        expected, told = self.next_change(minute), schedule.next_change(now)
        if expected is not None:
            assert told == at_minute(expected), now
        else:
            assert told is None or told >= at_minute(self.last), now

    def check_all_changes(self, schedule: Schedule, first: date, last: date) -> None:
        """See that a schedule tells the same at each change and just before it."""
        minute: int | None = midnight(first)
        while minute is not None and minute < midnight(last):
            self.check(schedule, minute - 1, seconds=59)
            self.check(schedule, minute)
            minute = self.next_change(minute)


def midnight(day: date) -> int:
    """Return the minute in which a day begins in UTC."""
    return minute_of(datetime.combine(day, time(), UTC))


def _last(moments: Minutes, values: Minutes, now: Minutes) -> Minutes:
    """Return the value of the last of some moments so far, 0 if there was none."""
    return np.append(values, 0)[np.searchsorted(moments, now, side="right") - 1]
