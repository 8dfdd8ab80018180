"""What tells that somebody is in a room: sensors by device class, and some others."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from homeassistant.components.binary_sensor import (
    DOMAIN as BINARY_SENSOR,
    BinarySensorDeviceClass,
)
from homeassistant.components.light import DOMAIN as LIGHT
from homeassistant.components.media_player import DOMAIN as MEDIA_PLAYER
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN


class RoomSensor(StrEnum):
    """A kind of entity that tells whether somebody is in a room."""

    OCCUPANCY = "occupancy"
    MOTION = "motion"
    PRESENCE = "presence"
    DOOR = "door"
    LIGHT = "light"
    MEDIA_PLAYER = "media_player"


USUAL_SENSORS: Final = (RoomSensor.OCCUPANCY, RoomSensor.MOTION, RoomSensor.PRESENCE)

_BY_CLASS: Final[dict[str, RoomSensor]] = {
    BinarySensorDeviceClass.OCCUPANCY: RoomSensor.OCCUPANCY,
    BinarySensorDeviceClass.MOTION: RoomSensor.MOTION,
    BinarySensorDeviceClass.PRESENCE: RoomSensor.PRESENCE,
    BinarySensorDeviceClass.DOOR: RoomSensor.DOOR,
}
_BY_DOMAIN: Final = {LIGHT: RoomSensor.LIGHT, MEDIA_PLAYER: RoomSensor.MEDIA_PLAYER}


def kind_of(entry: er.RegistryEntry) -> RoomSensor | None:
    """Return what an entity tells of a room, None if nothing."""
    if entry.domain == BINARY_SENSOR:
        return _BY_CLASS.get(entry.device_class or entry.original_device_class or "")
    return _BY_DOMAIN.get(entry.domain)


@callback
def sensors_in(
    hass: HomeAssistant,
    area_id: str | None,
    kinds: AbstractSet[RoomSensor],
    without_devices: AbstractSet[str],
    without_entities: AbstractSet[str],
) -> tuple[str, ...]:
    """Return the sensors of some kinds in an area, but for devices and entities."""
    if area_id is None:
        return ()
    registry = er.async_get(hass)
    entries = {
        entry.id: entry for entry in er.async_entries_for_area(registry, area_id)
    }
    for device in dr.async_entries_for_area(dr.async_get(hass), area_id):
        for entry in er.async_entries_for_device(registry, device.id):
            entries[entry.id] = entry
    return tuple(
        sorted(
            entry.entity_id
            for entry in entries.values()
            if entry.platform != DOMAIN
            and not entry.disabled
            and kind_of(entry) in kinds
            and er.async_get_effective_area_id(hass, entry) == area_id
            and entry.device_id not in without_devices
            and entry.entity_id not in without_entities
        )
    )
