"""The HTTP camera, its entities and those who look at them, for the scenarios."""

import asyncio
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json
from pathlib import Path
import sys
from types import MappingProxyType
from typing import Any

import aiohttp
from homeassistant.config_entries import SOURCE_USER, ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.cloudcam_privacy.const import DOMAIN
from demo.processes import ROOT, Child
from demo.serve import HOST

from .house import Home, any_port


@asynccontextmanager
async def http_camera(
    log: Path, rate: float = 25, width: int = 1280
) -> AsyncIterator[str]:
    """Run a camera within the context; give its address."""
    port = any_port()
    child = Child("The camera", log)
    await child.start(
        *(sys.executable, "-m", "bench.camera", "--port", str(port)),
        *("--rate", str(rate), "--width", str(width)),
    )
    url = f"http://{HOST}:{port}"
    try:
        await child.ready(f"{url}/told")
        yield url
    finally:
        await child.stop()


async def told(url: str) -> dict[str, int]:
    """Return how often the camera was asked, and the most at once since last told."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}/told") as answer:
        counts: dict[str, int] = await answer.json()
        return counts


async def add_http_camera(
    hass: HomeAssistant, url: str, name: str, still_delay: float = 0
) -> str:
    """Add the camera with Home Assistant's own `mjpeg`; return its entity id.

    A still takes `still_delay` seconds.
    """
    entry: ConfigEntry[Any] = ConfigEntry(
        data={},
        discovery_keys=MappingProxyType({}),
        domain="mjpeg",
        minor_version=1,
        options={
            "authentication": "basic",
            "mjpeg_url": f"{url}/stream.mjpg",
            "password": "",
            "still_image_url": f"{url}/still.jpg?delay={still_delay}",
            "username": None,
            "verify_ssl": False,
        },
        source=SOURCE_USER,
        subentries_data=None,
        title=name,
        unique_id=None,
        version=1,
    )
    await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    return f"camera.{name}"


def guarded_entity(hass: HomeAssistant, camera_id: str) -> str:
    """Return the guarded camera of a subentry."""
    registry = er.async_get(hass)
    found = registry.async_get_entity_id("camera", DOMAIN, f"{camera_id}_guarded")
    if found is None:
        raise LookupError(camera_id)
    return found


class Viewer:
    """A process that looks."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take over the process."""
        assert process.stdout is not None
        self._process = process
        self._lines = process.stdout

    @classmethod
    async def start(cls, home: Home, job: str, *arguments: str) -> Viewer:
        """Start to do a job; `arguments` are options and entity ids."""
        views = {"stills": "camera_proxy", "watch": "camera_proxy_stream"}
        words = [
            f"{home.url}/api/{views[job]}/{word}" if "camera." in word else word
            for word in arguments
        ]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.viewer", job, "--token", home.token),
            *words,
            cwd=ROOT,
            stdout=PIPE,
            limit=1 << 28,
        )
        return cls(process)

    async def watching(self) -> None:
        """Wait until every viewer has got a frame."""
        await self._lines.readuntil(b"watching\n")

    async def answer(self) -> Any:
        """Return what was seen."""
        lines = (await self._lines.read()).splitlines()
        if await self._process.wait():
            raise RuntimeError("The viewer failed")
        return json.loads(lines[-1])
