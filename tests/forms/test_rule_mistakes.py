"""Tests of the forms of a rule: what is wrong is said next to the field."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .forms import section_is_open, shown, submit, told
from .rule_form import COMMON, OWN, reconfigure, start, stored

pytestmark = pytest.mark.usefixtures("bath")


@pytest.mark.parametrize(
    ("kind", "wrong", "errors"),
    [
        ("presence", {"name": "  "}, {"name": "name_missing"}),
        (
            "presence",
            {"after": {"minutes": -1}},
            {"after": "duration_invalid", "advanced": "duration_invalid"},
        ),
        (
            "presence",
            {"hold": "-00:00:01"},
            {"hold": "duration_invalid", "advanced": "duration_invalid"},
        ),
        (
            "presence",
            {"hold": "soon"},
            {"hold": "duration_invalid", "advanced": "duration_invalid"},
        ),
        (
            "presence",
            {"hold": {"hours": 1e300}},
            {"hold": "duration_invalid", "advanced": "duration_invalid"},
        ),
        (
            "presence",
            {"cameras": ["camera.kitchen_camera"]},
            {"cameras": "camera_not_guarded"},
        ),
        ("presence", {"cameras": ["camera.yaml"]}, {"cameras": "camera_not_guarded"}),
        ("presence", {"cameras": ["01ABC"]}, {"cameras": "camera_not_guarded"}),
        ("presence", {"cameras": [1]}, {"cameras": "camera_not_guarded"}),
        ("presence", {"people": []}, {"people": "no_people"}),
        ("presence", {"people": ["light.bath"]}, {"people": "person_unknown"}),
        ("presence", {"people": ["person.none"]}, {"people": "person_unknown"}),
        (
            "presence",
            {"name": "", "people": []},
            {"name": "name_missing", "people": "no_people"},
        ),
        (
            "schedule",
            {"start": "22:00", "end_event": "time", "end": "22:00:00"},
            {"end": "empty_schedule"},
        ),
        (
            "schedule",
            {"start_event": "sunset", "end_event": "sunset", "end_offset": 0},
            {"end_offset": "empty_schedule", "advanced": "empty_schedule"},
        ),
        ("activity", {"entities": []}, {"entities": "no_entities"}),
        ("activity", {"entities": ["light.none"]}, {"entities": "entity_unknown"}),
        ("condition", {"conditions": []}, {"conditions": "no_conditions"}),
        (
            "condition",
            {"conditions": [{"condition": "moonlight.is_full"}]},
            {"conditions": "invalid_condition"},
        ),
        (
            "condition",
            {"conditions": [{"condition": "state", "entity_id": "light.bath"}]},
            {"conditions": "invalid_condition"},
        ),
        ("condition", {"conditions": ["{{ what"]}, {"conditions": "invalid_condition"}),
        ("condition", {"conditions": ["plain"]}, {"conditions": "invalid_condition"}),
    ],
)
async def test_mistakes_are_told_and_can_be_mended(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kind: str,
    wrong: dict[str, Any],
    errors: dict[str, str],
) -> None:
    typed = {**COMMON, **OWN[kind]}

    form = await start(hass, household, kind)
    form = await submit(hass, form, **{**typed, **wrong})

    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == kind
    assert form["errors"] == errors
    assert "advanced" not in errors or section_is_open(form)
    assert shown(form) == {**typed, **wrong}
    assert not household.get_subentries_of_type("rule")

    mended = await submit(hass, form, **typed)

    assert mended["type"] is FlowResultType.CREATE_ENTRY
    rule = stored(household)

    form = await reconfigure(hass, household)
    form = await submit(hass, form, **{**typed, **wrong})
    assert form["errors"] == errors
    assert stored(household) is rule


@pytest.mark.parametrize("missing", ["start", "end"])
async def test_time_of_day_is_needed(
    hass: HomeAssistant, household: MockConfigEntry, missing: str
) -> None:
    typed = {"name": "Night", "start": "22:00:00", "end": "06:00:00"}
    without = {name: value for name, value in typed.items() if name != missing}

    form = await start(hass, household, "schedule")
    form = await submit(hass, form, **without)
    assert form["errors"] == {missing: "time_missing"}

    result = await submit(hass, form, **typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_home_assistant_tells_what_is_wrong_with_a_condition(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    form = await start(hass, household, "condition")
    form = await submit(
        hass, form, name="Rule", conditions=[{"condition": "moonlight.is_full"}]
    )

    assert "moonlight" in told(form)
