"""Notice that the clock was set.

Timers run on a clock that nobody can set, so after the wall clock was set, by a time
server, by hand, or because the machine has slept, those that wait for a time of day
would ring too late; and how long something has lasted can no longer be told from two
readings of the wall clock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

CHECK: Final = timedelta(seconds=30)
"""How late it may be noticed that the clock was set. Nothing tells of it."""

_NOTICED: Final = 1
"""Seconds; less is no setting, but two clocks that run at slightly different speed."""


class ClockGauge:
    """Tell by how much the clock was set since somebody has last asked.

    What is too little to be told adds up until it is enough.
    """

    def __init__(self) -> None:
        """Begin to compare the two clocks."""
        self._difference = _difference()
        self._latest = dt_util.utcnow()

    def was_set(self) -> timedelta:
        """Return by how much the clock was set forward, below zero if back."""
        difference = _difference()
        seconds = difference - self._difference
        if abs(seconds) < _NOTICED:
            return timedelta()
        self._difference = difference
        set_by = timedelta(seconds=seconds)
        self._latest += set_by
        return set_by

    def now(self) -> datetime:
        """Return the time, which goes back only by what `was_set` has told of.

        Else a step back that is too little to be told would undo what has just been:
        a rule that had waited long enough would have to wait again, and not linger.
        """
        self._latest = max(self._latest, dt_util.utcnow())
        return self._latest


def _difference() -> float:
    return dt_util.utcnow().timestamp() - monotonic()


@callback
def async_check_clock(hass: HomeAssistant, look: Callable[[], None]) -> CALLBACK_TYPE:
    """Have somebody look every `CHECK` whether the clock was set."""

    @callback
    def check(_: datetime) -> None:
        look()

    return async_track_time_interval(hass, check, CHECK, cancel_on_shutdown=True)
