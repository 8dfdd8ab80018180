"""Sensors of the ledger: who looks, who looked last, what left, who was refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfInformation

from ..household.guard import Guard
from ..household.household import Household
from .entity import LedgerEntity, SeldomLedgerEntity, async_restored_number, tells_who
from .ledger import Ledger
from .session import NAMES


class ViewersSensor(LedgerEntity, SensorEntity):
    """How many look now; who they are is shown, and left to the events to keep."""

    _attr_state_class = SensorStateClass.MEASUREMENT
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _unrecorded_attributes = frozenset({"viewers"})

    @property
    @override
    def native_value(self) -> int:
        return len(self.ledger.viewers)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        if not tells_who(self.household):
            return None
        return {
            "viewers": [
                self.about(session.who)
                | {
                    "path": session.who.way,
                    "since": session.since.isoformat(timespec="seconds"),
                }
                for session in self.ledger.viewers
            ]
        }


class LastViewedSensor(SeldomLedgerEntity, RestoreSensor):
    """When somebody last looked, and who."""

    _attr_device_class = SensorDeviceClass.TIMESTAMP
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False
    _before: datetime | None = None
    _who_before: Mapping[str, Any] = {}

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        data, state = await self.async_get_last_sensor_data(), None
        if data is not None and isinstance(data.native_value, datetime):
            self._before = data.native_value
            state = await self.async_get_last_state()
        if state is not None and tells_who(self.household):
            self._who_before = {
                key: state.attributes[key] for key in NAMES if key in state.attributes
            }

    @property
    @override
    def native_value(self) -> datetime | None:
        return self.ledger.last_viewed or self._before

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        who = self.ledger.last_viewer
        return self._who_before if who is None else self.about(who)


@dataclass(frozen=True, kw_only=True)
class TotalDescription(SensorEntityDescription):
    """A sum of what the ledger counts, since the camera is guarded."""

    count: Callable[[Ledger], int]


TOTALS = (
    TotalDescription(
        key="data_left_home",
        device_class=SensorDeviceClass.DATA_SIZE,
        native_unit_of_measurement=UnitOfInformation.BYTES,
        count=lambda ledger: ledger.left_home,
    ),
    TotalDescription(key="refusals", count=lambda ledger: ledger.refusals),
)


class TotalSensor(SeldomLedgerEntity, RestoreSensor):
    """A sum that goes on after a restart."""

    entity_description: TotalDescription
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_state_class = SensorStateClass.TOTAL_INCREASING
    _attr_entity_registry_enabled_default = False
    _before = 0

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self._before = int(await async_restored_number(self))

    @property
    @override
    def native_value(self) -> int:
        return self._before + self.entity_description.count(self.ledger)


def ledger_sensors(household: Household, guard: Guard) -> list[SensorEntity]:
    """Return the sensors of one camera's ledger."""
    return [
        ViewersSensor(household, guard, "viewers"),
        LastViewedSensor(household, guard, "last_viewed"),
        *(TotalSensor(household, guard, description) for description in TOTALS),
    ]
