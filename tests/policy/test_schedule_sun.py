"""Tests of windows that hang on the course of the sun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from astral import Observer, sun  # type: ignore[import-untyped]
from hypothesis import example, given, settings, strategies as st
import numpy as np
import pytest

from custom_components.cloudcam_privacy.policy.schedule import Edge, Event, Schedule

from .minutes import DAY, Minutes, Slow, WallClock, midnight, minute_of, wall_clock

FIRST, LAST = date(2027, 1, 1), date(2029, 1, 1)
MARGIN = timedelta(days=20)
LONG = timedelta(days=400)
"""More than the sun stays away anywhere."""

TIME, SUNRISE, SUNSET = Event.TIME, Event.SUNRISE, Event.SUNSET
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sun rises and sets, to the minute."""

    zone: str
    latitude: float
    longitude: float

    def sun(self, event: Event, day: date) -> datetime | None:
        return _sun(self, event, day)

    def clock(self) -> WallClock:
        return wall_clock(self.zone, FIRST - MARGIN, LAST + MARGIN)

    def suns(self, event: Event, weekdays: Iterable[int]) -> Minutes:
        """Return when the sun rises or sets on some weekdays."""
        days = (FIRST - LONG + n * timedelta(days=1) for n in range(2 * 365 + 800))
        moments = (_sun(self, event, day) for day in days if day.weekday() in weekdays)
        return np.array(sorted(minute_of(when) for when in moments if when is not None))


@cache
def _sun(place: Place, event: Event, day: date) -> datetime | None:
    tell = {SUNRISE: sun.sunrise, SUNSET: sun.sunset}[event]
    try:
        when: datetime = tell(Observer(place.latitude, place.longitude), day)
    except ValueError:
        return None
    return when.replace(second=0, microsecond=0)


PLACES = {
    "Berlin": Place("Europe/Berlin", 52.52, 13.4),
    "Quito": Place("America/Guayaquil", -0.2, -78.5),
    "Tromsø": Place("Europe/Oslo", 69.65, 18.96),
}


