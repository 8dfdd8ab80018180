"""Switches: privacy, uploads and sound of each camera, and all cameras at once."""

from datetime import datetime
from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import GuardedEntity, HouseholdEntity, LowersPrivacy, UntilEntity
from .household.calls import async_hear_events
from .household.household import HouseholdConfigEntry
from .policy.mode import Mode

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the switches."""
    household = entry.runtime_data
    async_add_entities([EverywhereSwitch(household, "everywhere")])
    for guard in household.guards.values():
        async_add_entities(
            [
                PrivacySwitch(household, guard, "privacy"),
                UploadsSwitch(household, guard, "uploads"),
                SoundSwitch(household, guard, "sound"),
            ],
            config_subentry_id=guard.camera_id,
        )


class PrivacySwitch(LowersPrivacy, UntilEntity, SwitchEntity):
    """On while the camera is stricter than open."""

    @property
    @override
    def is_on(self) -> bool:
        return self.guard.decision.mode is not Mode.OPEN

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self.household.async_set_mode([self.guard], Mode.PRIVATE, self.context)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await async_hear_events()
        self.household.async_lift([self.guard], self.context)


class UploadsSwitch(LowersPrivacy, GuardedEntity, SwitchEntity):
    """On while the camera may upload; unknown while it is not sure that it does not."""

    @property
    @override
    def is_on(self) -> bool | None:
        if self.guard.decision.mode is Mode.OPEN:
            return True
        return False if self.guard.assurance.is_sure else None

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await async_hear_events()
        self.household.async_lift([self.guard], self.context)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.household.async_set_mode(
            [self.guard], Mode.LOCAL, self.context, at_least=True
        )


class SoundSwitch(LowersPrivacy, UntilEntity, SwitchEntity):
    """On while sound may leave."""

    @property
    @override
    def _until(self) -> datetime | None:
        return self.guard.changes.sound

    @property
    @override
    def is_on(self) -> bool:
        return not self.guard.decision.muted

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await async_hear_events()
        self.household.async_unmute([self.guard], self.context)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self.household.async_mute([self.guard], self.context, at_least=True)


class EverywhereSwitch(LowersPrivacy, HouseholdEntity, SwitchEntity):
    """On while all cameras are private."""

    @property
    @override
    def is_on(self) -> bool:
        guards = self.household.guards.values()
        return bool(guards) and all(
            guard.decision.mode is Mode.PRIVATE for guard in guards
        )

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self.household.async_set_mode(
            self.household.guards.values(), Mode.PRIVATE, self.context
        )

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await async_hear_events()
        self.household.async_lift(self.household.guards.values(), self.context)
