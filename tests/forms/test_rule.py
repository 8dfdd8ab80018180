"""Tests of the forms of a rule: what is shown and what is stored."""

from copy import deepcopy
import json
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.forms.rule_kinds import ROOM_HOLD

from ..common import NO_TIME
from .forms import section_is_open, sent_fields, shown, submit
from .rule_form import COMMON, IS_ON, OWN, kitchen_id, reconfigure, start, stored

pytestmark = pytest.mark.usefixtures("bath")

TITLES = {
    "presence": "blurred while nobody of anna or home is home",
    "schedule": "blurred while it is between 22:30 and sunrise",
    "activity": "blurred while bath and bob are active",
    "room": "blurred while someone is in the room",
    "condition": "blurred while its conditions are met",
}


@pytest.mark.parametrize("kind", OWN)
async def test_add_and_change(
    hass: HomeAssistant, household: MockConfigEntry, kind: str
) -> None:
    household.add_update_listener(_listener)
    form = await start(hass, household, kind)
    result = await submit(hass, form, **COMMON, **OWN[kind])

    assert result["type"] is FlowResultType.CREATE_ENTRY
    rule = stored(household)
    assert rule.title == f"Rule: My rule ({TITLES[kind]})"
    data = {
        **COMMON,
        **OWN[kind],
        "kind": kind,
        "cameras": [kitchen_id(household)],
    }
    assert rule.data == data

    form = await reconfigure(hass, household)
    assert form["step_id"] == kind
    assert shown(form) == {**COMMON, **OWN[kind]}

    changed = {**shown(form), "name": " New name ", "mode": "local", "cameras": []}
    result = await submit(hass, form, **changed)

    assert result["reason"] == "reconfigure_successful"
    rule = stored(household)
    assert rule.title.startswith("Rule: New name (local while ")
    assert rule.data == {**data, "name": "New name", "mode": "local", "cameras": []}


async def _listener(hass: HomeAssistant, entry: Any) -> None:
    """Stand for the integration's own listener."""


@pytest.mark.parametrize(
    ("kind", "needed", "own"),
    [
        (
            "presence",
            {"people": ["person.anna"]},
            {"people": ["person.anna"], "presence": "anyone_home"},
        ),
        (
            "room",
            {},
            {
                "sensors": ["occupancy", "motion", "presence"],
                "trackers": [],
                "hold": {"hours": 0, "minutes": 10, "seconds": 0},
            },
        ),
        (
            "schedule",
            {"start": "22:00", "end": "06:30"},
            {
                "weekdays": [],
                "start_event": "time",
                "start": "22:00:00",
                "start_offset": 0,
                "end_event": "time",
                "end": "06:30:00",
                "end_offset": 0,
            },
        ),
        (
            "schedule",
            {"start_event": "sunset", "end_event": "sunrise"},
            {
                "weekdays": [],
                "start_event": "sunset",
                "start_offset": 0,
                "end_event": "sunrise",
                "end_offset": 0,
            },
        ),
        (
            "activity",
            {"entities": ["light.bath"]},
            {
                "entities": ["light.bath"],
                "states": [],
                "match": "any",
                "forget_before": 0,
            },
        ),
        ("condition", {"conditions": [IS_ON]}, {"conditions": [IS_ON]}),
        ("condition", {"conditions": IS_ON}, {"conditions": [IS_ON]}),
    ],
)
async def test_only_what_is_needed(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kind: str,
    needed: dict[str, Any],
    own: dict[str, Any],
) -> None:
    await submit(hass, await start(hass, household, kind), name="Simple", **needed)

    assert stored(household).data == {
        "kind": kind,
        "name": "Simple",
        "mode": "private",
        "cameras": [],
        "exception": False,
        "mute": False,
        "after": NO_TIME,
        "hold": NO_TIME,
        **own,
    }


@pytest.mark.parametrize(
    "condition",
    [
        {"condition": "sun", "after": "sunset", "after_offset": "-00:30:00"},
        {"condition": "zone", "entity_id": "person.anna", "zone": "zone.home"},
        {"condition": "light.is_on", "target": {"entity_id": "light.bath"}},
        {"or": [IS_ON, "{{ true }}"]},
        {"condition": "time", "after": "22:00:00", "weekday": ["mon"]},
        "{{ is_state('light.bath', 'on') }}",
    ],
)
async def test_conditions_are_stored_as_the_editor_gives_them(
    hass: HomeAssistant, household: MockConfigEntry, condition: Any
) -> None:
    given = [deepcopy(condition)]
    form = await start(hass, household, "condition")
    result = await submit(hass, form, name="Rule", conditions=given)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert stored(household).data["conditions"] == [condition]
    assert json.loads(json.dumps(dict(stored(household).data)))


