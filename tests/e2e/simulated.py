"""A simulated cloud camera and its maker's cloud, as processes, for tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import aiohttp

from .processes import Running, free_port, python, running

USER: Final = "admin"
PASSWORD: Final = "pa ss@word"
# How long something that is to happen soon may take on a busy machine, in seconds.
SOON: Final = 30


async def until[T](
    look: Callable[[], Awaitable[T]],
    happened: Callable[[T], bool],
    seconds: float = SOON,
) -> T:
    """Look again and again until something has happened; fails with what was seen."""
    seen: list[T] = []
    try:
        async with asyncio.timeout(seconds):
            while True:
                seen = [await look()]
                if happened(seen[0]):
                    return seen[0]
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"not within {seconds} s; seen last: {seen}") from None


@dataclass(frozen=True, slots=True)
class Cloud:
    """The maker's cloud."""

    url: str
    http: aiohttp.ClientSession

    async def stats(self) -> dict[str, Any]:
        """Return its numbers."""
        async with self.http.get(f"{self.url}/stats") as answer:
            numbers: dict[str, Any] = await answer.json()
            return numbers

    async def frames(self) -> int:
        """Return how many frames it has received."""
        count: int = (await self.stats())["frames"]
        return count

    async def receives(self, frames: int = 3) -> None:
        """Wait until so many more frames have come in."""
        before = await self.frames()
        await until(self.frames, lambda now: now >= before + frames)

    async def stays_quiet(self, seconds: float = 1) -> None:
        """Fail when a frame comes in within that time."""
        before = await self.frames()
        await asyncio.sleep(seconds)
        assert await self.frames() == before


@dataclass(frozen=True, slots=True)
class Camera:
    """The camera, from the home network's side."""

    port: int
    rtsp_port: int
    http: aiohttp.ClientSession
    process: Running

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def video(self) -> str:
        """Return the address of its video, log-in included."""
        login = f"{quote(USER)}:{quote(PASSWORD)}"
        return f"rtsp://{login}@127.0.0.1:{self.rtsp_port}/videoMain"

    async def state(self) -> dict[str, Any]:
        """Return all about it."""
        async with self.http.get(f"{self.url}/control") as answer:
            state: dict[str, Any] = await answer.json()
            return state

    async def control(self, **wanted: object) -> dict[str, Any]:
        """Change it, past all faults."""
        async with self.http.post(f"{self.url}/control", json=wanted) as answer:
            assert answer.status == 200, await answer.text()
            state: dict[str, Any] = await answer.json()
            return state

    async def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of something that needs the log-in."""
        login = aiohttp.encode_basic_auth(USER, PASSWORD)
        async with self.http.get(
            self.url + path, headers={"Authorization": login}
        ) as answer:
            return answer.status, await answer.read()


@asynccontextmanager
async def simulated_cloud(http: aiohttp.ClientSession) -> AsyncIterator[Cloud]:
    """Run a maker's cloud."""
    port = free_port()
    async with running(*python("demo.cloud", "--port", str(port))):
        yield Cloud(f"http://127.0.0.1:{port}", http)


@asynccontextmanager
async def simulated_camera(
    cloud: Cloud, http: aiohttp.ClientSession, name: str = "Living room"
) -> AsyncIterator[Camera]:
    """Run a camera that uploads to that cloud."""
    port, rtsp_port = free_port(), free_port()
    command = python(
        "demo.camera",
        *("--port", str(port), "--rtsp-port", str(rtsp_port)),
        *("--cloud", cloud.url, "--name", name, "--boot-seconds", "0.5"),
        *("--user", USER, "--password", PASSWORD),
    )
    async with running(*command) as process:
        yield Camera(port, rtsp_port, http, process)
