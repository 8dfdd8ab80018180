"""How long a camera was seen, private, or open while somebody was home.

Nothing is polled: time is taken when it begins and ends to count, and shown every few
minutes while it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorDeviceClass,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.components.zone import ENTITY_ID_HOME
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_time_interval,
)

from ..entity import GuardedEntity
from ..ledger.entity import async_restored_number
from ..policy.mode import Mode
from .guard import Guard
from .household import Household

SHOWN_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class TimeDescription(SensorEntityDescription):
    """A time that is taken."""

    counts: Callable[[Guard], bool]
    """Whether it counts now."""


def _is_seen(guard: Guard) -> bool:
    return bool(guard.ledger.viewers)


def _is_private(guard: Guard) -> bool:
    return guard.gate.mode is not Mode.OPEN


def _is_open_at_home(guard: Guard) -> bool:
    """Tell whether the camera is open while the zone "home" has people in it."""
    home = guard.hass.states.get(ENTITY_ID_HOME)
    somebody = home is not None and home.state.isdecimal() and int(home.state) > 0
    return somebody and guard.gate.mode is Mode.OPEN


TIMES: Final = (
    TimeDescription(key="time_seen", counts=_is_seen),
    TimeDescription(key="time_private", counts=_is_private),
    TimeDescription(key="time_open_at_home", counts=_is_open_at_home),
)


class TimeSensor(GuardedEntity, RestoreSensor):
    """Minutes for which something was so, over all the time the camera is guarded."""

    entity_description: TimeDescription
    _attr_device_class = SensorDeviceClass.DURATION
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_entity_registry_enabled_default = False
    _attr_native_unit_of_measurement = UnitOfTime.MINUTES
    _attr_state_class = SensorStateClass.TOTAL_INCREASING
    _attr_suggested_display_precision = 0
    _seconds = 0.0
    _since: float | None = None
    _stop_showing: CALLBACK_TYPE | None = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self._seconds = await async_restored_number(self) * 60
        self.async_on_remove(self.guard.ledger.when_changed.async_add(self._changed))
        self.async_on_remove(
            async_track_state_change_event(
                self.hass, ENTITY_ID_HOME, self._somebody_moved
            )
        )
        self._look()

    @override
    async def async_will_remove_from_hass(self) -> None:
        await super().async_will_remove_from_hass()
        self._count(False)

    @property
    @override
    def native_value(self) -> float:
        running = 0.0 if self._since is None else monotonic() - self._since
        return round((self._seconds + running) / 60, 2)

    @callback
    @override
    def _changed(self) -> None:
        if self._look():
            self.async_write_ha_state()

    @callback
    def _somebody_moved(self, _: Any) -> None:
        self._changed()

    def _look(self) -> bool:
        """Begin or cease to count, as things are now; tell whether that is news."""
        counts = self.entity_description.counts(self.guard)
        is_news = counts is not (self._since is not None)
        if is_news:
            self._count(counts)
        return is_news

    def _count(self, counts: bool) -> None:
        if self._since is not None:
            self._seconds += monotonic() - self._since
        self._since = monotonic() if counts else None
        if self._stop_showing is not None:
            self._stop_showing()
            self._stop_showing = None
        if counts:
            self._stop_showing = async_track_time_interval(
                self.hass, self._show, SHOWN_EVERY, cancel_on_shutdown=True
            )

    @callback
    def _show(self, _: datetime) -> None:
        self.async_write_ha_state()


def time_sensors(household: Household, guard: Guard) -> list[TimeSensor]:
    """Return the times that are taken of one camera."""
    return [TimeSensor(household, guard, description) for description in TIMES]
