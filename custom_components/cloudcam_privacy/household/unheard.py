"""Turn off cameras that are not available: of those Home Assistant tells nobody.

What is not to be seen in Home Assistant may go on uploading all the same.
"""

from collections.abc import Mapping
from typing import Any

from homeassistant.auth.permissions.const import POLICY_CONTROL
from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_ENTITY_ID,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    ENTITY_MATCH_ALL,
    ENTITY_MATCH_NONE,
    EVENT_CALL_SERVICE,
    SERVICE_TURN_OFF,
    STATE_UNAVAILABLE,
)
from homeassistant.core import CALLBACK_TYPE, Context, Event, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from ..const import DOMAIN
from ..source.place import async_guarded_id
from .guard import Guard
from .household import Household
from .targets import async_excluded_cameras


@callback
def async_hear_turned_off(household: Household) -> CALLBACK_TYPE:
    """Begin to hear of calls; return what ends it."""
    hass = household.hass

    @callback
    def called(event: Event) -> None:
        data = event.data
        if (data[ATTR_DOMAIN], data[ATTR_SERVICE]) != (CAMERA_DOMAIN, SERVICE_TURN_OFF):
            return
        for guard, entity_id in _unheard(household, data[ATTR_SERVICE_DATA]).items():
            household.entry.async_create_background_task(
                hass,
                _turn_off(household, guard, entity_id, event.context),
                f"{DOMAIN} turn off",
            )

    return hass.bus.async_listen(EVENT_CALL_SERVICE, called)


def _unheard(household: Household, data: Mapping[str, Any]) -> dict[Guard, str]:
    """Return the cameras that a call is for and that are not available, by their ids."""
    hass, named_ids = household.hass, data.get(ATTR_ENTITY_ID, ENTITY_MATCH_NONE)
    target = TargetSelection({**data, ATTR_ENTITY_ID: cv.comp_entity_ids(named_ids)})
    selected = async_extract_referenced_entity_ids(hass, target)
    named = selected.referenced | selected.indirectly_referenced
    everything = named_ids == ENTITY_MATCH_ALL
    excluded = async_excluded_cameras(hass, target)
    return {
        guard: entity_id
        for guard in household.guards.values()
        if guard.camera_id not in excluded
        and (entity_id := async_guarded_id(hass, guard.camera_id))
        and (everything or entity_id in named)
        and hass.states.is_state(entity_id, STATE_UNAVAILABLE)
    }


async def _turn_off(
    household: Household, guard: Guard, entity_id: str, context: Context
) -> None:
    """Make a camera private, if whoever calls may touch its entity."""
    if context.user_id is not None:
        user = await household.hass.auth.async_get_user(context.user_id)
        if user is None or not user.permissions.check_entity(entity_id, POLICY_CONTROL):
            return
    household.async_turn_off(guard, context)
