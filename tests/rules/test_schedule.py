"""Schedule rules in a running Home Assistant: edges, the sun, and a move."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.sun import get_astral_event_date
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed_exact,
)

from ..common import state_of
from .watched import async_watch, rule

pytestmark = pytest.mark.usefixtures("all_enabled")

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
async def berlin(hass: HomeAssistant) -> None:
    """Live in Berlin."""
    await hass.config.async_update(
        latitude=52.5, longitude=13.4, time_zone="Europe/Berlin"
    )


def local(text: str) -> datetime:
    """Return a wall clock time in Berlin."""
    zone = dt_util.get_time_zone("Europe/Berlin")
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


async def mode_at(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    when: datetime,
) -> str:
    """Return the mode when the clock has come to a point in time."""
    freezer.move_to(when)
    async_fire_time_changed_exact(hass)
    await hass.async_block_till_done()
    return state_of(hass, entry, "sensor", "mode")


async def check_edges(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    *edges: datetime,
) -> None:
    """Check that the mode changes at each edge, and in no second before it."""
    modes = ["private", "open"] * len(edges)
    for edge, mode in zip(edges, modes, strict=False):
        before = "open" if mode == "private" else "private"
        assert state_of(hass, entry, "sensor", "mode") == before
        assert state_of(hass, entry, "sensor", "next_change") == edge.isoformat()
        assert await mode_at(hass, entry, freezer, edge - SECOND) == before
        assert await mode_at(hass, entry, freezer, edge) == mode


async def async_schedule(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, now: str, **fields: Any
) -> MockConfigEntry:
    """Set up a schedule at a time of day in Berlin."""
    freezer.move_to(local(now))
    return await async_watch(hass, rule("schedule", **fields))


async def test_night(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Every night, across midnight, exactly at its edges."""
    entry = await async_schedule(
        hass, freezer, "2026-03-02T12:00", start="22:30:00", end="06:15:30"
    )
    await check_edges(
        hass,
        entry,
        freezer,
        local("2026-03-02T22:30"),
        local("2026-03-03T06:15:30"),
        local("2026-03-03T22:30"),
        local("2026-03-04T06:15:30"),
    )


async def test_weekdays(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A window belongs to the day on which it opens."""
    entry = await async_schedule(
        hass,
        freezer,
        "2026-03-02T12:00",
        start="23:00:00",
        end="01:00:00",
        weekdays=["fri", "sat"],
    )
    await check_edges(
        hass,
        entry,
        freezer,
        local("2026-03-06T23:00"),
        local("2026-03-07T01:00"),
        local("2026-03-07T23:00"),
        local("2026-03-08T01:00"),
        local("2026-03-13T23:00"),
    )


async def test_clocks_go_forward(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The night of the change is an hour shorter."""
    entry = await async_schedule(
        hass, freezer, "2026-03-28T12:00", start="22:00:00", end="06:00:00"
    )
    start, end = local("2026-03-28T22:00"), local("2026-03-29T06:00")
    assert end - start == timedelta(hours=7)
    await check_edges(hass, entry, freezer, start, end)


async def test_started_inside(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A window that was open at the start counts at once."""
    entry = await async_schedule(
        hass, freezer, "2026-03-02T23:00", start="22:00:00", end="06:00:00"
    )
    assert state_of(hass, entry, "sensor", "mode") == "private"
    end = local("2026-03-03T06:00")
    assert await mode_at(hass, entry, freezer, end - SECOND) == "private"
    assert await mode_at(hass, entry, freezer, end) == "open"


async def test_move_to_another_time_zone(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """When the household moves, its schedule moves with it, at once."""
    entry = await async_schedule(
        hass, freezer, "2026-03-02T12:00", start="20:00:00", end="21:00:00"
    )
    assert state_of(hass, entry, "sensor", "mode") == "open"
    await hass.config.async_update(time_zone="Asia/Tokyo")
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "mode") == "private"
    edge = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert state_of(hass, entry, "sensor", "next_change") == edge.isoformat()
    assert await mode_at(hass, entry, freezer, edge - SECOND) == "private"
    assert await mode_at(hass, entry, freezer, edge) == "open"


async def test_sun_with_offsets(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """From half an hour before sunset until a quarter after sunrise."""
    entry = await async_schedule(
        hass,
        freezer,
        "2026-03-02T12:00",
        start_event="sunset",
        start_offset=-30,
        end_event="sunrise",
        end_offset=15,
    )
    today = local("2026-03-02T12:00").date()
    tomorrow = today + timedelta(days=1)
    sunset = get_astral_event_date(hass, "sunset", today)
    sunrise = get_astral_event_date(hass, "sunrise", tomorrow)
    assert sunset is not None
    assert sunrise is not None
    for edge, before, after in (
        (sunset - timedelta(minutes=30), "open", "private"),
        (sunrise + timedelta(minutes=15), "private", "open"),
    ):
        assert await mode_at(hass, entry, freezer, edge - SECOND) == before
        assert await mode_at(hass, entry, freezer, edge + SECOND) == after


async def test_move_to_another_place(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The sun sets elsewhere at another time."""
    entry = await async_schedule(
        hass,
        freezer,
        "2026-03-02T12:00",
        start_event="sunset",
        end_event="sunrise",
    )
    assert state_of(hass, entry, "sensor", "mode") == "open"
    await hass.config.async_update(latitude=-41.3, longitude=174.8)
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "mode") == "private"


async def test_no_wake_up_between_edges(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A schedule is looked at when it changes, not in between."""
    entry = await async_schedule(
        hass, freezer, "2026-03-02T12:00", start="22:00:00", end="06:00:00"
    )
    (watched,) = entry.runtime_data.rules
    with patch.object(watched, "condition", side_effect=watched.condition) as look:
        for hour in range(13, 22):
            await mode_at(hass, entry, freezer, local(f"2026-03-02T{hour}:00"))
        assert not look.called
        await mode_at(hass, entry, freezer, local("2026-03-02T22:00"))
        assert look.call_count == 1
        await mode_at(hass, entry, freezer, local("2026-03-02T23:00"))
        assert look.call_count == 1
