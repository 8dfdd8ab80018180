"""Ways to lower privacy: by hand, in a script, in an automation."""

from collections.abc import Mapping
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import ANNA, entity_id_of
from .rooms import async_rooms, modes_of

OPEN = {"mode": "open"}
BY_STATE = {"trigger": "state", "entity_id": "input_boolean.guests", "to": "on"}
BY_EVENT = {"trigger": "event", "event_type": "evening"}
BY_TIME = {"trigger": "time", "at": "20:00:00"}
BY_HAND = {"trigger": "event", "event_type": "never"}


async def async_user(hass: HomeAssistant, name: str) -> User:
    """Return somebody with a login."""
    return await hass.auth.async_create_user(name, group_ids=["system-admin"])


async def async_home(
    hass: HomeAssistant, options: Mapping[str, Any] | None = None
) -> MockConfigEntry:
    """Set up the household with Anna at home, so that everything is private."""
    await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    await async_user(hass, "Owner")
    entry = await async_rooms(hass, options)
    hass.states.async_set(ANNA, "home")
    assert modes_of(entry) == ["private", "private"]
    return entry


async def async_lower(
    hass: HomeAssistant, entry: MockConfigEntry, context: Context | None
) -> bool:
    """Ask for an open kitchen; tell whether that was allowed."""
    problem = None
    try:
        await hass.services.async_call(
            "cloudcam_privacy",
            "set_mode",
            {"entity_id": entity_id_of(hass, entry, "camera", "guarded"), **OPEN},
            blocking=True,
            context=context,
        )
    except ServiceValidationError as err:
        problem = err.translation_key
    assert problem in (None, "may_not_lower")
    assert modes_of(entry) == ["private" if problem else "open", "private"]
    return problem is None


def lower_kitchen(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return the action of an automation or script; the refusal is no news here."""
    return {
        "continue_on_error": True,
        "action": "cloudcam_privacy.set_mode",
        "target": {"entity_id": entity_id_of(hass, entry, "camera", "guarded")},
        "data": OPEN,
    }


async def async_automate(
    hass: HomeAssistant,
    trigger: dict[str, Any],
    *actions: dict[str, Any],
    scripts: Mapping[str, list[dict[str, Any]]] | None = None,
) -> None:
    """Set up an automation called "Evening", and scripts by their names."""
    assert await async_setup_component(
        hass,
        "script",
        {
            "script": {
                name.lower().replace(" ", "_"): {"alias": name, "sequence": sequence}
                for name, sequence in (scripts or {}).items()
            }
        },
    )
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "alias": "Evening",
                "triggers": [trigger],
                "actions": list(actions),
            }
        },
    )
    await hass.async_block_till_done()
