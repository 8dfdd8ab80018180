"""What the entities that show the ledger have in common."""

from typing import Any, override

from homeassistant.components.sensor import RestoreSensor
from homeassistant.core import callback

from ..const import CONF_LEDGER
from ..entity import GuardedEntity
from ..household.household import Household
from .ledger import Ledger
from .session import NAMES, Who

COUNTS: str = "counts"
"""Value of the option `ledger`: nothing is kept but numbers."""


def tells_who(household: Household) -> bool:
    """Return whether the household lets names and destinations be kept."""
    return bool(household.entry.options[CONF_LEDGER] != COUNTS)


async def async_restored_number(sensor: RestoreSensor) -> float:
    """Return the number that a sensor showed before the restart, 0 if it had none."""
    data = await sensor.async_get_last_sensor_data()
    number = None if data is None else data.native_value
    return number if isinstance(number, int | float) else 0


class LedgerEntity(GuardedEntity):
    """An entity that is written when the ledger of its camera has changed."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.ledger.async_listen(self.async_write_ha_state))

    @callback
    @override
    def _guard_changed(self) -> None:
        """Nothing but the ledger changes what is shown."""

    @property
    def ledger(self) -> Ledger:
        """Return the camera's ledger."""
        return self.guard.ledger

    def about(self, who: Who) -> dict[str, Any]:
        """Return what may be kept of somebody, as attributes."""
        if not tells_who(self.household):
            return {}
        return dict(zip(NAMES, (who.name, who.destination.value), strict=True))
