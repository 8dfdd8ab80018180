"""One call of an action that reaches several of our entities: the more private wins.

Home Assistant calls the entities of a target one after the other, in the order of a
set. Whatever raises a camera's privacy in the course of a call wins over whatever lowers
it in the same call. Calls are told apart by the events that announce them: two steps of a
script have the same context, but an event each.
"""

import asyncio
from collections.abc import Hashable, Iterable
from typing import Final

from homeassistant.const import ATTR_DOMAIN, EVENT_CALL_SERVICE
from homeassistant.core import (
    CALLBACK_TYPE,
    DOMAIN as HOMEASSISTANT_DOMAIN,
    Context,
    Event,
    HomeAssistant,
    callback,
)

LASTS: Final = 5
"""Seconds for which a call is remembered; it reaches its entities at once."""


async def async_hear_events() -> None:
    """Let the events that are being told now be heard before something is judged.

    Then what raises in the same call comes first, so that no camera is opened in
    between, and an automation whose run has begun in this moment is known.
    """
    await asyncio.sleep(0)


class _Call:
    """A call that is under way."""

    def __init__(self, began: float, of_several_domains: bool) -> None:
        """Begin, without anything raised."""
        self.began = began
        self.of_several_domains = of_several_domains
        self.raised: set[Hashable] = set()


class CallTracker:
    """Know which requests belong to the same call."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know no call until `async_start`."""
        self._hass = hass
        self._calls: dict[str, _Call] = {}

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Begin to hear of calls; return what ends it."""
        return self._hass.bus.async_listen(EVENT_CALL_SERVICE, self._called)

    @callback
    def _called(self, event: Event) -> None:
        """Take note of a call; `homeassistant.turn_off` calls one of each domain."""
        now = self._hass.loop.time()
        while self._calls:
            oldest = next(iter(self._calls))
            if now - self._calls[oldest].began < LASTS:
                break
            del self._calls[oldest]
        of_several = event.data[ATTR_DOMAIN] == HOMEASSISTANT_DOMAIN
        before = self._calls.get(event.context.id)
        if before is not None and before.of_several_domains and not of_several:
            return
        self._calls.pop(event.context.id, None)
        self._calls[event.context.id] = _Call(now, of_several)

    def concerned[T: Hashable](
        self, context: Context, cameras: Iterable[T], *, lowers: bool
    ) -> list[T]:
        """Return the cameras that a request may move, and take note of a raise.

        A lowering moves none that the same call has raised.
        """
        chosen = list(cameras)
        if (call := self._calls.get(context.id)) is None:
            return chosen
        if lowers:
            return [camera for camera in chosen if camera not in call.raised]
        call.raised.update(chosen)
        return chosen
