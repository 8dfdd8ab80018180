"""Room rules: each camera is private while somebody is in its own room."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..common import cut, entity_id_of, issues
from ..passing_time import async_pass
from ..repairs.dialogue import Dialogue
from ..rooms import device_of
from .room_house import BEDROOM, KITCHEN, ROOMS, USUAL, House, async_build


@pytest.fixture
async def house(hass: HomeAssistant) -> House:
    """Return a house with two rooms on two floors, and a hall upstairs."""
    return await async_build(hass)


async def test_each_camera_by_its_own_room(hass: HomeAssistant, house: House) -> None:
    """Motion in the kitchen is nothing to the bedroom."""
    kitchen = house.sensor("kitchen_motion", "Kitchen")
    bedroom = house.sensor("bedroom_presence", "Bedroom", kind="presence")
    house.sensor("kitchen_window", "Kitchen", kind="window", state="on")
    house.sensor("hall_motion", "Hall", state="on")
    house.sensor("lost", None, state="on")
    await house.guard()
    assert await house.modes() == ["open", "open"]
    hass.states.async_set(kitchen, "on")
    assert await house.modes() == ["private", "open"]
    assert (await house.explain(KITCHEN))["why"] == f"Kitchen: {kitchen}: on"
    assert (await house.explain(BEDROOM))["why"] == f"Bedroom: {bedroom}: off"
    hass.states.async_set(bedroom, "on")
    hass.states.async_set(kitchen, "off")
    assert await house.modes() == ["open", "private"]
    hass.states.async_set(bedroom, "unavailable")
    assert await house.modes() == ["open", "private"]
    assert (await house.explain(BEDROOM))["verdict"] == "unknown"


async def test_people_sit_still(
    hass: HomeAssistant, house: House, freezer: FrozenDateTimeFactory
) -> None:
    """The rule lingers in each room for itself, also over a reload."""
    kitchen = house.sensor("kitchen_motion", "Kitchen", state="on")
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard(hold={"minutes": 10})
    assert await house.modes() == ["private", "open"]
    hass.states.async_set(kitchen, "off")
    await async_pass(hass, freezer, 300)
    assert await house.modes() == ["private", "open"]
    assert await hass.config_entries.async_reload(house.entry.entry_id)
    assert await house.modes() == ["private", "open"]
    await async_pass(hass, freezer, 301)
    assert await house.modes() == ["open", "open"]


@pytest.mark.parametrize(
    ("kind", "domain", "active"),
    [
        ("occupancy", "binary_sensor", "on"),
        ("motion", "binary_sensor", "on"),
        ("presence", "binary_sensor", "on"),
        ("door", "binary_sensor", "on"),
        ("light", "light", "on"),
        ("media_player", "media_player", "playing"),
    ],
)
async def test_kinds_of_sensors(
    hass: HomeAssistant, house: House, kind: str, domain: str, active: str
) -> None:
    """Only kinds that are chosen count."""
    house.sensor("kitchen_motion", "Kitchen")
    house.sensor("bedroom_motion", "Bedroom")
    sensor = house.sensor("thing", "Kitchen", kind=kind, domain=domain)
    hass.states.async_set(sensor, active)
    await house.guard(sensors=[kind, "motion"])
    assert await house.modes() == ["private", "open"]
    (rule,) = house.entry.get_subentries_of_type("rule")
    other = next(each for each in USUAL if each != kind)
    hass.config_entries.async_update_subentry(
        house.entry, rule, data={**rule.data, "sensors": [other]}
    )
    modes = await house.modes()
    # Without any sensor of the kind, the rule does not apply, or has lost its sensors.
    assert modes[KITCHEN] == ("open" if other == "motion" else "private")


async def test_sensors_are_followed(hass: HomeAssistant, house: House) -> None:
    """Those that come, go, move or change their class count from that moment."""
    registry, devices = er.async_get(hass), dr.async_get(hass)
    house.sensor("kitchen_motion", "Kitchen")
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard()
    assert await house.modes() == ["open", "open"]
    new = house.sensor("new", "Kitchen", state="on")
    assert await house.modes() == ["private", "open"]
    house.move(new, "Bedroom")
    assert await house.modes() == ["open", "private"]
    house.move(new, None)
    assert await house.modes() == ["open", "open"]
    device = devices.async_get_or_create(
        config_entry_id=house.maker.entry_id, identifiers={("sensors", "multi")}
    )
    registry.async_update_entity(new, device_id=device.id)
    devices.async_update_device(device.id, area_id=house.area("Kitchen"))
    assert await house.modes() == ["private", "open"]
    # An entity's own area counts more than that of its device.
    house.move(new, "Bedroom")
    assert await house.modes() == ["open", "private"]
    house.move(new, None)
    assert await house.modes() == ["private", "open"]
    registry.async_update_entity(new, device_class="window")
    assert await house.modes() == ["open", "open"]
    registry.async_update_entity(new, device_class="occupancy")
    assert await house.modes() == ["private", "open"]
    renamed = registry.async_update_entity(new, new_entity_id="binary_sensor.other")
    hass.states.async_set(renamed.entity_id, "on")
    assert await house.modes() == ["private", "open"]
    registry.async_remove(renamed.entity_id)
    assert await house.modes() == ["open", "open"]


@pytest.mark.parametrize("whose", ["source", "guarded"])
async def test_cameras_are_followed(
    hass: HomeAssistant, house: House, whose: str
) -> None:
    """A camera that moves is private while somebody is in its new room."""
    house.sensor("kitchen_motion", "Kitchen")
    house.sensor("bedroom_motion", "Bedroom", state="on")
    await house.guard()
    assert await house.modes() == ["open", "private"]
    if whose == "source":
        house.move_camera(KITCHEN, "Bedroom")
    else:
        camera = entity_id_of(hass, house.entry, "camera", "guarded", KITCHEN)
        dr.async_get(hass).async_update_device(
            device_of(hass, camera), area_id=house.area("Bedroom")
        )
    assert await house.modes() == ["private", "private"]
    rules = house.entry.runtime_data.rules
    assert len(rules) == 1, "one verdict per room, not per camera"


async def test_no_latch(hass: HomeAssistant, house: House) -> None:
    """Cameras with motion sensors of their own: none holds itself, or another one.

    Neither the camera's own device counts, nor the same one as another integration
    knows it, nor what hangs on it, nor what is a cut.
    """
    await async_setup_component(hass, "input_boolean", {"input_boolean": {"plug": {}}})
    devices = dr.async_get(hass)
    mac = {(dr.CONNECTION_NETWORK_MAC, "02:00:00:00:00:01")}
    for number, camera in enumerate(house.cameras):
        own = device_of(hass, camera.entity_id)
        house.sensor(f"own_{number}", None, state="on", device_id=own)
    own = device_of(hass, house.cameras[KITCHEN].entity_id)
    devices.async_update_device(own, new_connections=mac)
    twin = devices.async_get_or_create(
        config_entry_id=house.maker.entry_id,
        identifiers={("sensors", "twin")},
        connections=mac,
    )
    child = devices.async_get_or_create(
        config_entry_id=house.maker.entry_id,
        identifiers={("sensors", "child")},
        via_device_id=own,
    )
    # In each other's rooms: the two would hold each other for ever.
    house.sensor("twin_motion", "Bedroom", state="on", device_id=twin.id)
    house.sensor("child_motion", "Bedroom", state="on", device_id=child.id)
    lamp = house.sensor("lamp", "Kitchen", domain="light", state="on")
    house.sensor("kitchen_motion", "Kitchen")
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard(
        sensors=[*USUAL, "light"], cuts=([cut(lamp, "on", from_mode="private")], [])
    )
    assert await house.modes() == ["open", "open"]


@pytest.mark.parametrize("how", ["removed", "disabled", "moved", "area", "both"])
async def test_rooms_that_lose_their_sensors(
    hass: HomeAssistant,
    house: House,
    how: str,
    hass_client: ClientSessionGenerator,
) -> None:
    """It is not known any more, until somebody confirms that it is to be so."""
    kitchen = house.sensor("kitchen_motion", "Kitchen")
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard()
    assert await house.modes() == ["open", "open"]
    registry = er.async_get(hass)
    if how == "removed":
        registry.async_remove(kitchen)
    elif how == "disabled":
        registry.async_update_entity(kitchen, disabled_by=er.RegistryEntryDisabler.USER)
    elif how == "moved":
        house.move(kitchen, "Hall")
    else:
        ar.async_get(hass).async_delete(house.area("Kitchen"))
    if how == "both":
        registry.async_remove(kitchen)
    assert await house.modes() == ["private", "open"]
    # A restart does not make it forget.
    assert await hass.config_entries.async_reload(house.entry.entry_id)
    assert await house.modes() == ["private", "open"]
    assert (await house.explain(KITCHEN))["verdict"] == "unknown"
    room = "no area" if how in ("area", "both") else "Kitchen"
    assert house.issues_of("room_lost_sensors") == [room]

    await Dialogue(hass, hass_client).mend("room_lost_sensors")
    assert await house.modes() == ["open", "open"]
    assert (await house.explain(KITCHEN))["verdict"] == "false"
    assert await hass.config_entries.async_reload(house.entry.entry_id)
    assert await house.modes() == ["open", "open"]
    assert not issues(hass, "room_lost_sensors")
    assert house.issues_of("room_without_sensors") == [room]


@pytest.mark.parametrize("camera_has_area", [True, False])
async def test_rooms_that_never_had_a_sensor(
    hass: HomeAssistant,
    house: House,
    freezer: FrozenDateTimeFactory,
    camera_has_area: bool,
) -> None:
    """The rule does not apply there, which is told, until there is one."""
    house.sensor("bedroom_motion", "Bedroom")
    if not camera_has_area:
        house.move_camera(KITCHEN, None)
    await house.guard()
    assert await house.modes() == ["open", "open"]
    room = "Kitchen" if camera_has_area else "no area"
    assert house.issues_of("room_without_sensors") == [room]
    if not camera_has_area:
        house.move_camera(KITCHEN, "Kitchen")
    house.sensor("kitchen_motion", "Kitchen", state="on")
    assert await house.modes() == ["private", "open"]
    hass.states.async_set("binary_sensor.kitchen_motion", "off")
    await async_pass(hass, freezer, 2)
    assert not issues(hass, "room_without_sensors")


@pytest.mark.parametrize("had_sensors", [True, False])
async def test_one_rule_is_told_of_once(
    hass: HomeAssistant,
    house: House,
    hass_client: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
    had_sensors: bool,
) -> None:
    """However many rooms have no sensor: the one repair names them all."""
    sensors = [house.sensor(room, room) for room in ROOMS] if had_sensors else []
    await house.guard()
    for sensor in sensors:
        er.async_get(hass).async_remove(sensor)
    await house.modes()
    await async_pass(hass, freezer, 2)
    key = "room_lost_sensors" if had_sensors else "room_without_sensors"
    (issue,) = issues(hass, key)
    texts = issue.translation_placeholders or {}
    assert texts["rooms"] == "- Kitchen: Kitchen\n- Bedroom: Bedroom"
    assert texts["cameras"] == "Kitchen, Bedroom"
    if had_sensors:
        await Dialogue(hass, hass_client).mend(key)
        assert await house.modes() == ["open", "open"]


async def test_issues_follow_rooms(
    hass: HomeAssistant, house: House, freezer: FrozenDateTimeFactory
) -> None:
    """What is wrong with a room is told when it is, though no mode changes."""
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard()
    await async_pass(hass, freezer, 2)
    assert house.issues_of("room_without_sensors") == ["Kitchen"]
    house.sensor("kitchen_motion", "Kitchen")
    await house.modes()
    await async_pass(hass, freezer, 2)
    assert not issues(hass, "room_without_sensors")


@pytest.mark.parametrize(
    ("says", "modes"),
    [
        (["Kitchen"], ["private", "open"]),
        (["kitchen"], ["private", "open"]),
        (["KITCHEN "], ["private", "open"]),
        (["Cooking"], ["private", "open"]),
        (["Bedroom"], ["open", "private"]),
        (["Hall"], ["open", "open"]),
        (["not_home"], ["open", "open"]),
        (["Kitchen", "Bedroom"], ["private", "private"]),
        (["Kitchen", "not_home"], ["private", "open"]),
        # Somewhere upstairs: not known which room
        (["Upstairs"], ["open", "private"]),
        # Not known
        (["unknown"], ["private", "private"]),
        (["unavailable", "Hall"], ["private", "private"]),
        (["Atlantis"], ["private", "private"]),
        (["home"], ["private", "private"]),
        ([""], ["private", "private"]),
    ],
)
@pytest.mark.parametrize("with_sensors", [True, False])
async def test_people_by_room(
    hass: HomeAssistant,
    house: House,
    says: list[str],
    modes: list[str],
    with_sensors: bool,
) -> None:
    """A tracker names the room by id, name or alias, in any spelling."""
    if with_sensors:
        house.sensor("kitchen_motion", "Kitchen")
        house.sensor("bedroom_motion", "Bedroom")
    people = [f"sensor.person_{number}" for number in range(len(says))]
    for person, state in zip(people, says, strict=True):
        hass.states.async_set(person, state)
    await house.guard(trackers=people)
    assert await house.modes() == modes
    assert not issues(hass, "room_without_sensors")
    for person in people:
        hass.states.async_set(person, "not_home")
    assert await house.modes() == ["open", "open"]


@pytest.mark.parametrize(
    ("says", "is_told"),
    [("Kitchen", False), ("Upstairs", False), ("not_home", False), ("home", True)],
)
async def test_trackers_that_name_no_room(
    hass: HomeAssistant, house: House, says: str, is_told: bool
) -> None:
    """What is no room, such as the state of a phone, is told."""
    hass.states.async_set("device_tracker.phone", says)
    await house.guard(trackers=["device_tracker.phone"])
    await house.modes()
    assert bool(issues(hass, "rule_state_unknown")) is is_told


async def test_two_areas_with_one_name(hass: HomeAssistant, house: House) -> None:
    """A name that two rooms have means both."""
    areas = ar.async_get(hass)
    areas.async_update(house.area("Bedroom"), aliases={"Cooking"})
    hass.states.async_set("sensor.ada", "Cooking")
    await house.guard(trackers=["sensor.ada"])
    assert await house.modes() == ["private", "private"]
    areas.async_update(house.area("Bedroom"), aliases=set())
    assert await house.modes() == ["private", "open"]


async def test_one_evaluation_per_room(hass: HomeAssistant, house: House) -> None:
    """Two cameras in one room are judged once."""
    sensor = house.sensor("kitchen_motion", "Kitchen")
    house.move_camera(BEDROOM, "Kitchen")
    await house.guard()
    assert await house.modes() == ["open", "open"]
    (rule,) = house.entry.runtime_data.rules
    judged: list[str] = []
    verdict = rule.watch.verdict

    def noted(*args: Any) -> Any:
        judged.append("Kitchen")
        return verdict(*args)

    rule.watch.verdict = noted
    hass.states.async_set(sensor, "on")
    rule.watch.verdict = verdict
    assert judged == ["Kitchen"]
    assert await house.modes() == ["private", "private"]


async def test_damaged_memory(
    hass: HomeAssistant, house: House, hass_storage: dict[str, Any]
) -> None:
    """Whether a room has had sensors is taken to be so if nobody remembers."""
    house.sensor("bedroom_motion", "Bedroom")
    await house.guard()
    assert await house.modes() == ["open", "open"]
    assert await hass.config_entries.async_unload(house.entry.entry_id)
    hass_storage["cloudcam_privacy"]["data"] = {"cameras": "gone"}
    assert await hass.config_entries.async_setup(house.entry.entry_id)
    assert await house.modes() == ["private", "private"]
    assert (await house.explain(KITCHEN))["verdict"] == "unknown"
    assert (await house.explain(BEDROOM))["verdict"] in ("false", "unknown")