async def test_condition_that_cannot_be_checked(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """Whatever an integration raises is told, and nothing is lost."""
    form = await start(hass, household, "condition")
    with patch(
        "homeassistant.helpers.condition.async_validate_conditions_config",
        side_effect=ZeroDivisionError,
    ):
        result = await submit(hass, form, name="Rule", conditions=[IS_ON])
    assert result["errors"] == {"conditions": "invalid_condition"}
    result = await submit(hass, form, name="Rule", conditions=[IS_ON])
    assert stored(household).data["conditions"] == [IS_ON]


async def test_checking_conditions_does_not_change_them(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    async def check(_: HomeAssistant, conditions: list[dict[str, Any]]) -> None:
        for condition in conditions:
            condition.clear()

    given = {"condition": "light.is_on", "target": {"entity_id": "light.bath"}}
    form = await start(hass, household, "condition")
    with patch(
        "homeassistant.helpers.condition.async_validate_conditions_config", check
    ):
        await submit(hass, form, name="Rule", conditions=[dict(given)])

    assert stored(household).data["conditions"] == [given]


async def test_people_are_suggested(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    form = await start(hass, household, "presence")

    assert shown(form)["people"] == ["person.anna", "person.bob"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("00:05:30", {"hours": 0, "minutes": 5, "seconds": 30}),
        (7322, {"hours": 2, "minutes": 2, "seconds": 2}),
        (0, NO_TIME),
        ({}, NO_TIME),
        ({"minutes": 90}, {"minutes": 90}),
    ],
)
async def test_lengths_of_time(
    hass: HomeAssistant, household: MockConfigEntry, given: Any, kept: dict[str, int]
) -> None:
    form = await start(hass, household, "condition")
    await submit(hass, form, name="Rule", conditions=[IS_ON], after=given)

    assert stored(household).data["after"] == kept
    assert shown(await reconfigure(hass, household))["after"] == kept


@pytest.mark.parametrize("by", ["entity", "registry", "subentry", "twice"])
async def test_cameras_may_be_named_in_many_ways(
    hass: HomeAssistant,
    household: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    by: str,
) -> None:
    entity = entity_registry.async_get("camera.kitchen_guarded")
    assert entity is not None
    subentry_id = kitchen_id(household)
    names = {
        "entity": [entity.entity_id],
        "registry": [entity.id],
        "subentry": [subentry_id],
        "twice": [entity.entity_id, subentry_id],
    }

    form = await start(hass, household, "condition")
    await submit(hass, form, name="Rule", conditions=[IS_ON], cameras=names[by])

    assert stored(household).data["cameras"] == [subentry_id]


async def test_guarded_camera_without_entity_keeps_its_place(
    hass: HomeAssistant, household: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    form = await start(hass, household, "condition")
    await submit(hass, form, **{**COMMON, **OWN["condition"]})
    entity_registry.async_remove("camera.kitchen_guarded")

    form = await reconfigure(hass, household)
    await submit(hass, form, **shown(form))

    assert stored(household).data["cameras"] == [kitchen_id(household)]


async def test_camera_that_is_gone_is_not_lost_silently(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    form = await start(hass, household, "condition")
    await submit(hass, form, **{**COMMON, **OWN["condition"]})
    camera = kitchen_id(household)
    hass.config_entries.async_remove_subentry(household, camera)

    form = await reconfigure(hass, household)
    form = await submit(hass, form, **shown(form))

    assert form["errors"] == {"cameras": "camera_not_guarded"}
    assert form["description_placeholders"] == {"camera": camera}
    assert stored(household).data["cameras"] == [camera]


async def test_entries_are_tidied(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    form = await start(hass, household, "activity")
    entities = ["light.bath", "person.bob", "light.bath"]
    await submit(hass, form, name="Rule", entities=entities, states=[" on ", ""])
    assert stored(household).data["states"] == ["on"]
    assert stored(household).data["entities"] == ["light.bath", "person.bob"]

    form = await start(hass, household, "schedule")
    result = await submit(
        hass, form, name="B", weekdays=["sun", "mon"], start="01:00", end="02:00"
    )
    assert result["data"]["weekdays"] == ["mon", "sun"]


async def test_fields_fit_their_kind(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    presence = sent_fields(await start(hass, household, "presence"))
    (people,) = presence["people"]["selector"]["entity"]["filter"]
    assert people["domain"] == ["person", "device_tracker", "group", "zone"]
    (cameras,) = presence["cameras"]["selector"]["entity"]["filter"]
    assert cameras == {"domain": ["camera"], "integration": "cloudcam_privacy"}

    activity = sent_fields(await start(hass, household, "activity"))
    assert activity["forget_before"]["selector"]["number"]["min"] == 0
    states = activity["states"]["selector"]["select"]
    assert states["multiple"] is True
    assert states["custom_value"] is True

    condition = sent_fields(await start(hass, household, "condition"))
    assert "condition" in condition["conditions"]["selector"]


@pytest.mark.parametrize("kind", OWN)
async def test_what_few_need_is_out_of_the_way(
    hass: HomeAssistant, household: MockConfigEntry, kind: str
) -> None:
    """Until somebody has set it: then it is seen at once."""
    form = await start(hass, household, kind)
    assert not section_is_open(form)
    usual = ROOM_HOLD if kind == "room" else NO_TIME
    typed = {**COMMON, **OWN[kind], "exception": False, "after": NO_TIME, "hold": usual}
    typed |= {key: 0 for key in ("end_offset", "forget_before") if key in typed}
    await submit(hass, form, **typed)
    form = await reconfigure(hass, household)
    assert not section_is_open(form)
    await submit(hass, form, **{**typed, "after": {**NO_TIME, "minutes": 1}})
    assert section_is_open(await reconfigure(hass, household))


async def test_times_are_suggested(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """For a new schedule; one that goes by the sun is not given any."""
    form = await start(hass, household, "schedule")
    times = {key: shown(form)[key] for key in ("start", "end")}
    assert times == {"start": "22:00:00", "end": "07:00:00"}
    sun = {"start_event": "sunset", "end_event": "sunrise"}
    await submit(hass, form, name="Night", **sun)
    form = await reconfigure(hass, household)
    assert not {"start", "end"} & shown(form).keys()
