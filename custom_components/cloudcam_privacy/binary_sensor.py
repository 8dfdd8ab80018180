"""Binary sensors: the camera sends or shows something although it is cut."""

from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .cut.assurance import Assurance
from .entity import GuardedEntity, HouseholdEntity
from .household import HouseholdConfigEntry

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the binary sensors."""
    household = entry.runtime_data
    async_add_entities([HouseholdLeakSensor(household, "leak")])
    for guard in household.guards.values():
        async_add_entities(
            [LeakSensor(household, guard, "leak")], config_subentry_id=guard.camera_id
        )


class LeakSensor(GuardedEntity, BinarySensorEntity):
    """The camera still sends, or still shows a picture, though it is cut."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    @property
    @override
    def is_on(self) -> bool:
        return self.guard.assurance is Assurance.CONTRADICTED


class HouseholdLeakSensor(HouseholdEntity, BinarySensorEntity):
    """One of the cameras still sends, or still shows a picture, though it is cut."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    @property
    @override
    def is_on(self) -> bool:
        return any(
            guard.assurance is Assurance.CONTRADICTED
            for guard in self.household.guards.values()
        )
