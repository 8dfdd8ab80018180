"""The states in which an entity can cut, by its domain."""

from typing import Any, Final

from homeassistant.components.select import ATTR_OPTIONS
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import entity_registry as er

from ...const import DISARMED, MOTION_OFF

CUT_STATES: Final[dict[str, tuple[str, ...]]] = {
    "switch": ("off", "on"),
    "light": ("off", "on"),
    "input_boolean": ("off", "on"),
    "siren": ("off", "on"),
    "cover": ("closed", "open"),
    "valve": ("closed", "open"),
    "lock": ("locked", "unlocked"),
    "camera": ("off", MOTION_OFF),
    "script": ("on",),
    "scene": ("on",),
    "button": ("on",),
    "alarm_control_panel": (DISARMED,),
    "select": (),
    "input_select": (),
    "number": (),
    "input_number": (),
}
"""States that can cut, by domain of the entity; empty where options or numbers do.

`on` of a script, scene or button is that it runs, is activated or pressed.
"""

NUMBER_DOMAINS: Final = ("input_number", "number")


@callback
def valid_cut_states(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return the states of an entity that can cut.

    Empty if its domain cannot cut, or if it has options that are not known yet.
    """
    domain, _ = split_entity_id(entity_id)
    if (states := CUT_STATES.get(domain)) is None:
        return []
    if states:
        return list(states)
    return list(capability(hass, entity_id, ATTR_OPTIONS) or [])


@callback
def capability(hass: HomeAssistant, entity_id: str, name: str) -> Any:
    """Return what an entity says that it can, registered at least, None if nothing."""
    if (state := hass.states.get(entity_id)) is not None and name in state.attributes:
        return state.attributes[name]
    entry = er.async_get(hass).async_get(entity_id)
    return ((entry and entry.capabilities) or {}).get(name)
