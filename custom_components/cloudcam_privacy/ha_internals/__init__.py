"""What we rely on that Home Assistant does not promise: all of it, and nowhere else.

Each reliance is checked when the household is set up. One that is not there any more
is not relied on, which costs something on the private side and never the camera, and is
told in one repair issue and in system health. What is given up is written beside each.

In browsers, `frontend/js/camera_stream.js` relies on two elements of Home Assistant's, for
cameras to come back on dashboards, and checks them there.
"""

from collections.abc import Awaitable, Callable, Mapping
import logging
from typing import Final

from homeassistant.core import HomeAssistant

from .assist import async_conversations_are_kept, async_sentences_are_recognized
from .reliance import MISSING, Reliance, missing
from .requests import async_mark_video_commands, async_request_is_found
from .tables import (
    async_dashboards_are_listed,
    async_entities_are_listed,
    async_stores_are_written,
)
from .video import (
    async_go2rtc_is_found,
    async_streams_are_listed,
    async_webrtc_is_told_apart,
)

_LOGGER = logging.getLogger(__name__)

_CHECKS: Final[Mapping[Reliance, Callable[[HomeAssistant], Awaitable[bool]]]] = {
    Reliance.VIDEO_COMMANDS: async_mark_video_commands,
    Reliance.SERVED_REQUEST: async_request_is_found,
    Reliance.NATIVE_WEBRTC: async_webrtc_is_told_apart,
    Reliance.STREAM_LIST: async_streams_are_listed,
    Reliance.SPOKEN_SENTENCES: async_sentences_are_recognized,
    Reliance.CONVERSATIONS: async_conversations_are_kept,
    Reliance.ENTITY_OBJECTS: async_entities_are_listed,
    Reliance.DASHBOARDS: async_dashboards_are_listed,
    Reliance.STORE_WRITES: async_stores_are_written,
    Reliance.GO2RTC_ADDRESS: async_go2rtc_is_found,
}


async def async_check_internals(hass: HomeAssistant) -> frozenset[Reliance]:
    """Check everything; return what is missing.

    Until all is checked again, what was missing before is not relied on.
    """
    found = set()
    for reliance, check in _CHECKS.items():
        try:
            is_there = await check(hass)
        except Exception:
            _LOGGER.debug("%s cannot be relied on", reliance, exc_info=True)
            is_there = False
        if not is_there:
            found.add(reliance)
    hass.data[MISSING] = frozenset(found)
    if found:
        _LOGGER.warning("Home Assistant has changed: no %s", ", ".join(sorted(found)))
    return missing(hass)
