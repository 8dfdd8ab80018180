"""Tests of windows between two times of day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings, strategies as st
import pytest

from custom_components.cloudcam_privacy.policy.schedule import Edge, Event, Schedule

from .minutes import DAY, Slow, WallClock, at_minute, wall_clock

FIRST, LAST = date(2027, 1, 1), date(2029, 1, 1)
MARGIN = timedelta(days=20)

ZONES = {
    "Africa/Casablanca": {-60, 60},  # The other way round, for Ramadan.
    "America/New_York": {-60, 60},
    "America/St_Johns": {-60, 60},  # Three hours and a half behind.
    "Australia/Lord_Howe": {-30, 30},
    "Europe/Berlin": {-60, 60},
}
"""With the minutes by which the clock is changed."""

BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
SUNDAY = frozenset({6})

some_weekdays = st.just(EVERY_DAY) | st.frozensets(st.integers(0, 6), min_size=1)
times_of_day = st.integers(0, 4 * 60) | st.integers(0, DAY - 1)


def two_years(zone: str) -> WallClock:
    return wall_clock(zone, FIRST - MARGIN, LAST + MARGIN)


def no_sun(event: Event, day: date) -> None:
    raise AssertionError("A schedule by the clock has no use for the sun")


def by_clock(weekdays: frozenset[int], start: time, end: time) -> Schedule:
    return Schedule(Edge(at=start), Edge(at=end), weekdays, BERLIN, no_sun)


def by_minutes(
    clock: WallClock, weekdays: frozenset[int], start: int, end: int
) -> Schedule:
    opens, closes = (Edge(at=time(at // 60, at % 60)) for at in (start, end))
    return Schedule(opens, closes, weekdays, clock.zone, no_sun)


@pytest.mark.parametrize(("zone", "jumps"), ZONES.items())
def test_the_clocks_are_changed(zone: str, jumps: set[int]) -> None:
    """The zones are worth testing."""
    clock = two_years(zone)
    assert clock.jumps == jumps
    assert len(clock.changed) >= 4


@pytest.mark.timeout(0)
@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=settings().max_examples // 10)
@given(some_weekdays, times_of_day, times_of_day)
@example(EVERY_DAY, 22 * 60, 6 * 60)
@example(EVERY_DAY, 120, 150)
@example(EVERY_DAY, 150, 120)
@example(EVERY_DAY, 0, 0)
@example(SUNDAY, 135, 150)
def test_two_years(zone: str, weekdays: frozenset[int], start: int, end: int) -> None:
    """From change to change through two years it is open when it should be."""
    clock = two_years(zone)
    slow = Slow.by_clock(clock, weekdays, start, end)
    slow.check_all_changes(by_minutes(clock, weekdays, start, end), FIRST, LAST)


@given(
    st.sampled_from(sorted(ZONES)),
    st.integers(0, 3),
    some_weekdays,
    times_of_day,
    times_of_day,
    st.lists(
        st.tuples(
            st.integers(-4 * 60, 4 * 60) | st.integers(-4 * DAY, 4 * DAY),
            st.integers(0, 59),
        ),
        min_size=1,
    ),
)
def test_around_changes_of_the_clock(
    zone: str,
    which: int,
    weekdays: frozenset[int],
    start: int,
    end: int,
    moments: list[tuple[int, int]],
) -> None:
    """Whenever one looks in the days around a change, one sees what is expected."""
    changed = two_years(zone).changed[which]
    day = at_minute(changed).date()
    clock = wall_clock(zone, day - MARGIN, day + MARGIN)
    schedule = by_minutes(clock, weekdays, start, end)
    slow = Slow.by_clock(clock, weekdays, start, end)
    for minutes, seconds in moments:
        slow.check(schedule, changed + minutes, seconds)


def first_window(schedule: Schedule, after: str) -> tuple[str, str]:
    """Return when the next window opens and closes, all in UTC."""
    opens = schedule.next_change(datetime.fromisoformat(f"{after}+00:00"))
    assert opens is not None
    assert schedule.covers(opens)
    closes = schedule.next_change(opens)
    assert closes is not None
    assert not schedule.covers(closes)
    return f"{opens:%m-%d %H:%M:%S}", f"{closes:%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("after", "start", "end", "opens", "closes"),
    [
        # At 01:00 UTC the clock goes from 02:00 to 03:00.
        ("03-28 00", "02:30", "06:00", "03-28 01:00:00", "03-28 04:00:00"),
        ("03-28 00", "01:30", "02:30", "03-28 00:30:00", "03-28 01:00:00"),
        ("03-28 00", "02:10", "02:40", "03-29 00:10:00", "03-29 00:40:00"),
        ("03-28 00", "02:00", "03:00", "03-29 00:00:00", "03-29 01:00:00"),
        ("03-27 06", "12:00", "02:30", "03-27 11:00:00", "03-28 01:00:00"),
        # At 01:00 UTC the clock goes from 03:00 back to 02:00.
        ("10-30 06", "02:30", "02:45", "10-31 00:30:00", "10-31 01:45:00"),
        ("10-30 06", "02:00", "03:00", "10-31 00:00:00", "10-31 02:00:00"),
        ("10-30 06", "12:00", "02:30", "10-30 10:00:00", "10-31 01:30:00"),
        ("10-30 06", "12:00", "02:00", "10-30 10:00:00", "10-31 01:00:00"),
        # To the second.
        ("06-15 00", "07:00:01", "07:00:59", "06-15 05:00:01", "06-15 05:00:59"),
    ],
)
def test_berlin(after: str, start: str, end: str, opens: str, closes: str) -> None:
    """What the clock skips is the moment of the change; what comes twice lasts."""
    schedule = by_clock(EVERY_DAY, time.fromisoformat(start), time.fromisoformat(end))
    assert first_window(schedule, f"2027-{after}:00") == (opens, closes)


def test_across_midnight() -> None:
    """The weekday is the one on which the window opens."""
    friday = by_clock(frozenset({4}), time(22), time(6))
    assert first_window(friday, "2027-06-14T00:00") == (
        "06-18 20:00:00",
        "06-19 04:00:00",
    )


def test_window_that_is_skipped_for_a_week() -> None:
    """On the Sunday on which the clock skips it there is no window."""
    sunday = by_clock(SUNDAY, time(2, 10), time(2, 40))
    assert first_window(sunday, "2027-03-22T00:00") == (
        "04-04 00:10:00",
        "04-04 00:40:00",
    )


def test_around_the_clock() -> None:
    """A window that ends when it starts is open for a day, and for ever if daily."""
    always = by_clock(EVERY_DAY, time(6), time(6))
    now = datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert always.covers(now)
    assert always.next_change(now) is None

    monday = by_clock(frozenset({0}), time(6), time(6))
    assert first_window(monday, "2027-06-13T00:00") == (
        "06-14 04:00:00",
        "06-15 04:00:00",
    )


def test_never() -> None:
    """Without a weekday there is no window."""
    never = by_clock(frozenset(), time(6), time(7))
    now = datetime(2027, 6, 15, 4, 30, tzinfo=UTC)
    assert not never.covers(now)
    assert never.next_change(now) is None


def test_now_may_be_in_any_zone() -> None:
    """It is the moment that counts."""
    evening = by_clock(EVERY_DAY, time(20), time(21))
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        now = datetime(2027, 6, 15, 18, 30, tzinfo=UTC).astimezone(ZoneInfo(zone))
        assert evening.covers(now)
        assert evening.next_change(now) == datetime(2027, 6, 15, 19, tzinfo=UTC)
