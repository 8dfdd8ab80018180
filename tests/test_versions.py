"""What older and newer versions have stored: taken up, or refused and left alone."""

from copy import deepcopy
import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.config_flow import CloudcamPrivacyConfigFlow
from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.store import STORAGE_VERSION

from .common import (
    MarkedCamera,
    async_make_cameras,
    async_resume,
    entity_id_of,
    issues,
    state_of,
)
from .passing_time import async_settle

STORED = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parent / "stored").glob("*.json"))
}
NEWEST = list(STORED.values())[-1]


async def _async_entry(hass: HomeAssistant, stored: dict[str, Any]) -> MockConfigEntry:
    """Return the entry as it was stored, in the house that it was stored in."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = {"input_boolean": {"plug": {"initial": False}}}
    assert await async_setup_component(hass, "input_boolean", plug)
    for entity_id, state in (
        ("alarm_control_panel.home", "disarmed"),
        ("light.bath", "off"),
        ("person.anna", "not_home"),
    ):
        hass.states.async_set(entity_id, state)
    subentries = stored.pop("subentries")
    entry = MockConfigEntry(
        domain=DOMAIN, title="Cloudcam Privacy", subentries_data=subentries, **stored
    )
    entry.add_to_hass(hass)
    return entry


@pytest.mark.parametrize("version", STORED)
async def test_what_an_older_version_stored_goes_on(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    version: str,
) -> None:
    """An update neither forgets what was set by hand nor leaves a camera cut."""
    freezer.move_to("2026-11-20 12:00:00-08:00")  # No rule of the night applies.
    stored = json.loads(STORED[version])
    hass_storage[DOMAIN] = stored["memory"]
    entry = await _async_entry(hass, stored["entry"])

    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()

    assert state_of(hass, entry, "select", "mode") == "blurred"
    assert state_of(hass, entry, "sensor", "mode") == "blurred"
    mode = hass.states.get(entity_id_of(hass, entry, "sensor", "mode"))
    assert mode is not None
    assert mode.attributes["reasons"] == ["The plumber is here"]
    assert not issues(hass, "store_damaged")
    await async_resume(hass, entry)
    plug = hass.states.get("input_boolean.plug")
    assert plug is not None
    assert plug.state == "on"
    written = hass_storage[DOMAIN]
    assert written["version"] == STORAGE_VERSION


async def test_what_a_newer_version_stored_is_refused_and_left_alone(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who goes back to an older version keeps everything for when they return."""
    stored = json.loads(NEWEST)
    newer = CloudcamPrivacyConfigFlow.VERSION + 1
    stored["entry"]["version"] = newer
    stored["memory"]["version"] = STORAGE_VERSION + 1
    hass_storage[DOMAIN] = deepcopy(stored["memory"])
    entry = await _async_entry(hass, stored["entry"])

    assert not await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()

    assert entry.state is ConfigEntryState.MIGRATION_ERROR
    assert entry.version == newer
    assert entry.options["lift_minutes"] == 20
    assert hass_storage[DOMAIN] == stored["memory"]
    plug = hass.states.get("input_boolean.plug")
    assert plug is not None
    assert plug.state == "off", "a camera that is cut stays cut"
    assert "higher than the current version" in caplog.text


def test_the_current_version_is_among_those_tried() -> None:
    """Each version in which something was stored is kept in tests/stored."""
    newest = json.loads(NEWEST)
    flow = CloudcamPrivacyConfigFlow
    assert newest["entry"]["version"] == flow.VERSION
    assert newest["entry"]["minor_version"] == flow.MINOR_VERSION
    assert newest["memory"]["version"] == STORAGE_VERSION
