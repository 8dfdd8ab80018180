"""Put new guarded cameras into their sources' areas, once they have their entity ids.

Home Assistant puts the area in front of new entity ids. A camera is often called like
its room, and would be a `camera.living_room_living_room_guarded_view`.
"""

from collections.abc import Callable

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from ..const import DOMAIN
from .guard import Guard


@callback
def async_place_new(
    hass: HomeAssistant, entry: ConfigEntry, guards: list[Guard]
) -> Callable[[], None]:
    """Return what puts those into their areas that have no device yet."""
    devices = dr.async_get(hass)

    def device_of(guard: Guard) -> dr.AnyDeviceEntry | None:
        identifier = (DOMAIN, guard.camera_id)
        return devices.async_get_device_by_identifier(identifier, entry.entry_id)

    new = [guard for guard in guards if device_of(guard) is None]

    @callback
    def place() -> None:
        for guard in new:
            if (device := device_of(guard)) is not None:
                devices.async_update_device(device.id, area_id=guard.source.area_id)

    return place
