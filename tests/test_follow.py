"""Sources, cuts and people that are renamed, removed, disabled, or come back."""

from typing import Any

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    household_of,
    issues,
    rule_subentry,
    someone_home,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

ANNA, PHONE = "person.anna", "device_tracker.phone"


@pytest.fixture
async def camera(hass: HomeAssistant) -> MarkedCamera:
    """Return a source camera; beside it are a person with a phone, and a plug."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    hass.states.async_set(PHONE, "not_home")
    anna = {"id": "anna", "name": "Anna", "device_trackers": [PHONE]}
    await async_setup_component(hass, "person", {"person": [anna]})
    await hass.async_block_till_done()
    return camera


@pytest.fixture
async def entry(
    hass: HomeAssistant, camera: MarkedCamera, plug: Plug
) -> MockConfigEntry:
    """Guard the camera, as the forms would store it: by registry ids."""
    assert camera.registry_entry is not None
    assert plug.registry_entry is not None
    return await async_guard(
        hass,
        camera_subentry(
            camera.registry_entry.id,
            "Living room",
            cuts=[cut(plug.registry_entry.id, "off")],
        ),
        someone_home(ANNA),
    )


async def async_move(hass: HomeAssistant, where: str) -> None:
    """Let Anna come or go, and the household act."""
    hass.states.async_set(PHONE, where)
    await hass.async_block_till_done()
    await async_settle()


async def async_update(hass: HomeAssistant, entity_id: str, **changes: Any) -> None:
    """Change an entity in the registry, and let the household take it up."""
    er.async_get(hass).async_update_entity(entity_id, **changes)
    await hass.async_block_till_done()
    await async_settle()


async def async_take_out(hass: HomeAssistant, entity_id: str) -> None:
    """Remove an entity from the registry, and let the household take it up."""
    er.async_get(hass).async_remove(entity_id)
    await hass.async_block_till_done()
    await async_settle()


def mode(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    return state_of(hass, entry, "sensor", "mode")


async def check_all_works(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Check that the camera is guarded as if nothing had happened."""
    assert not issues(hass)
    await async_move(hass, "home")
    assert mode(hass, entry) == "private"
    assert hass.states.is_state(plug.entity_id, "off")
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    plug.show(lambda: plug.set_on(True))
    await async_settle()
    assert hass.states.is_state(plug.entity_id, "off")
    await async_move(hass, "not_home")
    assert hass.states.is_state(plug.entity_id, "on")
    assert state_of(hass, entry, "sensor", "assurance") == "open"


@pytest.mark.parametrize("who", ["home", "not_home"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("camera.living_room", "camera.lounge"),
        ("switch.device", "switch.camera_plug"),
        (ANNA, "person.anna_b"),
    ],
)
async def test_renamed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    old: str,
    new: str,
    who: str,
) -> None:
    """A new entity id changes nothing, at whatever time it comes."""
    await async_move(hass, who)
    before = (mode(hass, entry), list(plug.calls))
    await async_update(hass, old, new_entity_id=new)
    assert (mode(hass, entry), plug.calls) == before
    await check_all_works(hass, entry, plug)
    (guard,) = household_of(entry).guards.values()
    assert (await guard.source.async_image()).content


async def test_renamed_while_the_household_is_loaded_anew(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """All entities of a device may get new ids at once: none is missed in between."""
    entry = await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room"),
        rule_subentry("activity", "In use", entities=["switch.a", "switch.b"]),
    )
    registry = er.async_get(hass)
    steps = 0
    for name in ("a", "b"):
        registry.async_get_or_create("switch", "maker", name, suggested_object_id=name)
        hass.states.async_set(f"switch.{name}", "off")
    await hass.async_block_till_done()
    assert mode(hass, entry) == "open"

    @callback
    def entities_are_there(event: Event[EventStateChangedData]) -> None:
        nonlocal steps
        state = event.data["new_state"]
        if state is not None and state.state != "unavailable":
            steps += 1
            rename(f"b{steps - 1}" if steps > 1 else "b", f"b{steps}", steps <= 3)

    def rename(old: str, new: str, wanted: bool) -> None:
        if wanted:
            registry.async_update_entity(f"switch.{old}", new_entity_id=f"switch.{new}")
            hass.states.async_remove(f"switch.{old}")
            hass.states.async_set(f"switch.{new}", "off")

    sensor = entity_id_of(hass, entry, "sensor", "mode")
    async_track_state_change_event(hass, [sensor], entities_are_there)
    rename("a", "a1", wanted=True)
    await hass.async_block_till_done()
    await async_settle()
    (rule,) = entry.get_subentries_of_type("rule")
    assert rule.data["entities"] == ["switch.a1", "switch.b3"]
    assert mode(hass, entry) == "open"


