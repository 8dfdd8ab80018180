"""Do what is not urgent, a little at a time."""

import asyncio
from collections.abc import Callable
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN

FEW: Final = 10
"""Different actions that are done at once: together they take a few milliseconds at most."""

_LOGGER = logging.getLogger(__name__)


class UpdateQueue:
    """Take turns with whatever is more urgent: commands on their way, and viewers.

    A hundred cameras' entities are written one camera after the other, and the event
    loop is free in between. In a usual home nothing has to wait.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with nothing to do."""
        self._hass = hass
        self._done: set[Callable[[], None]] = set()
        self._waiting: dict[Callable[[], None], None] = {}
        self._task: asyncio.Task[None] | None = None

    @callback
    def async_do(self, action: Callable[[], None]) -> None:
        """Do it now, or in its turn if others crowd this step of the event loop.

        What is asked for again before its turn is done once.
        """
        if not self._done:
            self._hass.loop.call_soon(self._done.clear)
        self._done.add(action)
        if len(self._done) <= FEW:
            self._waiting.pop(action, None)
            action()
        else:
            self.async_do_later(action)

    @callback
    def async_do_later(self, action: Callable[[], None]) -> None:
        """Do it in its turn."""
        self._waiting[action] = None
        if self._task is None or self._task.done():
            self._task = self._hass.async_create_task(
                self._work(), f"{DOMAIN} turns", eager_start=False
            )

    async def _work(self) -> None:
        while self._waiting:
            self._do_next()
            await asyncio.sleep(0)

    def _do_next(self) -> None:
        action = next(iter(self._waiting))
        del self._waiting[action]
        try:
            action()
        except Exception:
            _LOGGER.exception("Not everybody could be told")
