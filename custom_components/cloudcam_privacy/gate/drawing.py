"""Drawing and blurring, a few pictures at a time however many people ask."""

import asyncio
from collections.abc import Callable
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN

AT_ONCE: Final = 2
"""Pictures that are made at the same time: each may take up to 190 MB."""

_TURN: HassKey[asyncio.Semaphore] = HassKey(f"{DOMAIN}_drawing")


async def async_draw(hass: HomeAssistant, draw: Callable[[], bytes]) -> bytes:
    """Return what is drawn in the executor, when it is our turn; raise what it raises."""
    async with hass.data.setdefault(_TURN, asyncio.Semaphore(AT_ONCE)):
        return await hass.async_add_executor_job(draw)
