"""The part of a simulated camera that sends its frames to the maker's cloud.

With the microphone on, each frame goes with how loud it was meanwhile.
"""

import asyncio
from contextlib import suppress
from typing import Final
from urllib.parse import quote

import aiohttp

from .device import Device
from .frames import Frame, Frames
from .picture import FRAMES_PER_SECOND
from .voice import Microphone

# One frame in so many is uploaded: five a second.
EVERY: Final = 3
UPLOAD_SECONDS: Final = 2
RETRY_SECONDS: Final = 1


class Uploader:
    """Uploads while the camera does; stops in the step in which the camera stops."""

    def __init__(
        self, device: Device, frames: Frames, microphone: Microphone, cloud: str
    ) -> None:
        """Prepare; `cloud` is the address of the maker's cloud."""
        self._device = device
        self._frames = frames
        self._microphone = microphone
        self._address = f"{cloud.rstrip('/')}/upload/{device.slug}"
        self._task: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self.frames = 0
        self.bytes = 0
        self.errors = 0

    def start(self) -> None:
        """Upload from now on, whenever the camera does."""
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=UPLOAD_SECONDS),
            headers={
                "Content-Type": "image/jpeg",
                "X-Camera-Name": quote(self._device.name),
            },
        )
        self._device.listen(self._follow)
        self._follow()

    async def stop(self) -> None:
        """Stop uploading for good."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._session is not None:
            await self._session.close()

    def _follow(self) -> None:
        if self._device.uploading and self._task is None:
            self._task = asyncio.create_task(self._run())
        elif not self._device.uploading and self._task is not None:
            # This also ends an upload that is under way.
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        while True:
            frame = await self._frames.next()
            if frame.number % EVERY:
                continue
            try:
                await self._send(frame)
            except aiohttp.ClientError, TimeoutError:
                self.errors += 1
                await asyncio.sleep(RETRY_SECONDS)

    async def _send(self, frame: Frame) -> None:
        assert self._session is not None
        headers = {}
        if self._device.settings["microphone"]:
            headers = {
                "X-Sound-Level": str(self._microphone.level(frame.seconds)),
                "X-Sound-Seconds": str(EVERY / FRAMES_PER_SECOND),
            }
        async with self._session.post(
            self._address, data=frame.jpeg, headers=headers
        ) as answer:
            answer.raise_for_status()
        self.frames += 1
        self.bytes += len(frame.jpeg)
