"""Live frames of the source, pulled once however many people look."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
import re
from typing import Final

from homeassistant.components.camera import Image
from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..source.source import Source
from .mjpeg_capture import async_capture_mjpeg, has_own_moving_picture

RETRY: Final = 2
"""Seconds after which a source that broke off is asked again."""

LEAST_PAUSE: Final = 0.02
LONGEST_PAUSE: Final = 60
"""Seconds between two stills that a source asks for; it may say anything."""

_PICTURE_TYPE: Final = re.compile(r"image/[\w.+-]+")


def is_picture(image: Image) -> bool:
    """Tell whether the source at least says that it is one."""
    return bool(image.content and _PICTURE_TYPE.fullmatch(image.content_type))


class LiveFrames:
    """Pull the source while somebody looks, and hand each frame to everybody."""

    def __init__(self, hass: HomeAssistant, source: Source) -> None:
        """Prepare; nothing is pulled before somebody looks."""
        self._hass = hass
        self._source = source
        self._latest: Image | None = None
        self._news = asyncio.Event()
        self._lookers = 0
        self._pump: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def look(self) -> AsyncIterator[None]:
        """Keep the source pulled within the context."""
        self._lookers += 1
        if self._pump is None:
            self._pump = self._hass.async_create_background_task(
                self._run(), f"{DOMAIN} live"
            )
        try:
            yield
        finally:
            self._lookers -= 1
            if not self._lookers:
                self._pump.cancel()
                self._pump = None
                self._latest = None

    @callback
    def interrupt(self) -> None:
        """Drop the frame of before and wake everybody who waits for the next."""
        self._publish(None)

    async def next(self) -> Image | None:
        """Wait for the next frame; None when interrupted."""
        await self._news.wait()
        return self._latest

    @callback
    def _publish(self, image: Image | None) -> None:
        self._latest = image
        self._news.set()
        self._news = asyncio.Event()

    async def _run(self) -> None:
        while True:
            with suppress(Exception):  # Whatever the camera's integration raises.
                async with aclosing(self._frames()) as frames:
                    async for image in frames:
                        if is_picture(image):
                            self._publish(image)
            await asyncio.sleep(RETRY)

    async def _frames(self) -> AsyncGenerator[Image]:
        camera = self._source.entity
        if camera is not None and camera.is_on and has_own_moving_picture(camera):
            async with aclosing(async_capture_mjpeg(camera)) as frames:
                async for image in frames:
                    yield image
            return
        loop = self._hass.loop
        while camera is not None:
            asked_at = loop.time()
            yield await self._source.async_image()
            pause = camera.frame_interval
            pause = min(pause, LONGEST_PAUSE) if pause >= LEAST_PAUSE else LEAST_PAUSE
            await asyncio.sleep(asked_at + pause - loop.time())
