"""Drive the forms of a rule, checking the texts of each."""

from typing import Any

from homeassistant.config_entries import SOURCE_USER, ConfigSubentry, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .forms import TEXTS, check_texts, reopen

COMMON = {
    "name": "My rule",
    "mode": "blurred",
    "cameras": ["camera.kitchen_guarded"],
    "exception": True,
    "mute": False,
    "after": {"hours": 0, "minutes": 5, "seconds": 0},
    "hold": {"hours": 1, "minutes": 0, "seconds": 0},
}
IS_ON = {"condition": "state", "entity_id": "light.bath", "state": "on"}
TEMPLATE = {"condition": "template", "value_template": "{{ 1 == 1 }}"}
OWN: dict[str, dict[str, Any]] = {
    "presence": {"people": ["person.anna", "zone.home"], "presence": "nobody_home"},
    "schedule": {
        "weekdays": ["mon", "sun"],
        "start_event": "time",
        "start": "22:30:00",
        "start_offset": 0,
        "end_event": "sunrise",
        "end": "06:00:00",
        "end_offset": -30,
    },
    "activity": {
        "entities": ["light.bath", "person.bob"],
        "states": ["on", "home"],
        "match": "all",
        "forget_before": 10,
    },
    "room": {
        "sensors": ["occupancy", "door"],
        "trackers": ["sensor.bob_room"],
    },
    "condition": {
        "conditions": [{"condition": "or", "conditions": [IS_ON, TEMPLATE]}, IS_ON]
    },
}


async def start(
    hass: HomeAssistant, entry: MockConfigEntry, kind: str
) -> SubentryFlowResult:
    """Choose a kind of rule."""
    menu = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "rule"), context={"source": SOURCE_USER}
    )
    assert menu["type"] is FlowResultType.MENU
    texts = TEXTS["config_subentries"]["rule"]["step"]["user"]
    assert menu["menu_options"] == list(texts["menu_options"]) == list(OWN)
    assert list(texts["menu_option_descriptions"]) == list(OWN)
    form = await hass.config_entries.subentries.async_configure(
        menu["flow_id"], {"next_step_id": kind}
    )
    assert form["step_id"] == kind
    check_texts(form, "config_subentries", "rule")
    return form


async def reconfigure(
    hass: HomeAssistant, entry: MockConfigEntry
) -> SubentryFlowResult:
    """Open the form of the rule."""
    return await reopen(hass, entry, stored(entry))


def stored(entry: MockConfigEntry) -> ConfigSubentry:
    """Return the rule as it is stored."""
    (rule,) = entry.get_subentries_of_type("rule")
    return rule


def kitchen_id(entry: MockConfigEntry) -> str:
    """Return the subentry id of the guarded kitchen."""
    (camera,) = entry.get_subentries_of_type("camera")
    return camera.subentry_id
