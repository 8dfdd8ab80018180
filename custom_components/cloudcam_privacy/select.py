"""Select: the override of each camera, "automatic" when there is none."""

from typing import Final, override

from homeassistant.components.select import SelectEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import LowersPrivacy, UntilEntity
from .household.calls import async_hear_events
from .household.household import HouseholdConfigEntry
from .policy.mode import Mode

PARALLEL_UPDATES = 0

AUTOMATIC: Final = "automatic"


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the selects."""
    household = entry.runtime_data
    for guard in household.guards.values():
        async_add_entities(
            [ModeSelect(household, guard, "mode")], config_subentry_id=guard.camera_id
        )


class ModeSelect(LowersPrivacy, UntilEntity, SelectEntity):
    """The override of one camera."""

    _attr_options = [AUTOMATIC, *Mode]

    @property
    @override
    def current_option(self) -> str:
        override = self.guard.decision.override
        return AUTOMATIC if override is None else override.mode

    @override
    async def async_select_option(self, option: str) -> None:
        await async_hear_events()
        if option == AUTOMATIC:
            self.household.async_resume([self.guard], self.context)
        else:
            self.household.async_set_mode([self.guard], Mode(option), self.context)
