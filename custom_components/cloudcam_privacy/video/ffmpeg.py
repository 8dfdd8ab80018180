"""Where ffmpeg is, which carries sealed video; a camera is guarded without it too."""

import asyncio
import logging
from typing import Final

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.importlib import async_import_module
from homeassistant.setup import async_setup_component

from ..source.errors import no_video

_LOGGER = logging.getLogger(__name__)

FFMPEG: Final = "ffmpeg"
LIMIT: Final = 20
"""Seconds that the set-up of ffmpeg may take."""


async def async_ffmpeg(hass: HomeAssistant) -> str:
    """Return the path of ffmpeg; raise HomeAssistantError if it cannot be set up.

    Set up when it is needed: as a dependency it would take us down where it fails.
    """
    if not await _async_set_up(hass):
        _LOGGER.debug("No sealed video: ffmpeg is not set up")
        raise no_video()
    module = await async_import_module(hass, f"homeassistant.components.{FFMPEG}")
    return str(module.get_ffmpeg_manager(hass).binary)


async def _async_set_up(hass: HomeAssistant) -> bool:
    """Set it up, unless it is yet to be, with its own settings, while we start."""
    if FFMPEG in hass.config.components:
        return True
    if hass.state is not CoreState.running:
        return False
    try:
        async with asyncio.timeout(LIMIT):
            return await async_setup_component(hass, FFMPEG, {})
    except HomeAssistantError, TimeoutError:
        _LOGGER.debug("ffmpeg could not be set up", exc_info=True)
        return False
