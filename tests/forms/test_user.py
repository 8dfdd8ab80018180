"""Tests of the form that sets the household up."""

from typing import Any
from unittest.mock import AsyncMock

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN

from .forms import check_texts, sent_fields, shown, submit_first


async def start(hass: HomeAssistant) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "user"
    check_texts(result, "config")
    return result


async def submit(
    hass: HomeAssistant, form: ConfigFlowResult, **fields: Any
) -> ConfigFlowResult:
    """Send the first form, and the second one as it stands."""
    result = await submit_first(hass, form, **fields)
    if result.get("step_id") == "cuts":
        assert result["errors"] == {}
        return await submit_first(hass, result)
    return result


async def test_one_form_gives_a_working_household(
    hass: HomeAssistant,
    kitchen: er.RegistryEntry,
    garden: str,
    entity_registry: er.EntityRegistry,
    setup_entry: AsyncMock,
) -> None:
    form = await start(hass)
    assert shown(form) == {
        "people": ["person.anna", "person.bob"],
        "home_mode": "private",
        "away_mode": "open",
        "take_over": True,
    }

    result = await submit(hass, form, cameras=[kitchen.entity_id, garden])

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Cloudcam Privacy"
    entry = result["result"]
    assert entry.data == {}
    assert entry.options == {
        "lower_users": [],
        "automations_may_lower": True,
        "voice_may_lower": False,
        "lift_minutes": 30,
        "ledger": "full",
    }
    first, second, rule = entry.subentries.values()
    privacy = entity_registry.async_get("switch.kitchen_privacy_mode")
    recording = entity_registry.async_get("switch.kitchen_motion_recording")
    assert privacy is not None
    assert recording is not None
    assert (first.subentry_type, first.title) == ("camera", "Kitchen")
    assert first.unique_id == kitchen.id
    assert first.data == {
        "camera": kitchen.id,
        "resting_mode": "open",
        "when_unsure": "private",
        "cuts": [
            {
                "entity_id": recording.id,
                "cut_state": "off",
                "from_mode": "local",
                "last_resort": False,
                "stops": "upload",
            },
            {
                "entity_id": privacy.id,
                "cut_state": "on",
                "from_mode": "private",
                "last_resort": False,
                "stops": "upload",
            },
        ],
        "upload_rate": None,
        "upload_limit": 5,
        "trust_internal": False,
        "witnesses": [],
        "battery": False,
        "hide_reason": False,
        "sound": "with_picture",
        "take_over": True,
    }
    assert (second.title, second.unique_id) == ("Garden", garden)
    assert second.data["camera"] == garden
    assert second.data["cuts"] == []
    assert rule.subentry_type == "rule"
    assert rule.title == "Rule: private while anna or bob is home"
    assert rule.data == {
        "kind": "presence",
        "name": "Someone is home",
        "mode": "private",
        "cameras": [],
        "exception": False,
        "mute": False,
        "after": {"hours": 0, "minutes": 0, "seconds": 0},
        "hold": {"hours": 0, "minutes": 0, "seconds": 0},
        "people": ["person.anna", "person.bob"],
        "presence": "anyone_home",
    }
    await hass.async_block_till_done()
    setup_entry.assert_awaited_once()


async def test_choices_are_kept(hass: HomeAssistant, garden: str) -> None:
    result = await submit(
        hass,
        await start(hass),
        cameras=[garden],
        people=["person.bob"],
        home_mode="local",
        away_mode="blurred",
        take_over=False,
    )

    camera, rule = result["result"].subentries.values()
    assert camera.data["resting_mode"] == "blurred"
    assert camera.data["take_over"] is False
    assert rule.data["mode"] == "local"
    assert rule.data["people"] == ["person.bob"]


