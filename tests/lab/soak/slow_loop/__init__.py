"""A custom integration that does what none should: it blocks the event loop."""

import time

from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers.typing import ConfigType

BLOCKED = 1.5
"""Seconds for which nothing else runs, each time."""


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Offer an action that blocks."""

    @callback
    def block(call: ServiceCall) -> None:
        time.sleep(BLOCKED)

    hass.services.async_register("slow_loop", "block", block)
    return True
