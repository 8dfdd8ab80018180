"""One thing that is done later, unless something else is to be done instead."""

import asyncio
from collections.abc import Callable

from homeassistant.core import HomeAssistant, callback


class Timer:
    """Calls back once; whoever starts it anew has the call of before dropped."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without anything to do."""
        self._loop = hass.loop
        self._handle: asyncio.TimerHandle | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether something is yet to be done."""
        return self._handle is not None

    @callback
    def async_start(self, seconds: float, then: Callable[[], None]) -> None:
        """Do something after some seconds."""
        self.async_cancel()
        self._handle = self._loop.call_later(seconds, self._ring, then)

    @callback
    def async_start_at(self, when: float, then: Callable[[], None]) -> None:
        """Do something at a time of the event loop."""
        self.async_cancel()
        self._handle = self._loop.call_at(when, self._ring, then)

    @callback
    def async_cancel(self) -> None:
        """Leave it undone."""
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _ring(self, then: Callable[[], None]) -> None:
        self._handle = None
        then()
