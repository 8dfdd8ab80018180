"""The household's language: what stands on the placeholder and in reasons."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.household.localize import Texts
from custom_components.cloudcam_privacy.policy.mode import Mode

from .common import async_guard_with, household_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday."""


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(minutes=30), "12:30"),
        (timedelta(hours=11), "23:00"),
        (timedelta(hours=12), "Tue 00:00"),
        (timedelta(days=6), "Sun 12:00"),
        (timedelta(days=7), "2026-03-09 12:00"),
        (timedelta(days=300), "2026-12-27 12:00"),
    ],
)
async def test_a_time_is_told_as_people_do(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, later: timedelta, said: str
) -> None:
    """Never so that today's time could be meant for another day's."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOON)
    words = await Texts.async_load(hass)
    assert words.until(NOON + later) == said


async def test_a_time_is_told_in_the_household_s_zone(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await hass.config.async_set_time_zone("Asia/Tokyo")
    freezer.move_to(NOON)
    words = await Texts.async_load(hass)
    assert words.until(NOON + timedelta(hours=1)) == "22:00"
    assert words.until(NOON + timedelta(hours=4)) == "Tue 01:00"


async def test_a_language_that_is_not_there_speaks_english(hass: HomeAssistant) -> None:
    await hass.config.async_update(language="kw")
    words = await Texts.async_load(hass)
    assert words.mode(Mode.PRIVATE) == "Private"
    assert words.say("until", time="21:30") == "until 21:30"


async def test_another_language_is_taken_up_at_once(hass: HomeAssistant) -> None:
    """Rules keep the names that people gave them; all else is said anew."""
    entry = await async_guard_with(hass)
    before = household_of(entry)
    await hass.config.async_update(elevation=3)
    await hass.async_block_till_done()
    assert household_of(entry) is before

    await hass.config.async_update(language="kw")
    await hass.async_block_till_done()

    assert household_of(entry) is not before
    assert entry.state is ConfigEntryState.LOADED
