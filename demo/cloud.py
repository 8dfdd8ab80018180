"""The simulated maker's cloud, as a process of its own: it keeps what cameras upload.

    python -m demo.cloud --port 8100

`/` is what the maker's staff can see and hear, `/stats` the same in numbers, and
`/latest/<camera>.jpg` the last frame of a camera.
"""

import argparse
import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
import math
from pathlib import Path
import time
from typing import Final
from urllib.parse import unquote

from aiohttp import web

from .serve import HOST, serve

PAGE: Final = Path(__file__).with_name("cloud.html")
# The rate is the mean over this many seconds.
RATE_SECONDS: Final = 2
# The history has one number of bytes for each of so many seconds past.
HISTORY_SECONDS: Final = 90
# After this many seconds without sound the level is 0.
LEVEL_SECONDS: Final = 1
LARGEST_FRAME: Final = 1 << 22
_NO_STORE: Final = {"Cache-Control": "no-store"}


@dataclass(slots=True)
class Tally:
    """Counts what has come in."""

    frames: int = 0
    bytes: int = 0
    last: datetime | None = None
    recent: deque[tuple[float, int]] = field(default_factory=deque)
    listened: float = 0
    """Seconds of sound."""
    heard: tuple[float, float] = (-math.inf, 0)
    """When sound came in last, and how loud it was."""

    def add(self, size: int, now: float) -> None:
        """Count a frame of that many bytes."""
        self.frames += 1
        self.bytes += size
        self.last = datetime.now(UTC)
        self.recent.append((now, size))
        while self.recent[0][0] < now - HISTORY_SECONDS - 1:
            self.recent.popleft()

    def listen(self, seconds: float, level: float, now: float) -> None:
        """Count so much sound."""
        self.listened += seconds
        self.heard = now, level

    def history(self, now: float) -> list[int]:
        """Return the bytes of each of the whole seconds past, the latest at the end."""
        seconds = [0] * HISTORY_SECONDS
        for when, size in self.recent:
            ago = int(now) - int(when)
            if 1 <= ago <= HISTORY_SECONDS:
                seconds[-ago] += size
        return seconds

    def stats(self, now: float) -> dict[str, object]:
        """Return the numbers: rate in bytes a second, age and listened in seconds.

        The level is from 0 to 1.
        """
        late = [size for when, size in self.recent if when > now - RATE_SECONDS]
        age = None
        if self.last is not None:
            age = round((datetime.now(UTC) - self.last).total_seconds(), 1)
        when, level = self.heard
        return {
            "frames": self.frames,
            "bytes": self.bytes,
            "last": self.last.isoformat() if self.last else None,
            "age": age,
            "rate": round(sum(late) / RATE_SECONDS),
            "listened": round(self.listened, 1),
            "level": level if when > now - LEVEL_SECONDS else 0,
        }


@dataclass(slots=True)
class Footage:
    """What the cloud has of one camera."""

    name: str
    latest: bytes = b""
    tally: Tally = field(default_factory=Tally)


class Cloud:
    """Takes in frames and shows them."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._total = Tally()
        self._cameras: dict[str, Footage] = {}

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application(client_max_size=LARGEST_FRAME)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/stats", self._stats),
                web.get("/latest/{camera}.jpg", self._latest),
                web.post("/upload/{camera}", self._upload),
            ]
        )
        return app

    async def _upload(self, request: web.Request) -> web.Response:
        """Take in a JPEG, and how loud it was; anything else is refused with 415."""
        frame = await request.read()
        if not frame.startswith(b"\xff\xd8"):
            return web.Response(status=415)
        try:
            heard = _heard(request)
        except ValueError:
            return web.Response(status=415)
        camera = request.match_info["camera"]
        name = unquote(request.headers.get("X-Camera-Name", camera))
        footage = self._cameras.setdefault(camera, Footage(name))
        footage.name, footage.latest = name, frame
        now = time.monotonic()
        footage.tally.add(len(frame), now)
        self._total.add(len(frame), now)
        if heard is not None:
            footage.tally.listen(*heard, now)
            self._total.listen(*heard, now)
        return web.Response(status=204)

    async def _stats(self, request: web.Request) -> web.Response:
        """Return the numbers, in all and for each camera."""
        now = time.monotonic()
        return web.json_response(
            {
                **self._total.stats(now),
                "history": self._total.history(now),
                "per_camera": {
                    camera: {"name": footage.name, **footage.tally.stats(now)}
                    for camera, footage in sorted(self._cameras.items())
                },
            },
            headers=_NO_STORE,
        )

    async def _latest(self, request: web.Request) -> web.Response:
        """Return the last frame of a camera."""
        footage = self._cameras.get(request.match_info["camera"])
        if footage is None:
            raise web.HTTPNotFound
        return web.Response(
            body=footage.latest, content_type="image/jpeg", headers=_NO_STORE
        )

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE, headers=_NO_STORE)


def _heard(request: web.Request) -> tuple[float, float] | None:
    """Return seconds of sound and its level, None without; raises ValueError."""
    if "X-Sound-Level" not in request.headers:
        return None
    seconds = float(request.headers.get("X-Sound-Seconds", "0"))
    level = float(request.headers["X-Sound-Level"])
    if not (0 <= seconds <= HISTORY_SECONDS and 0 <= level <= 1):
        raise ValueError("No sound is like that")
    return seconds, level


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.cloud", description="A simulated camera maker's cloud."
    )
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    address = f"http://{HOST}:{options.port}"
    asyncio.run(serve(Cloud().app(), options.port, address))


if __name__ == "__main__":
    main()
