"""The areas of guarded cameras: those of their sources, also when these change."""

from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..rules.room import RoomWatch
from ..rules.stored import camera_area
from .guard import Guard
from .household import Household, HouseholdConfigEntry

_EVENTS: Final = (dr.EVENT_DEVICE_REGISTRY_UPDATED, er.EVENT_ENTITY_REGISTRY_UPDATED)


@callback
def async_place_new(hass: HomeAssistant, entry: HouseholdConfigEntry) -> CALLBACK_TYPE:
    """Return what puts those cameras into their areas that have no device yet.

    Once they have their entity ids, in front of which Home Assistant puts the area. A
    camera is often called like its room, and would be a
    `camera.living_room_living_room_guarded_view`.
    """
    guards = entry.runtime_data.guards.values()
    new = [guard for guard in guards if _device_of(hass, entry, guard) is None]

    @callback
    def place() -> None:
        for guard in new:
            if (device := _device_of(hass, entry, guard)) is not None:
                dr.async_get(hass).async_update_device(
                    device.id, area_id=guard.source.area_id
                )

    return place


@callback
def async_follow_rooms(hass: HomeAssistant, entry: HouseholdConfigEntry) -> None:
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
            if before == now:
                continue
            areas[camera_id] = now
            device = _device_of(hass, entry, guard)
            if device is not None and device.area_id == before:
                dr.async_get(hass).async_update_device(device.id, area_id=now)
        if _rooms_changed(hass, household):
            hass.config_entries.async_schedule_reload(entry.entry_id)

    for each in _EVENTS:
        entry.async_on_unload(hass.bus.async_listen(each, moved))


@callback
def _device_of(
    hass: HomeAssistant, entry: HouseholdConfigEntry, guard: Guard
) -> dr.AnyDeviceEntry | None:
    identifier = (DOMAIN, guard.camera_id)
    return dr.async_get(hass).async_get_device_by_identifier(identifier, entry.entry_id)


@callback
def _rooms_changed(hass: HomeAssistant, household: Household) -> bool:
    return any(
        camera_area(hass, household.entry.subentries[camera_id]) != rule.watch.area_id
        for rule in household.rules
        if isinstance(rule.watch, RoomWatch)
        for camera_id in rule.watch.cameras
    )
