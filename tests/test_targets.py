"""What the actions take as a target, and what they refuse."""

from contextlib import suppress
from itertools import product
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from .common import async_act, entity_id_of
from .passing_time import async_settle
from .rooms import KITCHEN, async_rooms, device_of, guards_of, kitchen, modes_of


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up kitchen and bedroom."""
    return await async_rooms(hass)


@pytest.mark.parametrize(
    ("target", "modes"),
    [
        ("camera", ["private", "open"]),
        ("own entity", ["private", "open"]),
        ("device", ["private", "open"]),
        ("area", ["private", "open"]),
        ("label of the camera", ["private", "open"]),
        ("label of the device", ["private", "open"]),
        ("floor", ["private", "private"]),
        ("all", ["private", "private"]),
        ("household", ["private", "private"]),
    ],
)
async def test_targets(
    hass: HomeAssistant, entry: MockConfigEntry, target: str, modes: list[str]
) -> None:
    """Whatever is chosen, the guarded cameras in it are meant."""
    camera = kitchen(hass, entry)
    device = device_of(hass, camera)
    label = lr.async_get(hass).async_create("Private rooms").label_id
    area = ar.async_get(hass).async_get_area_by_name("Kitchen")
    floor = fr.async_get(hass).async_get_floor_by_name("Upstairs")
    assert area is not None
    assert floor is not None
    if target == "label of the camera":
        er.async_get(hass).async_update_entity(camera, labels={label})
    elif target == "label of the device":
        dr.async_get(hass).async_update_device(device, labels={label})
    chosen = {
        "camera": {"entity_id": camera},
        "own entity": {"entity_id": entity_id_of(hass, entry, "switch", "privacy")},
        "device": {"device_id": device},
        "area": {"area_id": area.id},
        "label of the camera": {"label_id": label},
        "label of the device": {"label_id": label},
        "floor": {"floor_id": floor.floor_id},
        "all": {"entity_id": "all"},
        "household": {"entity_id": entity_id_of(hass, entry, "switch", "everywhere")},
    }[target]
    answer = await async_act(hass, "set_mode", chosen, mode="private")
    assert modes_of(entry) == modes
    assert len(answer) == modes.count("private")
    assert answer[camera]["mode"] == "private"


async def test_camera_that_is_not_available(hass: HomeAssistant) -> None:
    """It is made private all the same, and without being seen anywhere."""
    entry = await async_rooms(hass)
    camera = kitchen(hass, entry)
    source = guards_of(entry)[KITCHEN].source.entity_id
    assert source is not None
    hass.states.async_set(source, "unavailable")
    er.async_get(hass).async_update_entity(camera, hidden_by=er.RegistryEntryHider.USER)
    await hass.async_block_till_done()
    assert hass.states.is_state(camera, "unavailable")
    await async_act(
        hass, "set_mode", {"device_id": device_of(hass, camera)}, mode="private"
    )
    assert modes_of(entry) == ["private", "open"]


@pytest.mark.parametrize("domain", ["camera", "homeassistant"])
@pytest.mark.parametrize("target", ["entity_id", "device_id"])
@pytest.mark.parametrize("may_control", [True, False])
async def test_turned_off_while_it_is_not_available(
    hass: HomeAssistant, domain: str, target: str, may_control: bool
) -> None:
    """Home Assistant drops the call; the camera may go on uploading all the same."""
    entry = await async_rooms(hass)
    camera = kitchen(hass, entry)
    source = guards_of(entry)[KITCHEN].source.entity_id
    assert source is not None
    hass.states.async_set(source, "unavailable")
    await hass.async_block_till_done()
    user = MockUser(name="Guest").add_to_hass(hass)
    user.mock_policy({"entities": {"entity_ids": {camera: {"control": may_control}}}})
    named = camera if target == "entity_id" else device_of(hass, camera)
    with suppress(Unauthorized):
        await hass.services.async_call(
            domain,
            "turn_off",
            {target: named},
            blocking=True,
            context=Context(user_id=user.id),
        )
    await async_settle()
    assert modes_of(entry) == ["private" if may_control else "open", "open"]


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ({"entity_id": "camera.kitchen"}, "not_guarded"),
        ({"entity_id": "camera.nowhere"}, "not_guarded"),
        ({"area_id": "attic"}, "no_guarded_camera"),
        ({"device_id": "0123456789abcdef"}, "no_guarded_camera"),
        ({"label_id": "pets"}, "no_guarded_camera"),
        ({"entity_id": "none"}, "no_guarded_camera"),
    ],
)
async def test_nothing_guarded(
    hass: HomeAssistant, entry: MockConfigEntry, target: dict[str, str], problem: str
) -> None:
    """One camera too many, and nothing changes for the others either."""
    ar.async_get(hass).async_create("Attic")
    targets: list[dict[str, Any]] = [target]
    if problem == "not_guarded":
        targets.append({"entity_id": [kitchen(hass, entry), target["entity_id"]]})
    calls: list[tuple[str, dict[str, Any]]] = [
        ("set_mode", {"mode": "private"}),
        ("resume", {}),
        ("explain", {}),
    ]
    for one, (action, data) in product(targets, calls):
        with pytest.raises(ServiceValidationError) as refused:
            await async_act(hass, action, one, **data)
        assert refused.value.translation_key == problem
        assert problem == "no_guarded_camera" or target["entity_id"] in str(
            refused.value
        )
    assert modes_of(entry) == ["open", "open"]


async def test_not_set_up(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    camera = kitchen(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    with pytest.raises(ServiceValidationError):
        await async_act(hass, "set_mode", {"entity_id": camera}, mode="private")
