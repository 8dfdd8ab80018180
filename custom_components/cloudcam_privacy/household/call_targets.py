"""Which guarded cameras an action is called for, and whether its caller may touch them."""

from collections.abc import Callable, Iterable
import logging

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.const import ATTR_ENTITY_ID, ENTITY_MATCH_ALL
from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from ..const import DOMAIN
from ..source.place import async_guarded_id
from .calls import async_hear_events
from .guard import Guard
from .household import Household
from .targets import async_cameras_of, async_excluded_cameras

_LOGGER = logging.getLogger(__name__)


async def async_targets(
    call: ServiceCall, permission: str
) -> tuple[Household, dict[str, Guard]]:
    """Return the guarded cameras of a call by entity id; raise if there are none.

    Unlike with other actions, a camera whose source is not available is one of them:
    it can be made private all the same.
    """
    hass = call.hass
    await async_hear_events()
    household: Household = async_get_config_entry(hass, DOMAIN, None).runtime_data
    if call.data.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        cameras = set(household.guards)
    else:
        cameras = _cameras_of(call)
    cameras -= async_excluded_cameras(hass, TargetSelection(call.data))
    guards = {
        entity_id: household.guards[camera_id]
        for camera_id in cameras
        if camera_id in household.guards
        and (entity_id := async_guarded_id(hass, camera_id))
    }
    if not guards:
        raise _error("no_guarded_camera")
    await _async_check_permission(call, guards, permission)
    return household, dict(sorted(guards.items()))


def _cameras_of(call: ServiceCall) -> set[str]:
    selected = async_extract_referenced_entity_ids(
        call.hass, TargetSelection(call.data)
    )
    selected.log_missing(set(), _LOGGER)
    cameras = {e: async_cameras_of(call.hass, e) for e in selected.referenced}
    if foreign := sorted(e for e, camera_ids in cameras.items() if not camera_ids):
        raise _error("not_guarded", entities=", ".join(foreign))
    for entity_id in selected.indirectly_referenced:
        cameras[entity_id] = async_cameras_of(call.hass, entity_id)
    return {camera_id for camera_ids in cameras.values() for camera_id in camera_ids}


async def _async_check_permission(
    call: ServiceCall, entity_ids: Iterable[str], permission: str
) -> None:
    """Raise if the user may not touch the entities, as for any action on entities."""
    if call.context.user_id is None:
        return
    user = await call.hass.auth.async_get_user(call.context.user_id)
    if user is None:
        raise UnknownUser(context=call.context)
    for entity_id in entity_ids:
        if not user.permissions.check_entity(entity_id, permission):
            raise Unauthorized(
                context=call.context, entity_id=entity_id, permission=permission
            )


async def async_reader(call: ServiceCall) -> Callable[[str], bool]:
    """Return what tells which entities whoever calls may read."""
    user_id = call.context.user_id
    user = await call.hass.auth.async_get_user(user_id) if user_id else None
    if user is None:
        return lambda entity_id: True
    return lambda entity_id: user.permissions.check_entity(entity_id, POLICY_READ)


def _error(key: str, **placeholders: str) -> ServiceValidationError:
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders or None,
    )
