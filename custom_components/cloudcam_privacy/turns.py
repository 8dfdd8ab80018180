"""Do what is not urgent, a little at a time."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN

FEW: Final = 10
"""Actions that are done at once: together they take a few milliseconds at most."""


class Turns:
    """Take turns with whatever is more urgent: commands on their way, and viewers.

    A hundred cameras' entities are written one camera after the other, and the event
    loop is free in between. What is asked for again before its turn is done once.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with nothing to do."""
        self._hass = hass
        self._waiting: dict[Callable[[], None], None] = {}
        self._task: asyncio.Task[None] | None = None

    @callback
    def async_take(self, actions: Sequence[Callable[[], None]]) -> None:
        """Do a few things now, many in turn."""
        for action in actions:
            if len(actions) > FEW:
                self.async_soon(action)
            else:
                action()

    @callback
    def async_soon(self, action: Callable[[], None]) -> None:
        """Do it after this step of the event loop, in its turn."""
        self._waiting[action] = None
        if self._task is None or self._task.done():
            self._task = self._hass.async_create_task(
                self._work(), f"{DOMAIN} turns", eager_start=False
            )

    async def _work(self) -> None:
        while self._waiting:
            action = next(iter(self._waiting))
            del self._waiting[action]
            action()
            await asyncio.sleep(0)
