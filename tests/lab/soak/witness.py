"""Whoever counts: what reaches the maker and the viewers, and whether it may."""

import asyncio
from collections import Counter
from contextlib import suppress
import time
from typing import Final

import aiohttp

from demo.marker import find_marks
from demo.processes import DemoError

from .house import House

GRACE: Final = 5.0
"""Seconds after somebody has come home in which the last uploads may end."""

PACE: Final = 0.5

TROUBLE: Final = (aiohttp.ClientError, AssertionError, DemoError, OSError, TimeoutError)


class Witness:
    """Looks all the time, at the maker's cloud and through the guarded cameras."""

    def __init__(self, house: House) -> None:
        """Count nothing yet."""
        self._house = house
        self._tasks: list[asyncio.Task[None]] = []
        self._private_since: float | None = None
        self.uploaded: Counter[str] = Counter()
        """Frames that reached the maker more than `GRACE` after the house was private."""
        self.last_upload: float | None = None
        """When the last of them was seen to have arrived."""
        self.shown: Counter[str] = Counter()
        """Frames that a viewer got though the house was private."""
        self.looks = 0

    def start(self) -> None:
        """Begin to look."""
        self._tasks = [
            asyncio.create_task(self._at_the_maker()),
            asyncio.create_task(self._through_the_guards()),
        ]

    async def stop(self) -> None:
        """Cease to look."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def expect_private(self, private: bool) -> None:
        """Begin to expect that nothing is seen, or cease to."""
        self._private_since = time.monotonic() if private else None

    def reset(self) -> None:
        """Count anew."""
        self.uploaded.clear()
        self.last_upload = None
        self.shown.clear()

    def _is_private(self, grace: float) -> bool:
        since = self._private_since
        return since is not None and time.monotonic() - since > grace

    async def _at_the_maker(self) -> None:
        before: dict[str, int] = {}
        while True:
            was_private = self._is_private(GRACE)
            with suppress(*TROUBLE):
                stats = await self._house.stats()
                for slug, numbers in stats.items():
                    frames = numbers["frames"]
                    if was_private and frames > before.get(slug, frames):
                        self.uploaded[slug] += frames - before[slug]
                        self.last_upload = time.monotonic()
                    before[slug] = frames
            await asyncio.sleep(PACE)

    async def _through_the_guards(self) -> None:
        while True:
            for camera in self._house.cameras:
                was_private = self._is_private(1.0)
                with suppress(*TROUBLE):
                    address = f"/api/camera_proxy/{camera.guarded}"
                    async with asyncio.timeout(15):
                        _, picture = await self._house.client.fetch(address)
                    self.looks += 1
                    if was_private and find_marks(picture) and self._is_private(1.0):
                        self.shown[camera.slug] += 1
                await asyncio.sleep(PACE / 4)
