"""Binary sensors: somebody looks; the camera sends something although it is cut."""

from contextlib import ExitStack
from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import GuardedEntity, HouseholdEntity
from .household.household import HouseholdConfigEntry
from .ledger.entity import LedgerEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the binary sensors."""
    household = entry.runtime_data
    async_add_entities(
        [
            HouseholdLeakSensor(household, "leak"),
            HouseholdWatchedSensor(household, "watched"),
        ]
    )
    for guard in household.guards.values():
        async_add_entities(
            [
                LeakSensor(household, guard, "leak"),
                WatchedSensor(household, guard, "watched"),
            ],
            config_subentry_id=guard.camera_id,
        )


class LeakSensor(GuardedEntity, BinarySensorEntity):
    """The camera still sends, or still shows a picture, though it is cut."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    @property
    @override
    def is_on(self) -> bool | None:
        return self.guard.leaks


class HouseholdLeakSensor(HouseholdEntity, BinarySensorEntity):
    """One of the cameras still sends, or still shows a picture, though it is cut."""

    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    @property
    @override
    def is_on(self) -> bool | None:
        leaks = {guard.leaks for guard in self.household.guards.values()}
        return True if True in leaks else None if None in leaks else False


class WatchedSensor(LedgerEntity, BinarySensorEntity):
    """Somebody is looking right now."""

    @property
    @override
    def is_on(self) -> bool:
        return bool(self.ledger.viewers)


class HouseholdWatchedSensor(HouseholdEntity, BinarySensorEntity):
    """Somebody is looking at one of the cameras right now."""

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        with ExitStack() as listening:
            for guard in self.household.guards.values():
                ledger = guard.ledger
                listening.callback(ledger.when_changed.async_add(self._changed))
            return listening.pop_all().close

    @property
    @override
    def is_on(self) -> bool:
        return any(guard.ledger.viewers for guard in self.household.guards.values())
