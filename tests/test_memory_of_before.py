"""What a household of before a reload notes late does not undo what came after it."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.household.store import SAVE_DELAY

from .common import async_go_private, async_guard_with, household_of
from .passing_time import async_pass, async_settle

KEY = "cloudcam_privacy"


async def test_recording_that_ends_after_a_reload(
    hass: HomeAssistant, hass_storage: dict[str, Any], freezer: FrozenDateTimeFactory
) -> None:
    """Its file is noted by who began it, and is no reason to forget an override."""
    entry = await async_guard_with(hass)
    (before,) = household_of(entry).guards.values()
    writing = await before.files.async_begin("/media/recording.mp4")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    before.files.async_written(writing)
    await async_go_private(hass, entry)
    await async_pass(hass, freezer, SAVE_DELAY + 2)
    (stored,) = hass_storage[KEY]["data"]["cameras"].values()
    assert stored["override"]["mode"] == "private"
