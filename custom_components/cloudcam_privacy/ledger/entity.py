"""What the entities that show the ledger have in common."""

from typing import Any, Final, override

from homeassistant.components.sensor import RestoreSensor
from homeassistant.core import CALLBACK_TYPE, callback

from ..const import CONF_LEDGER, COUNTS
from ..entity import GuardedEntity
from ..household.household import Household
from ..household.timer import Timer
from .ledger import Ledger
from .session import NAMES, Who

SELDOM: Final = 1800
"""Seconds between two writes of what grows all the time while somebody looks."""


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

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        return self.ledger.when_changed.async_add(self._changed)

    @property
    def ledger(self) -> Ledger:
        """Return the camera's ledger."""
        return self.guard.ledger

    def about(self, who: Who) -> dict[str, Any]:
        """Return what may be kept of somebody, as attributes."""
        if not tells_who(self.household):
            return {}
        return dict(zip(NAMES, (who.name, who.destination.value), strict=True))


class SeldomLedgerEntity(LedgerEntity):
    """One that grows while somebody looks: written when a visit begins or ends.

    In between it is written every `SELDOM` at most, so that a card that asks for a
    still every few seconds does not fill the recorder.
    """

    _told = (-1, -1)

    @override
    async def async_added_to_hass(self) -> None:
        self._timer = Timer(self.hass)
        await super().async_added_to_hass()
        self.async_on_remove(self._timer.async_cancel)

    @callback
    @override
    def _changed(self) -> None:
        told = (self.ledger.open_visits, self.ledger.refusals)
        if self._told != told:
            self._told = told
            self._timer.async_cancel()
            self.async_write_ha_state()
        elif not self._timer.is_running:
            self._timer.async_start(SELDOM, self.async_write_ha_state)
