"""Send commands to one entity: at once, one at a time, and let slow ones run."""

import asyncio
from collections.abc import Callable
import logging
import math
from typing import Final

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..household.timer import Timer
from .command import Command

_LOGGER = logging.getLogger(__name__)

SLOW: Final = 10
"""Seconds after which a call counts as not answered; it is left to run."""

HANGS: Final = 180
"""Seconds after which a call is given up. Blink's library waits up to 120 by design."""

DROP_LIMIT: Final = 1
"""Seconds that an integration may take to end a call that was given up."""


class Sender:
    """Make one action call at a time, without anybody waiting for it."""

    def __init__(
        self, hass: HomeAssistant, name: str, ended: Callable[[], None]
    ) -> None:
        """Prepare; `ended` is called when a call has come to its end."""
        self._hass = hass
        self._name = f"{DOMAIN} cut {name}"
        self._ended = ended
        self._call: asyncio.Task[None] | None = None
        self._is_dropped = False
        self._timer = Timer(hass)
        self._number = 0
        self.is_running = False
        """Whether a call has not come to its end."""
        self.ended_at = -math.inf
        """When the last call has come to its end; what it did is told from then on."""
        self.error: str | None = None
        """What went wrong with the last call, in words."""

    @callback
    def send(self, command: Command) -> None:
        """Make a call; it leaves in this step of the event loop."""
        _LOGGER.debug("Call %s.%s: %s", command.domain, command.service, command.data)
        self._number += 1
        self.error = None
        self.is_running = True
        self._is_dropped = False
        self._timer.async_start(SLOW, self._slow)
        self._call = self._hass.async_create_background_task(
            self._run(command, self._number), self._name
        )
        if self._is_dropped:  # By what answered to the call as it left.
            self._call.cancel()

    @callback
    def drop(self, error: str | None = None) -> None:
        """Give up a call whose outcome is no longer wanted, or that hangs.

        The next one leaves when it has come to its end, which takes no more than a
        step of the event loop, or after `DROP_LIMIT`.
        """
        if self.is_running:
            self.error = error
            self._is_dropped = True
            if self._call is not None:
                self._call.cancel()
            self._timer.async_start(DROP_LIMIT, self._end)

    async def _run(self, command: Command, number: int) -> None:
        error = None
        try:
            await self._hass.services.async_call(
                command.domain, command.service, command.data, blocking=True
            )
        except asyncio.CancelledError:
            error = self.error if self._is_dropped else "cancelled"
            raise
        except (BaseExceptionGroup, Exception) as err:  # noqa: BLE001  # any kind
            error = str(err) or type(err).__name__
            _LOGGER.debug("%s.%s failed: %r", command.domain, command.service, err)
        finally:
            if number == self._number and self.is_running:
                self.error = error
                self._end()

    @callback
    def _slow(self) -> None:
        self.error = f"no answer within {SLOW} seconds"
        self._timer.async_start(HANGS - SLOW, self._give_up)
        self._ended()

    @callback
    def _give_up(self) -> None:
        self.drop(f"no answer within {HANGS} seconds")

    @callback
    def _end(self) -> None:
        self.is_running = False
        self.ended_at = self._hass.loop.time()
        self._timer.async_cancel()
        self._hass.loop.call_soon(self._ended)