async def test_renamed_in_activity_rule(
    hass: HomeAssistant, camera: MarkedCamera, plug: Plug
) -> None:
    """Rules of any kind that name entities learn their new ids."""
    entry = await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room"),
        rule_subentry("activity", "Plugged in", entities=["sensor.x", plug.entity_id]),
    )
    hass.states.async_set("sensor.x", "0")
    assert mode(hass, entry) == "private"
    await async_update(hass, plug.entity_id, new_entity_id="switch.other")
    (rule,) = entry.get_subentries_of_type("rule")
    assert rule.data["entities"] == ["sensor.x", "switch.other"]
    assert mode(hass, entry) == "private"
    plug.show(lambda: plug.set_on(False))
    assert mode(hass, entry) == "open"


async def test_other_changes_do_not_matter(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Names and areas set nothing up anew, nor do entities of others."""
    household = household_of(entry)
    await async_update(hass, "switch.device", name="Plug", icon="mdi:power")
    er.async_get(hass).async_get_or_create("light", "somebody", "else")
    await async_take_out(hass, "light.somebody_else")
    assert household_of(entry) is household


async def test_source_removed_and_back(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """A camera that was set up anew by its integration is guarded again."""
    await async_take_out(hass, "camera.living_room")
    (issue,) = issues(hass)
    assert issue.translation_key == "source_missing"
    assert issue.translation_placeholders == {"camera": "Living room"}
    await async_move(hass, "home")
    assert mode(hass, entry) == "private"
    assert not plug.on
    await async_move(hass, "not_home")

    await async_make_cameras(hass, MarkedCamera("Living room"))
    await hass.async_block_till_done()
    await check_all_works(hass, entry, plug)


async def test_cut_removed_and_back(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """While its cut is gone the camera is private by the gate alone."""
    await async_move(hass, "home")
    await async_take_out(hass, "switch.device")
    (issue,) = issues(hass)
    assert issue.translation_key == "cut_missing"
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["camera"] == "Living room"
    assert mode(hass, entry) == "private"
    assert state_of(hass, entry, "sensor", "assurance") == "pending"

    back = Plug()
    await async_add_devices(hass, back)
    await hass.async_block_till_done()
    await async_settle()
    assert back.calls == ["off"]
    await async_move(hass, "not_home")
    await check_all_works(hass, entry, back)


async def test_person_removed_and_back(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """While nobody knows where Anna is, the stricter mode holds."""
    await async_take_out(hass, ANNA)
    (issue,) = issues(hass)
    assert issue.translation_key == "rule_entity_missing"
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["rule"] == "Someone is home"
    assert ANNA in issue.translation_placeholders["entities"]
    assert mode(hass, entry) == "private"
    assert not plug.on

    er.async_get(hass).async_get_or_create("person", "person", "anna")
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done()
    await async_settle()
    assert mode(hass, entry) == "open"
    assert not issues(hass)


@pytest.mark.parametrize(
    ("entity_id", "key"),
    [("camera.living_room", "source_missing"), ("switch.device", "cut_missing")],
)
async def test_disabled_and_enabled(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug, entity_id: str, key: str
) -> None:
    """A disabled entity is as good as none, until it is enabled again."""
    await async_move(hass, "home")
    await async_update(hass, entity_id, disabled_by=er.RegistryEntryDisabler.USER)
    assert [issue.translation_key for issue in issues(hass)] == [key]
    assert mode(hass, entry) == "private"

    await async_update(hass, entity_id, disabled_by=None)
    if key == "source_missing":
        await async_make_cameras(hass, MarkedCamera("Living room"))
    else:
        plug = Plug()
        await async_add_devices(hass, plug)
    await async_move(hass, "not_home")
    await check_all_works(hass, entry, plug)


async def test_nothing_stored_is_lost(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Removing all that a household rests on leaves its set-up as it was."""
    before = {
        subentry_id: dict(subentry.data)
        for subentry_id, subentry in entry.subentries.items()
    }
    await async_move(hass, "home")
    for entity_id in ("camera.living_room", "switch.device", ANNA):
        await async_take_out(hass, entity_id)
    assert mode(hass, entry) == "private"
    assert {issue.translation_key for issue in issues(hass)} == {
        "source_missing",
        "cut_missing",
        "rule_entity_missing",
    }
    after = {
        subentry_id: dict(subentry.data)
        for subentry_id, subentry in entry.subentries.items()
    }
    assert after == before
    (record,) = household_of(entry).store.cuts.values()
    assert (record.state, record.resting) == ("engaged", "on")
