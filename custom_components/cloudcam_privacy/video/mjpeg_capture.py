"""Take the moving picture that a source camera would send to a browser.

A source that has a moving picture of its own offers it only as the answer to an
HTTP request. So it is given a request whose answer comes back to us.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
import logging
from typing import Final

from aiohttp import web
from homeassistant.components.camera import Camera, Image
from homeassistant.helpers.http import current_request

from .in_memory_server import async_get
from .multipart import MAX_HEAD, MultipartParser

_LOGGER = logging.getLogger(__name__)

SILENCE: Final = 30
"""Seconds without a byte after which the source is taken for dead."""

_END_OF_HEAD: Final = b"\r\n\r\n"


def has_own_moving_picture(camera: Camera) -> bool:
    """Tell whether the camera sends more than a row of stills."""
    own = type(camera).handle_async_mjpeg_stream
    return own is not Camera.handle_async_mjpeg_stream


async def async_capture_mjpeg(camera: Camera) -> AsyncGenerator[Image]:
    """Yield the frames of the camera's own moving picture until it ends.

    Raises ValueError if what it sends is broken, TimeoutError if it falls silent.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        current_request.set(None)  # Whoever looks at us does not ask the source.
        try:
            response = await camera.handle_async_mjpeg_stream(request)
        except Exception as err:  # whatever the camera's integration raises
            _LOGGER.debug("The source's moving picture broke off", exc_info=True)
            raise web.HTTPBadGateway from err
        if response is None:
            raise web.HTTPBadGateway
        return response

    parser = MultipartParser()
    head: bytes | None = b""
    async with aclosing(async_get(answer)) as chunks:
        while True:
            try:
                async with asyncio.timeout(SILENCE):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                return
            if head is not None:
                head += chunk
                if _END_OF_HEAD not in head:
                    if len(head) > MAX_HEAD:
                        raise ValueError("Head of the answer is too long")
                    continue
                chunk, head = head.partition(_END_OF_HEAD)[2], None
            for image in parser.feed(chunk):
                yield image
