"""Video of the source for the guarded camera, checked with every request."""

import asyncio
from typing import override

from aiohttp import web
from homeassistant.components.camera import async_get_stream_source
from homeassistant.components.camera.const import CAMERA_STREAM_SOURCE_TIMEOUT
from homeassistant.components.camera.prefs import (
    DynamicStreamSettings,
    get_dynamic_camera_stream_settings,
)
from homeassistant.components.stream import Stream, create_stream
from homeassistant.components.stream.const import ATTR_STREAMS, DOMAIN as STREAM_DOMAIN
from homeassistant.core import HomeAssistant

from ..policy.mode import Answer
from ..source import Source
from .gate import Gate
from .requester import of_hls


class GuardedStream(Stream):
    """A stream whose address is no free pass.

    Home Assistant gives all viewers one address that is good for whoever has it, and
    starts the stream at each request for a piece of it. That is where we ask again:
    whether the stream has been ended, and who is at the other end.
    """

    gate: Gate
    ended = False

    @override
    async def start(self) -> None:
        if self.ended:
            raise web.HTTPGone
        requester = of_hls(self.hass, self.access_token or "")
        if requester and self.gate.answer(requester.destination) is not Answer.LIVE:
            raise web.HTTPForbidden
        await super().start()

    async def async_end(self) -> None:
        """End the stream for good, and let nobody wait for its next piece.

        Address and outputs go in the step of the call.
        """
        self.ended = True
        self.source = ""
        self.hass.data[STREAM_DOMAIN][ATTR_STREAMS].remove(self)
        for output in self.outputs().values():
            output.cleanup()
        await self.stop()


async def async_open_stream(
    hass: HomeAssistant, source: Source, gate: Gate, label: str
) -> GuardedStream | None:
    """Return a stream of the source, or None if it offers no video.

    The stream is our own, so that it can be ended without a word of the source, and
    never preloaded: it lives while somebody watches. Raises what the source raises.
    """
    if (camera := source.entity) is None or not source.can_stream:
        return None
    async with asyncio.timeout(CAMERA_STREAM_SOURCE_TIMEOUT):
        address = await async_get_stream_source(hass, camera.entity_id)
    if not address:
        return None
    settings = await get_dynamic_camera_stream_settings(hass, camera.entity_id)
    return _guarded(
        create_stream(
            hass,
            address,
            options=camera.stream_options,
            dynamic_stream_settings=DynamicStreamSettings(
                orientation=settings.orientation
            ),
            stream_label=label,
        ),
        gate,
    )


def _guarded(plain: Stream, gate: Gate) -> GuardedStream:
    """Return a guarded stream in the place of a plain one that has not started."""
    stream = GuardedStream(
        plain.hass,
        plain.source,
        pyav_options=plain.pyav_options,
        stream_settings=plain._stream_settings,  # noqa: SLF001
        dynamic_stream_settings=plain.dynamic_stream_settings,
        stream_label=plain._stream_label,  # noqa: SLF001
    )
    stream.gate = gate
    streams = plain.hass.data[STREAM_DOMAIN][ATTR_STREAMS]
    streams[streams.index(plain)] = stream
    return stream
