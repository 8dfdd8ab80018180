"""The upload meter: what the router sees a camera send."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfDataRate
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)
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

    def is_quiet(self, since: datetime, settled: datetime) -> Verdict:
        """Return whether the camera sends no more than the limit, as told `since` then.

        A sensor that has not reported since then may be stuck, and what it saw before
        `settled` may have been the rest of what had been begun.
        """
        rate, seen = self.rate, self.seen
        if rate is None or seen is None:
            return Verdict.UNKNOWN
        if rate <= self._limit:
            return Verdict.TRUE if seen > since else Verdict.UNKNOWN
        return Verdict.FALSE if seen >= settled else Verdict.UNKNOWN

    @callback
    def async_listen(self, action: Callable[[], None]) -> CALLBACK_TYPE:
        """Call back when the sensor reports."""

        @callback
        def reported(_: Event[Any]) -> None:
            action()

        if self._entity_id is None:
            return lambda: None
        unsubscribe = [
            track(self._hass, self._entity_id, reported)
            for track in (
                async_track_state_change_event,
                async_track_state_report_event,
            )
        ]

        @callback
        def unsubscribe_both() -> None:
            for each in unsubscribe:
                each()

        return unsubscribe_both
