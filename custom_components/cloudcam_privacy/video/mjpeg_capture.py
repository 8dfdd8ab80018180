"""Tap the moving picture that a source camera would send to a browser.

A source that has a moving picture of its own offers it only as the answer to an
HTTP request. So it is given a request whose answer comes back to us.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import TYPE_CHECKING, Final, override

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import HttpVersion11, RawRequestMessage
from aiohttp.streams import EMPTY_PAYLOAD
from homeassistant.components.camera import Camera, Image
from homeassistant.core import HomeAssistant
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from ..const import DOMAIN
from .multipart import MultipartParser

QUEUE: Final = 4
"""Chunks that wait to be parsed before the source is made to wait."""

SILENCE: Final = 30
"""Seconds without a byte after which the source is taken for dead."""


def has_own_moving_picture(camera: Camera) -> bool:
    """Tell whether the camera sends more than a row of stills."""
    own = type(camera).handle_async_mjpeg_stream
    return own is not Camera.handle_async_mjpeg_stream


class _Writer(AbstractStreamWriter):
    """Take what would go to the browser."""

    def __init__(self) -> None:
        self.chunks: asyncio.Queue[bytes] = asyncio.Queue(QUEUE)

    @override
    async def write(self, chunk: bytes | bytearray | memoryview) -> None:
        await self.chunks.put(bytes(chunk))

    @override
    async def write_eof(self, chunk: bytes = b"") -> None:
        await self.chunks.put(chunk)

    @override
    async def drain(self) -> None:
        """Nothing is held back."""

    @override
    def enable_compression(
        self, encoding: str = "deflate", strategy: int | None = None
    ) -> None:
        """Pictures are compressed already."""

    @override
    def enable_chunking(self) -> None:
        """There is no connection to chunk for."""

    @override
    async def write_headers(self, status_line: str, headers: CIMultiDict[str]) -> None:
        """Each part has a head of its own."""


def _request(writer: _Writer) -> web.Request:
    """Return a plain GET whose answer goes to the writer."""

    async def nothing(_: web.BaseRequest) -> web.StreamResponse:
        raise web.HTTPNotFound

    task = asyncio.current_task()
    if TYPE_CHECKING:
        assert task is not None
    message = RawRequestMessage(
        method="GET",
        path="/",
        version=HttpVersion11,
        headers=CIMultiDictProxy(CIMultiDict()),
        raw_headers=(),
        should_close=True,
        compression=None,
        upgrade=False,
        chunked=False,
        url=URL("/"),
    )
    protocol = web.Server(nothing)()
    return web.Request(
        message, EMPTY_PAYLOAD, protocol, writer, task, asyncio.get_running_loop()
    )


async def async_capture_mjpeg(
    hass: HomeAssistant, camera: Camera
) -> AsyncGenerator[Image]:
    """Yield the frames of the camera's own moving picture until it ends.

    Raises ValueError if what it sends is broken, TimeoutError if it falls silent.
    """
    writer = _Writer()

    async def send() -> None:
        try:
            with suppress(Exception):  # Whatever the camera's integration raises.
                await camera.handle_async_mjpeg_stream(_request(writer))
        finally:
            writer.chunks.shutdown()

    sending = hass.async_create_background_task(send(), f"{DOMAIN} tap")
    parser = MultipartParser()
    try:
        while True:
            async with asyncio.timeout(SILENCE):
                chunk = await writer.chunks.get()
            for image in parser.feed(chunk):
                yield image
    except asyncio.QueueShutDown:
        return
    finally:
        sending.cancel()
        writer.chunks.shutdown(immediate=True)
