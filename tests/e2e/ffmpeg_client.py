"""An ffmpeg that was given an address and records, as HomeKit's does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import io
import time
from typing import Final

import av
from PIL import Image

from demo.marker import find_marks

FIRST_FRAME_SECONDS: Final = 45
# Longer than any mark, so that one is found that comes in two pieces.
_TAIL: Final = 100


class Recording:
    """What an ffmpeg has recorded, and when."""

    def __init__(self) -> None:
        """Begin without a frame."""
        self.video = bytearray()
        self.arrivals: dict[int, float] = {}
        """When each frame of the camera arrived (monotonic), by its number."""
        self._news = asyncio.Event()

    def add(self, chunk: bytes) -> None:
        """Take what came, in H.264."""
        now = time.monotonic()
        begin = max(0, len(self.video) - _TAIL)
        self.video += chunk
        for mark in find_marks(bytes(self.video[begin:])):
            self.arrivals.setdefault(mark.number, now)
        self._news.set()

    @property
    def last(self) -> float:
        """Return when the last frame arrived."""
        return max(self.arrivals.values())

    async def frames(self, count: int, seconds: float = FIRST_FRAME_SECONDS) -> None:
        """Wait for that many more frames."""
        wanted = len(self.arrivals) + count
        async with asyncio.timeout(seconds):
            while len(self.arrivals) < wanted:
                self._news.clear()
                await self._news.wait()

    def pictures(self) -> list[Image.Image]:
        """Return what a viewer saw: the video, decoded."""
        with av.open(io.BytesIO(self.video), "r", format="h264") as container:
            frames = container.decode(video=0)
            return [frame.to_image() for frame in frames]  # type: ignore[no-untyped-call]


@asynccontextmanager
async def recording(address: str, *options: str) -> AsyncIterator[Recording]:
    """Record in the context; `options` say how ffmpeg is to read the address."""
    process = await asyncio.create_subprocess_exec(
        *("ffmpeg", "-hide_banner", "-loglevel", "quiet", "-nostdin"),
        *(*options, "-i", address, "-map", "0:v:0", "-an", "-c:v", "copy"),
        *("-flush_packets", "1", "-f", "h264", "pipe:1"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    record = Recording()
    reading = asyncio.create_task(_read(process.stdout, record))
    try:
        yield record
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        await reading


async def _read(stdout: asyncio.StreamReader, record: Recording) -> None:
    while chunk := await stdout.read(1 << 16):
        record.add(chunk)


async def try_for(seconds: float, address: str) -> int:
    """Have ffmpeg try an address again and again; return the bytes that came of it."""
    received = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while True:
                async with recording(address) as record:
                    try:
                        with suppress(TimeoutError):
                            await record.frames(1, seconds=1)
                    finally:
                        received += len(record.video)
    return received
