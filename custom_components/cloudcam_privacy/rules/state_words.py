"""Which states entities have, and which of them mean that something is going on."""

from typing import Final

from homeassistant.components.climate import ATTR_HVAC_MODES
from homeassistant.const import ATTR_DEVICE_CLASS
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.translation import async_translate_state

from ..policy.verdict import Verdict

_ACTIVE: Final = frozenset(
    {"active", "detected", "home", "occupied", "on", "open", "playing", "true", "yes"}
)
"""Words that mean "something is going on" in a domain that has none of its own."""

_INACTIVE: Final = frozenset(
    {
        "away",
        "clear",
        "closed",
        "empty",
        "false",
        "free",
        "idle",
        "inactive",
        "no",
        "not_home",
        "off",
        "paused",
        "standby",
        "stopped",
        "unoccupied",
        "vacant",
    }
)
"""Words that mean "nothing is going on" there."""

_BY_DOMAIN: Final = {
    "alarm_control_panel": ("pending", "triggered"),
    "assist_satellite": ("listening", "processing", "responding"),
    "climate": ("auto", "cool", "dry", "fan_only", "heat", "heat_cool"),
    "cover": ("closing", "open", "opening"),
    "lawn_mower": ("mowing", "returning"),
    "lock": ("jammed", "open", "opening", "unlocked", "unlocking"),
    "media_player": ("buffering", "on", "playing"),
    "sun": ("above_horizon",),
    "vacuum": ("cleaning", "returning"),
    "valve": ("closing", "open", "opening"),
    **dict.fromkeys(
        (
            "automation",
            "binary_sensor",
            "calendar",
            "fan",
            "humidifier",
            "input_boolean",
            "light",
            "remote",
            "schedule",
            "script",
            "siren",
            "switch",
            "update",
        ),
        ("on",),
    ),
}
"""States that mean that something is going on, by domain."""

_QUIET: Final = {
    "alarm_control_panel": (
        "armed_away",
        "armed_custom_bypass",
        "armed_home",
        "armed_night",
        "armed_vacation",
        "arming",
        "disarmed",
        "disarming",
    ),
    "assist_satellite": ("idle",),
    "climate": ("off",),
    "cover": ("closed",),
    "lawn_mower": ("docked", "paused"),
    "lock": ("locked", "locking"),
    "media_player": ("idle", "off", "paused", "standby"),
    "sun": ("below_horizon",),
    "vacuum": ("docked", "idle", "paused"),
    "valve": ("closed",),
}
"""The other states of these domains; of those that are missing here it is "off"."""


def options_of(state: State) -> tuple[str, ...] | None:
    """Return the states that an entity can be in, None if it can be in any."""
    for attribute in ("options", ATTR_HVAC_MODES):
        options = state.attributes.get(attribute)
        if isinstance(options, list | tuple) and options:
            return tuple(str(option) for option in options)
    if (active := _BY_DOMAIN.get(state.domain)) is not None:
        return (*active, *_QUIET.get(state.domain, ("off",)))
    return None


def can_be(state: State) -> bool:
    """Tell whether an entity's state is one of those that it can be in."""
    options = options_of(state)
    return options is None or state.state in options


def word_of(state: State) -> Verdict:
    """Return whether a word means that something is going on."""
    value = state.state.casefold()
    if (active := _BY_DOMAIN.get(state.domain)) is not None:
        if value in active:
            return Verdict.TRUE
        quiet = _QUIET.get(state.domain, ("off",))
        return Verdict.of(False if value in quiet else None)
    if value in _ACTIVE:
        return Verdict.TRUE
    return Verdict.of(False if value in _INACTIVE else None)


def is_understood(option: str, domain: str) -> bool:
    """Tell whether it is known what a state means without somebody saying so."""
    return word_of(State(f"{domain}.any", option)) is not Verdict.UNKNOWN


@callback
def async_shown(hass: HomeAssistant, state: State, value: str | None = None) -> str:
    """Return how Home Assistant shows a state of an entity: by default, the present one."""
    entry = er.async_get(hass).async_get(state.entity_id)
    return async_translate_state(
        hass,
        state.state if value is None else value,
        state.domain,
        entry.platform if entry else None,
        entry.translation_key if entry else None,
        state.attributes.get(ATTR_DEVICE_CLASS),
    )
