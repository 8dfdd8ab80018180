"""Whoever acts in the name of somebody else: scripts, automations, scenes.

What they do is written in `errand.wish`: a state that says which camera is to be in which
mode. Home Assistant's own components carry it out.
"""

from typing import Any, Final

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component

WISH: Final = "errand.wish"
RUN: Final = "errand_run"
"""The event that sets the automation off."""

DELAY: Final = 5.5
"""Seconds that the slow script waits; no step of a story ends at such a time."""

NOT_ALLOWED: Final = "but not less"
"""In what is logged of an errand that is refused."""

DEPUTIES: Final = ("script", "slow script", "automation", "automation by hand", "scene")

_CARRY_OUT: Final[dict[str, Any]] = {
    "action": "cloudcam_privacy.set_mode",
    "target": {"entity_id": "{{ state_attr('errand.wish', 'camera') }}"},
    "data": {"mode": "{{ states('errand.wish') }}"},
}
_COMPONENTS: Final[dict[str, Any]] = {
    "scene": {},
    "script": {
        "script": {
            "errand": {"sequence": [_CARRY_OUT]},
            "slow_errand": {"sequence": [{"delay": {"seconds": DELAY}}, _CARRY_OUT]},
        }
    },
    "automation": {
        "automation": {
            "id": "deputy",
            "alias": "Deputy",
            "triggers": {"trigger": "event", "event_type": RUN},
            "actions": [_CARRY_OUT],
        }
    },
}
_ACTIONS: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "script": ("script", "errand", {}),
    "slow script": ("script", "turn_on", {"entity_id": "script.slow_errand"}),
    "automation by hand": ("automation", "trigger", {"entity_id": "automation.deputy"}),
}


async def async_appoint(hass: HomeAssistant) -> None:
    """Set up those who act for others."""
    for component, config in _COMPONENTS.items():
        assert await async_setup_component(hass, component, config)


async def async_send(
    hass: HomeAssistant,
    how: str,
    context: Context,
    *,
    camera: str,
    select: str,
    mode: str,
) -> None:
    """Have a deputy ask for a mode, in the context of whoever sends it."""
    hass.states.async_set(WISH, mode, {"camera": camera})
    if how == "automation":
        hass.bus.async_fire(RUN, context=context)
        return
    apply = ("scene", "apply", {"entities": {select: mode}})
    domain, action, data = apply if how == "scene" else _ACTIONS[how]
    try:
        await hass.services.async_call(
            domain, action, data, blocking=True, context=context
        )
    except ServiceValidationError as err:
        if err.translation_key != "may_not_lower":
            raise
