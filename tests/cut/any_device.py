"""A device that obeys late, not at all or with an error, in time that only jumps."""

import asyncio
from collections.abc import Callable, Coroutine
from enum import StrEnum
import selectors
from typing import Any, override

from homeassistant.core import HomeAssistant, ServiceCall, callback

ENTITY_ID = "switch.x"


class Weather(StrEnum):
    """What becomes of a command."""

    FINE = "fine"
    LOST = "lost"
    """Accepted, and never heard of again."""
    REFUSED = "refused"
    COMPLAINED = "complained"
    """Obeyed, with an error as answer."""
    HANGS = "hangs"
    """No answer, and no effect."""
    OBEYS_AND_HANGS = "obeys and hangs"


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer when nothing is left to do."""

    def __init__(self) -> None:
        """Start at zero."""
        self.now = 0.0
        super().__init__(_Jumper(self))

    @override
    def time(self) -> float:
        return self.now


class _Jumper(selectors.DefaultSelector):
    def __init__(self, loop: JumpingLoop) -> None:
        super().__init__()
        self._loop = loop

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout:
            self._loop.now += timeout
        return super().select(0 if timeout else timeout)


def in_jumping_time(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run something, in no time."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(coroutine)


class AnyDevice:
    """A switch that is on at first and obeys commands in the order of their coming."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Take up the service of its domain."""
        self.hass = hass
        self.weather = Weather.FINE
        self.lag = 0.0
        self.calls: list[str] = []
        self.at_once = 0
        self.state = "on"
        self.there = True
        self._free_at = 0.0
        self.write()
        for action in ("on", "off"):
            hass.services.async_register("switch", f"turn_{action}", self._obey)

    @callback
    def write(self) -> None:
        """Tell Home Assistant how the device is."""
        self.hass.states.async_set(
            ENTITY_ID, self.state if self.there else "unavailable"
        )

    @callback
    def come_or_go(self, there: bool) -> None:
        """Lose or find the device."""
        self.there = there
        self.write()

    def by_hand(self, state: str) -> None:
        """Let somebody switch the device."""
        self._set(state)

    def _set(self, state: str) -> None:
        self.state = state
        self.write()

    async def _obey(self, call: ServiceCall) -> None:
        state = call.service.removeprefix("turn_")
        self.calls.append(state)
        if not self.there:
            return
        weather = self.weather
        self.at_once += 1
        assert self.at_once == 1
        try:
            if weather in (
                Weather.FINE,
                Weather.COMPLAINED,
                Weather.OBEYS_AND_HANGS,
            ):
                self._later(self.lag, lambda: self._set(state))
            if weather in (Weather.HANGS, Weather.OBEYS_AND_HANGS):
                await asyncio.Event().wait()
            if weather in (Weather.REFUSED, Weather.COMPLAINED):
                raise RuntimeError(weather)
        finally:
            self.at_once -= 1

    def _later(self, lag: float, action: Callable[[], None]) -> None:
        """Act in order, after a lag."""
        loop = self.hass.loop
        if not lag and self._free_at < loop.time():
            action()
        else:
            self._free_at = max(self._free_at + 0.01, loop.time() + lag)
            loop.call_at(self._free_at, action)
