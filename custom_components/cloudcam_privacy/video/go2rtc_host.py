"""At which of our addresses go2rtc can fetch video, also if it runs on another machine."""

import asyncio
from ipaddress import ip_address
import logging
import socket
from typing import Final

from homeassistant.components.network import async_get_source_ip
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.network import is_loopback
from yarl import URL

from ..ha_internals.video import go2rtc_url

_LOGGER = logging.getLogger(__name__)

LOOPBACK: Final = "127.0.0.1"
LIMIT: Final = 5
"""Seconds that the name of go2rtc's machine may take to be resolved."""


async def async_host_for_go2rtc(hass: HomeAssistant) -> str:
    """Return the IP address of this machine that go2rtc can reach."""
    url = go2rtc_url(hass)
    host = URL(url).host if url else None
    if host is None:
        return LOOPBACK
    try:
        async with asyncio.timeout(LIMIT):
            found = await hass.loop.getaddrinfo(
                host, None, family=socket.AF_INET, type=socket.SOCK_STREAM
            )
            there = str(found[0][4][0])
            if is_loopback(ip_address(there)):
                return LOOPBACK
            return await async_get_source_ip(hass, there) or LOOPBACK
    except HomeAssistantError, OSError, TimeoutError, ValueError:
        _LOGGER.debug("The machine of go2rtc cannot be found", exc_info=True)
        return LOOPBACK
