"""Let things happen in a test, without and with time passing."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_fire_time_changed


async def async_settle() -> None:
    """Let everything run that waits for nothing; what hangs goes on hanging."""
    for _ in range(40):
        await asyncio.sleep(0)


async def async_pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float, step: float = 1
) -> None:
    """Let time pass in steps, and let happen at each step what is due."""
    await async_settle()
    while seconds > 0:
        freezer.tick(timedelta(seconds=min(step, seconds)))
        async_fire_time_changed(hass)
        await async_settle()
        seconds -= step
