"""Events: what happened to a camera's privacy, and why."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import GuardedEntity
from .happening import Happening
from .household import HouseholdConfigEntry

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the events."""
    household = entry.runtime_data
    for guard in household.guards.values():
        async_add_entities(
            [PrivacyEvent(household, guard, "privacy")],
            config_subentry_id=guard.camera_id,
        )


class PrivacyEvent(GuardedEntity, EventEntity):
    """What happened to the camera's privacy."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_event_types = list(Happening)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.guard.async_listen_happenings(self._happened))

    @callback
    @override
    def _guard_changed(self) -> None:
        """Nothing but a happening changes an event."""

    @callback
    def _happened(self, happening: Happening) -> None:
        decision = self.guard.decision
        self._trigger_event(
            happening,
            {
                "mode": decision.mode,
                "reasons": self.household.words.reasons(decision),
                "by": self.guard.by,
            },
        )
        self.async_write_ha_state()
