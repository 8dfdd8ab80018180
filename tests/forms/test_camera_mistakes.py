"""Tests of the forms of one camera: what is wrong is said next to the field."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .camera_form import start, stored
from .forms import called, shown, submit, told

CUT = {"entity_id": "switch.plug", "cut_state": "off"}
VALVE = {"entity_id": "valve.water", "cut_state": "off"}
SELECT = {"entity_id": "select.record", "cut_state": "sometimes"}
GUARDED = {"entity_id": "camera.kitchen_guarded", "cut_state": "off"}


@pytest.mark.parametrize(
    ("wrong", "errors", "named"),
    [
        ({"camera": "camera.none"}, {"camera": "camera_unknown"}, "camera.none"),
        (
            {"camera": "camera.kitchen_camera"},
            {"camera": "camera_twice"},
            "camera.kitchen_camera",
        ),
        (
            {"camera": "camera.kitchen_guarded"},
            {"camera": "camera_is_guarded_view"},
            "camera.kitchen_guarded",
        ),
        ({"cuts": ["switch.plug"]}, {"cuts": "cut_without_entity"}, None),
        ({"cuts": [{"cut_state": "off"}]}, {"cuts": "cut_without_entity"}, None),
        (
            {"cuts": [{**CUT, "entity_id": "switch.none"}]},
            {"cuts": "cut_unknown"},
            "switch.none",
        ),
        ({"cuts": [GUARDED]}, {"cuts": "cut_is_guarded_view"}, GUARDED["entity_id"]),
        (
            {"cuts": [{**CUT, "entity_id": "sensor.rate"}]},
            {"cuts": "cut_cannot_cut"},
            "input_boolean",
        ),
        ({"cuts": [CUT, CUT]}, {"cuts": "cut_twice"}, "switch.plug"),
        (
            {"cuts": [{"entity_id": "switch.plug"}]},
            {"cuts": "cut_state_missing"},
            "switch.plug",
        ),
        ({"cuts": [VALVE]}, {"cuts": "cut_state_invalid"}, "Closed, Opened"),
        ({"cuts": [SELECT]}, {"cuts": "cut_state_invalid"}, "never, always"),
        (
            {"cuts": [{**CUT, "from_mode": "open"}]},
            {"cuts": "cut_mode_invalid"},
            "local, blurred, private",
        ),
        (
            {"upload_rate": "sensor.none"},
            {"upload_rate": "upload_rate_unknown"},
            "sensor.none",
        ),
        (
            {"upload_rate": "sensor.lux"},
            {"upload_rate": "upload_rate_wrong"},
            "sensor.lux",
        ),
        (
            {"camera": "camera.none", "cuts": [GUARDED], "upload_rate": "sensor.lux"},
            {
                "camera": "camera_unknown",
                "cuts": "cut_is_guarded_view",
                "upload_rate": "upload_rate_wrong",
            },
            "sensor.lux",
        ),
    ],
)
@pytest.mark.usefixtures("plug", "rate")
async def test_mistakes_are_told_and_can_be_mended(
    hass: HomeAssistant,
    household: MockConfigEntry,
    garden: str,
    wrong: dict[str, Any],
    errors: dict[str, str],
    named: str | None,
) -> None:
    hass.states.async_set("valve.water", "open")
    hass.states.async_set("select.record", "never", {"options": ["never", "always"]})
    hass.states.async_set("sensor.lux", "1", {"device_class": "illuminance"})
    before = dict(stored(household).data)
    typed = {
        "camera": garden,
        "resting_mode": "blurred",
        "when_unsure": "ignore",
        "upload_limit": 2,
        "trust_internal": True,
        "hide_reason": True,
        "sound": "with_picture",
        "take_over": False,
    }

    form = await submit(hass, await start(hass, household), **{**typed, **wrong})

    assert form["type"] is FlowResultType.FORM
    assert form["errors"] == errors
    assert shown(form) == {**typed, **wrong, "look_again": False}
    if named is not None:
        assert called(hass, named) in told(form)

    mended = await submit(hass, form, **typed)

    assert mended["type"] is FlowResultType.CREATE_ENTRY
    assert stored(household, 1).data["resting_mode"] == "blurred"
    assert stored(household).data == before
