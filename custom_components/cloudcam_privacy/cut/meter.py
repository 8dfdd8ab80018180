"""The upload meter: what the router sees a camera send."""

from collections.abc import Callable
from datetime import datetime

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfDataRate
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util.unit_conversion import DataRateConverter

from ..policy.verdict import Verdict


class UploadMeter:
    """A sensor of device class data_rate, held against a limit in kB/s."""

    def __init__(
        self, hass: HomeAssistant, entity_id: str | None, limit: float
    ) -> None:
        """Prepare; without a sensor the meter knows nothing."""
        self._hass = hass
        self._entity_id = entity_id
        self._limit = limit

    @property
    def rate(self) -> float | None:
        """Return what the camera sends in kB/s, None if that is not known."""
        if self._entity_id is None:
            return None
        if (state := self._hass.states.get(self._entity_id)) is None:
            return None
        unit = state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
        try:
            return DataRateConverter.convert(
                float(state.state), unit, UnitOfDataRate.KILOBYTES_PER_SECOND
            )
        except HomeAssistantError, ValueError:
            return None

    @property
    def seen(self) -> datetime | None:
        """Return when the sensor last reported."""
        state = self._hass.states.get(self._entity_id) if self._entity_id else None
        return None if state is None else state.last_reported

    @property
    def is_quiet(self) -> Verdict:
        """Return whether the camera sends no more than the limit."""
        rate = self.rate
        return Verdict.of(None if rate is None else rate <= self._limit)

    @callback
    def async_listen(self, action: Callable[[], None]) -> CALLBACK_TYPE:
        """Call back when the sensor shows something else."""

        @callback
        def changed(_: Event[EventStateChangedData]) -> None:
            action()

        if self._entity_id is None:
            return lambda: None
        return async_track_state_change_event(self._hass, self._entity_id, changed)