async def test_camera_that_is_not_loaded_has_its_registered_name(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    named = entity_registry.async_get_or_create(
        "camera", "foscam", "1", original_name="Front door"
    )
    nameless = entity_registry.async_get_or_create("camera", "foscam", "2")

    result = await submit(
        hass, await start(hass), cameras=[named.entity_id, nameless.entity_id]
    )

    titles = [subentry.title for subentry in result["result"].subentries.values()]
    assert titles[:2] == ["Front door", nameless.entity_id]


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"cameras": []}, {"cameras": "no_cameras"}),
        ({"cameras": ["camera.none"]}, {"cameras": "camera_unknown"}),
        ({"cameras": ["person.anna"]}, {"cameras": "camera_unknown"}),
        ({"cameras": [7]}, {"cameras": "camera_unknown"}),
        ({"cameras": ["camera.disabled"]}, {"cameras": "camera_unknown"}),
        ({"cameras": ["camera.ours"]}, {"cameras": "camera_is_guarded_view"}),
        ({"cameras": ["camera.garden"] * 2}, {"cameras": "camera_twice"}),
        ({"people": []}, {"people": "no_people"}),
        ({"people": ["person.nobody"]}, {"people": "person_unknown"}),
        ({"people": ["camera.garden"]}, {"people": "person_unknown"}),
        (
            {"cameras": ["camera.none"], "people": []},
            {"cameras": "camera_unknown", "people": "no_people"},
        ),
    ],
)
async def test_mistakes_are_told_and_can_be_mended(
    hass: HomeAssistant,
    garden: str,
    entity_registry: er.EntityRegistry,
    wrong: dict[str, Any],
    errors: dict[str, str],
) -> None:
    entity_registry.async_get_or_create(
        "camera",
        "foscam",
        "1",
        suggested_object_id="disabled",
        disabled_by=er.RegistryEntryDisabler.USER,
    )
    entity_registry.async_get_or_create(
        "camera", DOMAIN, "old_guarded", suggested_object_id="ours"
    )
    hass.states.async_set("camera.ours", "idle")
    typed = {
        "cameras": [garden],
        "people": ["person.anna"],
        "home_mode": "local",
        "away_mode": "local",
        "take_over": False,
    }

    form = await submit(hass, await start(hass), **{**typed, **wrong})

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == errors
    assert shown(form) == {**typed, **wrong}

    result = await submit(hass, form, **typed)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].subentries


async def test_nobody_to_come_home(
    hass: HomeAssistant, garden: str, people: list[str]
) -> None:
    for person in people:
        hass.states.async_remove(person)

    form = await submit(hass, await start(hass), cameras=[garden])
    assert form["errors"] == {"people": "no_people"}

    hass.states.async_set("person.carl", "not_home")
    result = await submit(hass, form, cameras=[garden], people=["person.carl"])
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_only_cameras_that_can_be_guarded_are_offered(
    hass: HomeAssistant, garden: str, entity_registry: er.EntityRegistry
) -> None:
    entity_registry.async_get_or_create(
        "camera", DOMAIN, "old_guarded", suggested_object_id="ours"
    )
    field = sent_fields(await start(hass))["cameras"]["selector"]["entity"]

    assert field["exclude_entities"] == ["camera.ours"]
    assert field["filter"] == [{"domain": ["camera"]}]


async def test_there_is_one_household(hass: HomeAssistant) -> None:
    MockConfigEntry(domain=DOMAIN).add_to_hass(hass)

    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "single_instance_allowed"


@pytest.mark.parametrize("room_mode", [None, "local", "private"])
async def test_rule_by_room(
    hass: HomeAssistant, garden: str, room_mode: str | None
) -> None:
    """Each camera by its own room, if that is wanted."""
    wanted = {} if room_mode is None else {"room_mode": room_mode}
    result = await submit(hass, await start(hass), cameras=[garden], **wanted)
    _camera, _home, *rooms = result["result"].subentries.values()
    if room_mode is None:
        assert rooms == []
        return
    (room,) = rooms
    assert room.title == f"Rule: {room_mode} while someone is in the room"
    assert room.data == {
        "kind": "room",
        "name": "Someone is in the room",
        "mode": room_mode,
        "cameras": [],
        "exception": False,
        "mute": False,
        "after": {"hours": 0, "minutes": 0, "seconds": 0},
        "hold": {"hours": 0, "minutes": 10, "seconds": 0},
        "sensors": ["occupancy", "motion", "presence"],
        "trackers": [],
    }


async def test_people_without_a_tracker(hass: HomeAssistant, garden: str) -> None:
    """They are named, and not among those who are chosen from the start."""
    hass.states.async_set(
        "person.guest", "unknown", {"device_trackers": [], "friendly_name": "Guest"}
    )
    form = await start(hass)
    assert shown(form)["people"] == ["person.anna", "person.bob"]
    assert "Guest" in (form["description_placeholders"] or {})["untracked"]
    result = await submit(hass, form, cameras=[garden])
    (_camera, home) = result["result"].subentries.values()
    assert home.data["people"] == ["person.anna", "person.bob"]
