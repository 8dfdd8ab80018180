"""Cameras that change rooms: guarded cameras go with their sources, rules with both."""

from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..rules.camera_rooms import camera_area
from ..rules.room import RoomWatch
from .household import Household, HouseholdConfigEntry

_EVENTS: Final = (dr.EVENT_DEVICE_REGISTRY_UPDATED, er.EVENT_ENTITY_REGISTRY_UPDATED)


@callback
def async_follow_rooms(
    hass: HomeAssistant, entry: HouseholdConfigEntry
) -> CALLBACK_TYPE:
    """Move guarded cameras with their sources, and set up anew if rooms change.

    A guarded camera that somebody has put into a room of its own stays there.
    """
    household = entry.runtime_data
    areas = {
        camera_id: guard.source.area_id for camera_id, guard in household.guards.items()
    }

    @callback
    def moved(event: Event[Any]) -> None:
        if "area_id" not in event.data.get("changes", ()):
            return
        for camera_id, guard in household.guards.items():
            before, now = areas[camera_id], guard.source.area_id
            if before != now:
                areas[camera_id] = now
                _move(hass, entry, camera_id, before, now)
        if _rooms_changed(hass, household):
            hass.config_entries.async_schedule_reload(entry.entry_id)

    unsubscribe = [hass.bus.async_listen(each, moved) for each in _EVENTS]

    @callback
    def end() -> None:
        for each in unsubscribe:
            each()

    return end


@callback
def _move(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    camera_id: str,
    before: str | None,
    now: str | None,
) -> None:
    devices = dr.async_get(hass)
    device = devices.async_get_device_by_identifier((DOMAIN, camera_id), entry.entry_id)
    if device is not None and device.area_id == before:
        devices.async_update_device(device.id, area_id=now)


@callback
def _rooms_changed(hass: HomeAssistant, household: Household) -> bool:
    return any(
        camera_area(hass, household.entry.subentries[camera_id]) != rule.watch.area_id
        for rule in household.rules
        if isinstance(rule.watch, RoomWatch)
        for camera_id in rule.watch.cameras
    )
