"""Button: make the camera private at once; it can only raise privacy."""

from typing import override

from homeassistant.components.button import ButtonEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import GuardedEntity
from .household.household import HouseholdConfigEntry
from .policy.mode import Mode

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the buttons."""
    household = entry.runtime_data
    for guard in household.guards.values():
        async_add_entities(
            [GoPrivateButton(household, guard, "go_private")],
            config_subentry_id=guard.camera_id,
        )


class GoPrivateButton(GuardedEntity, ButtonEntity):
    """Safe to expose to anybody."""

    @override
    async def async_press(self) -> None:
        self.household.async_set_mode([self.guard], Mode.PRIVATE, self.context)
