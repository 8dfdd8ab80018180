"""The frames of a simulated camera, drawn in real time while anyone gets them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from PIL import Image

from .device import Device
from .h264 import CLOCK
from .marker import Mark
from .picture import FRAMES_PER_SECOND, Picture

# How long a still waits for a frame, in seconds, after the camera woke.
FRAME_SECONDS = 1


class Frame:
    """One frame, in the forms in which it is sent."""

    def __init__(self, picture: Picture, number: int, image: Image.Image) -> None:
        """Keep the picture; it is encoded when somebody asks."""
        self._picture = picture
        self.number = number
        self.image = image

    @property
    def mark(self) -> Mark:
        """Return the mark in the frame's bytes."""
        return self._picture.mark(self.number)

    @property
    def seconds(self) -> float:
        """Return when the frame was taken, since the start of the camera."""
        return self.number / FRAMES_PER_SECOND

    @property
    def ticks(self) -> int:
        """Return when the frame was taken, in RTP ticks."""
        return self.number * CLOCK // FRAMES_PER_SECOND

    @cached_property
    def jpeg(self) -> bytes:
        """Return the frame as JPEG."""
        return self._picture.to_jpeg(self.image, self.number)


class Frames:
    """Draws frames in real time and hands each to all who wait for one."""

    def __init__(self, device: Device) -> None:
        """Prepare to draw what the camera sees."""
        self._device = device
        self._picture = Picture(device.name)
        self._next: asyncio.Future[Frame] | None = None
        self._listeners: list[Callable[[Frame], None]] = []
        self._task: asyncio.Task[None] | None = None
        self.drawn = 0

    def listen(self, listener: Callable[[Frame], None]) -> None:
        """Have something called with each frame."""
        self._listeners.append(listener)

    async def next(self) -> Frame:
        """Wait for the next frame; there may be none for as long as all is dark."""
        if self._next is None or self._next.done():
            self._next = asyncio.get_running_loop().create_future()
        return await asyncio.shield(self._next)

    def start(self) -> None:
        """Start to draw."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop drawing."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        while True:
            # Frame numbers follow the clock, so that those left out while dark, or
            # when the machine was busy, are gaps and not a slower picture.
            number = int((loop.time() - started) * FRAMES_PER_SECOND) + 1
            await asyncio.sleep(started + number / FRAMES_PER_SECOND - loop.time())
            if self._device.showing or self._device.uploading:
                self._draw(number)

    def _draw(self, number: int) -> None:
        image = self._picture.draw(
            number, datetime.now().astimezone(), self._device.figures
        )
        frame = Frame(self._picture, number, image)
        self.drawn += 1
        for listener in self._listeners:
            listener(frame)
        if self._next is not None and not self._next.done():
            self._next.set_result(frame)
