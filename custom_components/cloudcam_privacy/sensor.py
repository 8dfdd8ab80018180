"""Sensors: mode, how sure it is, when it next changes, who looks, how many are shut."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .cut.assurance import Assurance
from .entity import GuardedEntity, HouseholdEntity
from .household.guard import Guard
from .household.household import Household, HouseholdConfigEntry
from .household.models import as_text
from .household.time_sensors import time_sensors
from .ledger.sensors import ledger_sensors
from .policy.mode import Mode

PARALLEL_UPDATES = 0


def _mode_attributes(household: Household, guard: Guard) -> dict[str, Any]:
    decision = guard.decision
    override = decision.override
    until = guard.changes.mode
    rule_ids = set(decision.rule_ids)
    rules = [rule for rule in guard.rules if rule.rule.rule_id in rule_ids]
    notes = (note for rule in rules for note in rule.watch.notes())
    return {
        "reasons": [*household.texts.reasons(decision), *household.texts.notes(notes)],
        "rules": [rule.rule.name for rule in rules],
        "override": None if override is None else override.mode,
        "until": as_text(until),
        "muted": decision.muted,
        "mute_reasons": household.texts.mute_reasons(decision),
    }


def _evidence(_: Household, guard: Guard) -> dict[str, Any]:
    """Return what the assurance rests on: each kind on its own, and how old it is."""
    evidence, seen = guard.proof.evidence, guard.proof.last_seen
    sound, witness = guard.sound_proof.check, guard.proof.testimony
    return {
        "read_back": [
            {
                "entity_id": cut.entity_id,
                "cut_state": cut.spec.cut_state,
                "status": cut.status,
                "seen": as_text(cut.seen),
            }
            for cut in guard.cuts.cuts
        ],
        "picture_gone": evidence.picture,
        "picture_seen": as_text(seen.picture),
        "meter_quiet": evidence.meter,
        "meter_seen": as_text(seen.meter),
        "witness": None if witness is None else witness.entity_id,
        "witness_seen": None if witness is None else as_text(witness.at),
        "sound_gone": sound.gone,
        "sound_seen": as_text(sound.seen),
    }


@dataclass(frozen=True, kw_only=True)
class GuardSensorDescription(SensorEntityDescription):
    """A sensor that shows something of a guard."""

    value: Callable[[Guard], str | datetime | None]
    attributes: Callable[[Household, Guard], dict[str, Any]] | None = None
    object_id: str | None = None


SENSORS = (
    GuardSensorDescription(
        key="mode",
        device_class=SensorDeviceClass.ENUM,
        options=list(Mode),
        value=lambda guard: guard.decision.mode,
        attributes=_mode_attributes,
        object_id="mode",
    ),
    GuardSensorDescription(
        key="assurance",
        device_class=SensorDeviceClass.ENUM,
        options=list(Assurance),
        value=lambda guard: guard.assurance,
        attributes=_evidence,
    ),
    GuardSensorDescription(
        key="next_change",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value=lambda guard: guard.changes.either,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors."""
    household = entry.runtime_data
    async_add_entities([PrivateCamerasSensor(household, "private_cameras")])
    for guard in household.guards.values():
        async_add_entities(
            [
                *(
                    GuardSensor(household, guard, description)
                    for description in SENSORS
                ),
                *ledger_sensors(household, guard),
                *time_sensors(household, guard),
            ],
            config_subentry_id=guard.camera_id,
        )


class GuardSensor(GuardedEntity, SensorEntity):
    """A sensor of one guarded camera."""

    _unrecorded_attributes = frozenset(
        {"read_back", "picture_seen", "meter_seen", "sound_seen"}
    )
    entity_description: GuardSensorDescription

    def __init__(
        self, household: Household, guard: Guard, description: GuardSensorDescription
    ) -> None:
        """Show what the description says."""
        super().__init__(household, guard, description)
        self._object_id = description.object_id

    @property
    @override
    def native_value(self) -> str | datetime | None:
        return self.entity_description.value(self.guard)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        attributes = self.entity_description.attributes
        return None if attributes is None else attributes(self.household, self.guard)


class PrivateCamerasSensor(HouseholdEntity, SensorEntity):
    """How many cameras are stricter than open."""

    _attr_state_class = SensorStateClass.MEASUREMENT

    @property
    @override
    def native_value(self) -> int:
        return sum(
            guard.decision.mode is not Mode.OPEN
            for guard in self.household.guards.values()
        )
