"""Cameras that hand out one picture, without delay."""

from typing import override

from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from bench.picture import Pictures

from . import DOMAIN, RigConfigEntry, device


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RigConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the cameras."""
    width = entry.data["width"]
    pictures = Pictures((width, width * 9 // 16))
    async_add_entities(
        RigCamera(number, pictures) for number in range(entry.data["cameras"])
    )


class RigCamera(Camera):
    """A camera that goes on giving pictures when it is off.

    So does Home Assistant's own demo camera.
    """

    _attr_frame_interval = 0.1
    _attr_has_entity_name = True
    _attr_name = None
    _attr_supported_features = CameraEntityFeature.ON_OFF

    def __init__(self, number: int, pictures: Pictures) -> None:
        """Put it on a device of its own."""
        super().__init__()
        self._pictures = pictures
        self._attr_unique_id = f"{DOMAIN}_{number}"
        self._attr_device_info = device(number)

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        return self._pictures.next()

    @override
    async def async_turn_on(self) -> None:
        self._attr_is_on = True
        self.async_write_ha_state()

    @override
    async def async_turn_off(self) -> None:
        self._attr_is_on = False
        self.async_write_ha_state()
