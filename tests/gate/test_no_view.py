"""Whatever keeps the guarded camera from being set up, the rest guards and it is told."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloudcam_privacy.camera import GuardedCamera
from custom_components.cloudcam_privacy.household.issues import NO_VIEW

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    household_of,
    issues,
    someone_home,
)
from ..cut.devices import Plug, async_add_devices
from ..passing_time import async_settle
from .conftest import GuardedHouse


async def test_camera_that_cannot_be_set_up(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update that takes away something of which nobody thought."""

    def broken(*_: Any) -> None:
        raise AttributeError("_invalidate_camera_capabilities_cache")

    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    await async_add_devices(hass, Plug("Upload"))
    hass.states.async_set("person.anna", "home")
    monkeypatch.setattr(GuardedCamera, "__init__", broken)

    entry = await async_guard(
        hass,
        camera_subentry(
            source.entity_id, "Living room", cuts=[cut("switch.upload", "off")]
        ),
        someone_home("person.anna"),
    )
    await async_settle()

    assert entry.state is ConfigEntryState.LOADED
    (guard,) = household_of(entry).guards.values()
    assert guard.decision.mode == "private"
    plug = hass.states.get("switch.upload")
    assert plug is not None
    assert plug.state == "off"
    (issue,) = issues(hass, NO_VIEW)
    assert issue.translation_placeholders == {"camera": "Living room"}


async def test_nothing_is_told_of_one_that_is_there_or_not_wanted(
    hass: HomeAssistant, house: GuardedHouse
) -> None:
    """Somebody may have disabled it."""
    await async_settle()
    assert not issues(hass, NO_VIEW)
    er.async_get(hass).async_update_entity(
        house.entity_id, disabled_by=er.RegistryEntryDisabler.USER
    )
    await hass.config_entries.async_reload(house.entry.entry_id)
    await async_settle()
    assert not issues(hass, NO_VIEW)
