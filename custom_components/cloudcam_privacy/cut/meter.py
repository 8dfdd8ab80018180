"""The upload meter: what the router sees a camera send."""

from collections.abc import Callable
from datetime import datetime
import math
from typing import Final

from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, UnitOfDataRate
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.update_coordinator import CoordinatorEntity
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_conversion import DataRateConverter

from ..ha_internals.tables import entity_object
from ..policy.verdict import Verdict
from .state_reports import async_track_reports, poll_interval

MISSED_POLLS: Final = 5
LEAST_SILENCE: Final = 300
"""Polls, but at least so many seconds, after which a sensor has stopped to tell."""


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
            rate = DataRateConverter.convert(
                float(state.state), unit, UnitOfDataRate.KILOBYTES_PER_SECOND
            )
        except HomeAssistantError, ValueError:
            return None
        return rate if 0 <= rate < math.inf else None

    @property
    def seen(self) -> datetime | None:
        """Return when the sensor last reported."""
        state = self._hass.states.get(self._entity_id) if self._entity_id else None
        return None if state is None else state.last_reported

    def is_quiet(
        self, since: datetime, settled: datetime, confirmed: datetime | None
    ) -> Verdict:
        """Return whether the camera sends no more than the limit, as told `since` then.

        A sensor that has not reported since then may be stuck, as may one that has
        missed its own polls for long; what it saw before `settled` may have been the
        rest of what had been begun, and a camera that was quiet before its cut was
        `confirmed` may have been so for itself.
        """
        rate, seen = self.rate, self.seen
        if rate is None or seen is None:
            return Verdict.UNKNOWN
        if rate <= self._limit:
            is_new = seen > since and (confirmed is None or seen >= confirmed)
            is_known = is_new and not self._is_stuck(seen)
            return Verdict.TRUE if is_known else Verdict.UNKNOWN
        return Verdict.FALSE if seen >= settled else Verdict.UNKNOWN

    def _is_stuck(self, seen: datetime) -> bool:
        """Tell whether a sensor that is polled has not been for long."""
        entity = entity_object(self._hass, self._entity_id or "")
        if (
            isinstance(entity, CoordinatorEntity)
            and not entity.coordinator.always_update
        ):
            return False  # It is written only when something has changed.
        if (interval := poll_interval(entity)) is None:
            return False
        silent = (dt_util.utcnow() - seen).total_seconds()
        return silent > max(MISSED_POLLS * interval, LEAST_SILENCE)

    @callback
    def async_listen(self, action: Callable[[], None]) -> CALLBACK_TYPE:
        """Call back when the sensor reports."""
        if self._entity_id is None:
            return lambda: None
        return async_track_reports(self._hass, self._entity_id, action)