@dataclass(frozen=True, slots=True)
class End:
    """An end of a window: the minutes of a time of day, or after an event."""

    event: Event
    minutes: int = 0

    def edge(self) -> Edge:
        if self.event is TIME:
            return Edge(at=time(self.minutes // 60, self.minutes % 60))
        return Edge(self.event, offset=timedelta(minutes=self.minutes))

    def openings(self, place: Place, weekdays: Iterable[int]) -> Minutes:
        if self.event is TIME:
            clock = place.clock()
            return clock.openings(clock.midnights(weekdays) + self.minutes)
        return place.suns(self.event, weekdays) + self.minutes

    def closings(self, place: Place) -> Minutes:
        if self.event is TIME:
            clock = place.clock()
            return clock.closings(clock.midnights() + self.minutes)
        return place.suns(self.event, EVERY_DAY) + self.minutes


def slow_schedule(place: Place, weekdays: frozenset[int], start: End, end: End) -> Slow:
    """Return when a window is open; one of more than 18 hours by the clock is none."""
    by_clock = TIME in {start.event, end.event}
    return Slow.by_events(
        place.clock(),
        start.openings(place, weekdays),
        end.closings(place),
        longest=18 * 60 if by_clock else None,
    )


def schedule_of(
    place: Place, weekdays: frozenset[int], start: End, end: End
) -> Schedule:
    return Schedule(start.edge(), end.edge(), weekdays, ZoneInfo(place.zone), place.sun)


events = st.sampled_from((SUNRISE, SUNSET))
suns = st.builds(End, events, st.integers(-60, 60) | st.integers(-DAY // 2, DAY // 2))
clocks = st.builds(End, st.just(TIME), st.integers(0, DAY - 1))
ends = st.one_of(
    st.tuples(suns, suns), st.tuples(suns, clocks), st.tuples(clocks, suns)
)
some_weekdays = st.just(EVERY_DAY) | st.frozensets(st.integers(0, 6), min_size=1)
minutes_of_two_years = st.integers(0, (LAST - FIRST).days * DAY - 1)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", PLACES)
@settings(max_examples=settings().max_examples // 10)
@given(some_weekdays, ends, st.lists(minutes_of_two_years))
@example(EVERY_DAY, (End(SUNSET), End(SUNRISE)), [])
@example(EVERY_DAY, (End(SUNRISE, -8 * 60), End(SUNSET, -12 * 60)), [])
@example(EVERY_DAY, (End(SUNSET, 12 * 60), End(SUNSET, 11 * 60)), [])
@example(EVERY_DAY, (End(SUNRISE, -10 * 60), End(SUNSET)), [])
@example(frozenset({5, 6}), (End(TIME, 22 * 60), End(SUNRISE)), [])
@example(frozenset({0}), (End(SUNSET, -30), End(TIME, 23 * 60)), [])
@example(EVERY_DAY, (End(SUNSET), End(TIME, 19 * 60)), [])
def test_two_years(
    name: str, weekdays: frozenset[int], ends: tuple[End, End], minutes: list[int]
) -> None:
    """From change to change through two years it is open when it should be."""
    place = PLACES[name]
    slow = slow_schedule(place, weekdays, *ends)
    schedule = schedule_of(place, weekdays, *ends)
    for minute in minutes:
        slow.check(schedule, midnight(FIRST) + minute, seconds=30)
    slow.check_all_changes(schedule, FIRST, LAST)


BERLIN, TROMSO = PLACES["Berlin"], PLACES["Tromsø"]
NIGHT = (End(SUNSET), End(SUNRISE))


@pytest.mark.parametrize(
    ("ends", "now", "covers", "month"),
    [
        (NIGHT, "2027-12-20 12:00", True, "2028-01"),  # It is night all the time.
        (NIGHT, "2027-06-20 12:00", False, "2027-07"),
        ((End(SUNRISE), End(SUNSET)), "2027-06-20 00:00", True, "2027-07"),
        ((End(SUNRISE), End(SUNSET)), "2027-12-20 12:00", False, "2028-01"),
        ((End(TIME, 1320), End(SUNRISE)), "2027-12-20 22:30", False, "2028-01"),
        ((End(SUNSET), End(TIME, 1320)), "2027-12-20 21:30", False, "2028-01"),
    ],
)
def test_polar_circle(
    ends: tuple[End, End], now: str, covers: bool, month: str
) -> None:
    """Where the sun stays away, the last it did counts, but not until a clock time."""
    schedule = schedule_of(TROMSO, EVERY_DAY, *ends)
    when = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(TROMSO.zone))
    assert schedule.covers(when) is covers
    change = schedule.next_change(when)
    assert change is not None
    assert f"{change:%Y-%m}" == month


def test_evening_that_ends_before_the_sun_sets() -> None:
    """From sunset to 21:00 is not a window in June, and is one from August on."""
    evening = schedule_of(BERLIN, EVERY_DAY, End(SUNSET), End(TIME, 21 * 60))
    june = datetime(2027, 6, 15, 20, 30, tzinfo=UTC)
    assert not evening.covers(june)
    change = evening.next_change(june)
    assert change is not None
    assert datetime(2027, 8, 1, tzinfo=UTC) < change < datetime(2027, 8, 31, tzinfo=UTC)
    assert evening.covers(change)


def test_weekday_of_a_window_that_opens_the_day_before() -> None:
    """Eight hours before Monday's sunrise it is Sunday, and Monday's window opens."""
    monday = schedule_of(BERLIN, frozenset({0}), End(SUNRISE, -8 * 60), End(SUNRISE))
    sunday_night = datetime(2027, 6, 13, 21, tzinfo=UTC)
    assert monday.covers(sunday_night)
    assert not monday.covers(sunday_night - timedelta(days=1))
    assert monday.next_change(sunday_night) == BERLIN.sun(SUNRISE, date(2027, 6, 14))


@pytest.mark.parametrize("ends", [NIGHT, (End(TIME, 1320), End(SUNRISE))])
def test_no_sun_at_all(ends: tuple[End, End]) -> None:
    """Where there is never a sunrise there is never a window."""

    def no_sun(event: Event, day: date) -> None:
        return None

    start, end = ends
    never = Schedule(start.edge(), end.edge(), EVERY_DAY, UTC, no_sun)
    assert not never.covers(datetime(2027, 6, 15, tzinfo=UTC))
    assert never.next_change(datetime(2027, 6, 15, tzinfo=UTC)) is None
