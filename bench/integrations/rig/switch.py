"""Switches that note when they are told, and obey without delay."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import DOMAIN, Log, RigConfigEntry, device


async def async_setup_entry(
    hass: HomeAssistant,
    entry: RigConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a switch for us and one for plain Home Assistant to each camera."""
    async_add_entities(
        UploadSwitch(number, kind, entry.runtime_data)
        for number in range(entry.data["cameras"])
        for kind in ("guarded", "plain")
    )


class UploadSwitch(SwitchEntity):
    """On while the camera may upload."""

    _attr_has_entity_name = True
    _attr_is_on = True
    _attr_should_poll = False

    def __init__(self, number: int, kind: str, log: Log) -> None:
        """Name it by whom it is for."""
        self._log = log
        self._attr_name = kind
        self._attr_unique_id = f"{DOMAIN}_{number}_{kind}"
        self._attr_device_info = device(number)

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._attr_is_on = True
        self.async_write_ha_state()

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._log.note(self.entity_id)
        self._attr_is_on = False
        self.async_write_ha_state()
