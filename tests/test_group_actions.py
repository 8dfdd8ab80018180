"""Home Assistant's own actions on rooms and on everything never lower privacy."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import ANNA, async_act, async_person, entity_id_of, state_of
from .rooms import async_rooms, device_of, guards_of, modes_of

ACTIONS = ("turn_off", "turn_on", "toggle")


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up kitchen and bedroom; somebody is in bed, so both are private."""
    entry = await async_rooms(hass)
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert modes_of(entry) == ["private", "private"]
    return entry


async def _async_call(
    hass: HomeAssistant, action: str, target: Mapping[str, Any], context: Context
) -> None:
    domain, _, name = action.partition(".")
    await hass.services.async_call(
        domain, name, dict(target), blocking=True, context=context
    )
    await hass.async_block_till_done()


def _targets(hass: HomeAssistant, entry: MockConfigEntry) -> list[dict[str, Any]]:
    """Return the room, the floor, the device and a label of the room."""
    camera = entity_id_of(hass, entry, "camera", "guarded")
    (area,) = [a for a in ar.async_get(hass).async_list_areas() if a.name == "Kitchen"]
    (floor,) = fr.async_get(hass).async_list_floors()
    label = lr.async_get(hass).async_create("Evening")
    ar.async_get(hass).async_update(area.id, labels={label.label_id})
    return [
        {"area_id": area.id},
        {"floor_id": floor.floor_id},
        {"device_id": device_of(hass, camera)},
        {"label_id": label.label_id},
    ]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("domain", ["switch", "homeassistant"])
async def test_a_room_is_no_target(
    hass: HomeAssistant, entry: MockConfigEntry, domain: str, action: str
) -> None:
    """Neither is its floor, its device or a label on it; nothing is set by hand."""
    person = await async_person(hass)
    for target in _targets(hass, entry):
        await _async_call(hass, f"{domain}.{action}", target, person)
        assert modes_of(entry) == ["private", "private"], target
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done()
    for guard in guards_of(entry):
        override = guard.decision.override
        assert override is None or override.by_turning_off


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("mode", ["open", "local", "private"])
async def test_everything_at_once_never_lowers(
    hass: HomeAssistant, entry: MockConfigEntry, action: str, mode: str
) -> None:
    person = await async_person(hass)
    camera = entity_id_of(hass, entry, "camera", "guarded")
    await async_act(hass, "set_mode", {"entity_id": camera}, person, mode=mode)
    order = ("open", "local", "blurred", "private").index
    before = modes_of(entry)[0]
    raises = {"turn_off": "local", "turn_on": "private", "toggle": "open"}[action]
    await _async_call(hass, f"switch.{action}", {"entity_id": "all"}, person)
    after = modes_of(entry)[0]
    assert order(after) >= order(raises)
    if action == "turn_off":
        assert state_of(hass, entry, "switch", "sound") == "off"
        assert order(after) >= order(min(before, "private", key=order)) or after == (
            "local"
        )


async def test_two_steps_of_a_script_are_two_calls(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What one step raised the next may lower, though they share a context."""
    person = await async_person(hass)
    switch = entity_id_of(hass, entry, "switch", "privacy")
    await _async_call(hass, "switch.turn_on", {"entity_id": switch}, person)
    await _async_call(hass, "switch.turn_off", {"entity_id": switch}, person)
    assert modes_of(entry)[0] == "open"


async def test_a_label_on_the_entity_names_it(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    person = await async_person(hass)
    label = lr.async_get(hass).async_create("Ours")
    switch = entity_id_of(hass, entry, "switch", "privacy")
    er.async_get(hass).async_update_entity(switch, labels={label.label_id})
    await _async_call(hass, "switch.turn_off", {"label_id": label.label_id}, person)
    assert modes_of(entry)[0] == "open"


@pytest.mark.parametrize("order", [0, 1])
async def test_label_on_several_entities(
    hass: HomeAssistant, entry: MockConfigEntry, order: int
) -> None:
    """Whatever domain comes first, the camera that is turned off is private."""
    person = await async_person(hass)
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done()
    label = lr.async_get(hass).async_create("Ours")
    for domain, key in (("switch", "privacy"), ("camera", "guarded"))[:: 1 - 2 * order]:
        entity_id = entity_id_of(hass, entry, domain, key)
        er.async_get(hass).async_update_entity(entity_id, labels={label.label_id})
    target = {"label_id": label.label_id}
    await _async_call(hass, "homeassistant.turn_off", target, person)
    assert modes_of(entry)[0] == "private"


async def test_turning_a_camera_on_ends_what_turning_it_off_did(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """And nothing else: nobody's privacy is undone by "turn on the bedroom"."""
    person = await async_person(hass)
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done()
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    await _async_call(hass, "camera.turn_off", camera, person)
    assert modes_of(entry)[0] == "private"
    await _async_call(hass, "camera.turn_on", camera, person)
    assert modes_of(entry)[0] == "open"
    await async_act(hass, "set_mode", camera, person, mode="blurred")
    await _async_call(hass, "camera.turn_on", camera, person)
    assert modes_of(entry)[0] == "blurred"
    await _async_call(hass, "camera.turn_off", camera, person)
    assert modes_of(entry)[0] == "private"
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    await _async_call(hass, "camera.turn_on", camera, person)
    assert modes_of(entry)[0] == "blurred"
