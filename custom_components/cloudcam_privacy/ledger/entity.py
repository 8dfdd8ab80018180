"""What the entities that show the ledger have in common."""

import asyncio
from typing import Any, Final, override

from homeassistant.components.sensor import RestoreSensor
from homeassistant.core import CALLBACK_TYPE, callback

from ..const import CONF_LEDGER, COUNTS
from ..entity import GuardedEntity
from ..household.household import Household
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
    _timer: asyncio.TimerHandle | None = None

    @override
    async def async_will_remove_from_hass(self) -> None:
        await super().async_will_remove_from_hass()
        self._disarm()

    @callback
    @override
    def _changed(self) -> None:
        told = (self.ledger.open_visits, self.ledger.refusals)
        if self._told != told:
            self._told = told
            self._disarm()
            self.async_write_ha_state()
        elif self._timer is None:
            self._timer = self.hass.loop.call_later(SELDOM, self._write_later)

    @callback
    def _write_later(self) -> None:
        self._timer = None
        self.async_write_ha_state()

    @callback
    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
