"""Repair issues that come by themselves and go by themselves; hidden sources."""

from typing import Any

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    issues,
    rule_subentry,
    someone_home,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

DOOR = "binary_sensor.door"
SOURCE = "camera.living_room"


@pytest.fixture
async def camera(hass: HomeAssistant) -> MarkedCamera:
    """Return a source camera that assistants may use."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    async_expose_entity(hass, "conversation", SOURCE, True)
    async_expose_entity(hass, "cloud.alexa", SOURCE, False)
    return camera


def keys(hass: HomeAssistant) -> list[str]:
    return sorted(issue.translation_key or "" for issue in issues(hass))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("activity", {"entities": [DOOR]}),
        ("presence", {"people": [DOOR], "presence": "anyone_home"}),
        (
            "condition",
            {"conditions": [{"condition": "state", "entity_id": DOOR, "state": "on"}]},
        ),
        (
            "condition",
            {
                "conditions": [
                    {
                        "condition": "template",
                        "value_template": f"{{{{ is_state('{DOOR}', 'on') }}}}",
                    }
                ]
            },
        ),
    ],
)
async def test_rule_entity_missing(
    hass: HomeAssistant, camera: MarkedCamera, kind: str, fields: dict[str, Any]
) -> None:
    """An entity without a registry entry is missed, and found, all the same."""
    plug = cut("input_boolean.plug", "on")
    hass.states.async_set("input_boolean.plug", "off")
    await async_guard(
        hass,
        camera_subentry(SOURCE, "Living room", cuts=[plug]),
        rule_subentry(kind, "Door", **fields),
    )
    for _ in range(2):
        (issue,) = issues(hass)
        assert issue.translation_key == "rule_entity_missing"
        assert issue.translation_placeholders == {"rule": "Door", "entities": DOOR}
        hass.states.async_set(DOOR, "off")
        assert not issues(hass)
        hass.states.async_set(DOOR, "unavailable")
        assert not issues(hass)
        hass.states.async_remove(DOOR)


async def test_missing_cut_without_registry_entry(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """A toggle helper of a deleted line of YAML is a missing cut."""
    hass.states.async_set("input_boolean.plug", "off")
    await async_guard(
        hass,
        camera_subentry(SOURCE, "Living room", cuts=[cut("input_boolean.plug", "on")]),
    )
    assert keys(hass) == []
    hass.states.async_remove("input_boolean.plug")
    assert keys(hass) == ["cut_missing"]
    hass.states.async_set("input_boolean.plug", "off")
    assert keys(hass) == []


async def test_nothing_is_missed_while_starting(hass: HomeAssistant) -> None:
    """What has not come yet is not missing yet."""
    hass.set_state(CoreState.not_running)
    entry = await async_guard(
        hass,
        camera_subentry(SOURCE, "Living room", cuts=[cut("switch.plug", "off")]),
        someone_home("person.anna"),
    )
    hass.set_state(CoreState.starting)
    hass.states.async_set("person.anna", "home")
    hass.states.async_remove("person.anna")
    await async_settle()
    assert keys(hass) == []
    assert state_of(hass, entry, "sensor", "mode") == "private"

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await async_settle()
    assert keys(hass) == ["cut_missing", "rule_entity_missing", "source_missing"]
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert keys(hass) == []


async def test_nothing_is_left_behind(
    hass: HomeAssistant, camera: MarkedCamera, hass_storage: dict[str, Any]
) -> None:
    """Without the household the camera is on again, and nothing of it is on disk."""
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.states.async_set("person.anna", "home")
    entry = await async_guard(
        hass,
        camera_subentry(
            SOURCE, "Living room", cuts=[cut(plug.entity_id, "off")], take_over=True
        ),
        someone_home("person.anna"),
    )
    await async_settle()
    assert hass.states.is_state("switch.device", "off")
    await hass.config_entries.async_remove(entry.entry_id)
    await async_settle()
    registered = er.async_get(hass).async_get(SOURCE)
    assert registered is not None
    assert registered.id == getattr(camera.registry_entry, "id", None)
    assert hass.states.is_state("switch.device", "on")
    assert "cloudcam_privacy" not in hass_storage
    assert not issues(hass)
