"""Repair issues that come by themselves and go by themselves; hidden sources."""

from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .cut.devices import Plug, async_add_devices
from .house import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    rule_subentry,
    someone_home,
    state_of,
)
from .issues import issues
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


# Hidden sources


def is_hidden(hass: HomeAssistant) -> bool:
    registered = er.async_get(hass).async_get(SOURCE)
    assert registered is not None
    return registered.hidden_by is er.RegistryEntryHider.INTEGRATION


def exposed(hass: HomeAssistant) -> list[bool]:
    return [
        async_should_expose(hass, assistant, SOURCE)
        for assistant in ("conversation", "cloud.alexa")
    ]


@pytest.fixture
async def entry(hass: HomeAssistant, camera: MarkedCamera) -> MockConfigEntry:
    """Guard the camera; its source is hidden."""
    assert not is_hidden(hass)
    assert exposed(hass) == [True, False]
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.states.async_set("person.anna", "home")
    entry = await async_guard(
        hass,
        camera_subentry(SOURCE, "Living room", cuts=[cut(plug.entity_id, "off")]),
        someone_home("person.anna"),
    )
    await async_settle()
    assert is_hidden(hass)
    assert exposed(hass) == [False, False]
    assert hass.states.is_state(plug.entity_id, "off")
    return entry


async def test_hidden_across_reloads(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """How the source was shown is remembered from the first time."""
    for _ in range(2):
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
    assert is_hidden(hass)
    await hass.config_entries.async_remove(entry.entry_id)
    assert not is_hidden(hass)
    assert exposed(hass) == [True, False]


async def test_shown_when_the_camera_is_removed(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A camera that is no longer guarded is shown, and on, as it was before."""
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_remove_subentry(entry, camera.subentry_id)
    await hass.async_block_till_done()
    await async_settle()
    assert not is_hidden(hass)
    assert exposed(hass) == [True, False]
    assert hass.states.is_state("switch.device", "on")
    assert entry.runtime_data.store.cameras == {}


async def test_shown_when_the_household_is_removed(
    hass: HomeAssistant, entry: MockConfigEntry, hass_storage: dict[str, Any]
) -> None:
    """Nothing is left behind, neither on the camera nor on disk."""
    await hass.config_entries.async_remove(entry.entry_id)
    await async_settle()
    assert not is_hidden(hass)
    assert exposed(hass) == [True, False]
    assert hass.states.is_state("switch.device", "on")
    assert "cloudcam_privacy" not in hass_storage
    assert not issues(hass)


async def test_shown_when_the_option_is_switched_off(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """And hidden when it is switched on again."""
    (camera,) = entry.get_subentries_of_type("camera")
    for hide in (False, True):
        hass.config_entries.async_update_subentry(
            entry, camera, data={**camera.data, "hide_source": hide}
        )
        await hass.async_block_till_done()
        await async_settle()
        assert is_hidden(hass) is hide
        assert exposed(hass) == [not hide, False]


async def test_hidden_by_the_household_itself(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """What somebody had hidden by hand stays hidden afterwards."""
    by_hand = er.RegistryEntryHider.USER
    er.async_get(hass).async_update_entity(SOURCE, hidden_by=by_hand)
    entry = await async_guard(hass, camera_subentry(SOURCE, "Living room"))
    await hass.config_entries.async_remove(entry.entry_id)
    registered = er.async_get(hass).async_get(SOURCE)
    assert registered is not None
    assert registered.hidden_by is by_hand
