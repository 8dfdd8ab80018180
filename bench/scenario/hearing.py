"""A piece of video through the gate, with its sound and without, beside the source's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import sys
from time import process_time
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import SOURCE_USER, ConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN
from demo.house.client import Client
from demo.house.player import Player
from demo.processes import Child
from demo.serve import HOST

from ..effort import Effort
from ..guarding import camera, guard
from ..house import Home, any_port, home
from ..looking import Viewer, guarded_entity
from ..rows import Row

NAME: Final = "hearing"
_SOURCE: Final = "camera.hearing"
_MILLI: Final = 1e6
_SECOND: Final = 1e9


@asynccontextmanager
async def _camera(log: Path) -> AsyncIterator[str]:
    """Run a camera with picture and sound within the context; give its address."""
    port, rtsp_port = any_port(), any_port()
    child = Child("The camera", log)
    await child.start(
        *(sys.executable, "-m", "demo.camera", "--port", str(port)),
        *("--rtsp-port", str(rtsp_port), "--cloud", f"http://{HOST}:{any_port()}"),
    )
    try:
        await child.ready(f"http://{HOST}:{port}/control")
        yield f"rtsp://{HOST}:{rtsp_port}/videoMain"
    finally:
        await child.stop()


async def _add(running: Home, address: str) -> None:
    """Add the camera with Home Assistant's `generic`."""
    entry: ConfigEntry[Any] = ConfigEntry(
        data={},
        discovery_keys=MappingProxyType({}),
        domain="generic",
        minor_version=1,
        options={
            "stream_source": address,
            "content_type": "image/jpeg",
            "advanced": {
                "framerate": 2,
                "verify_ssl": False,
                "rtsp_transport": "tcp",
                "authentication": "basic",
            },
        },
        source=SOURCE_USER,
        subentries_data=None,
        title=NAME,
        unique_id=None,
        version=2,
    )
    await running.hass.config_entries.async_add(entry)
    await running.hass.async_block_till_done()


async def run(directory: Path, effort: Effort) -> list[Row]:
    """Measure with sound, and muted."""
    log = directory.with_suffix(".camera.log")
    async with _camera(log) as address, home(directory, {}) as running:
        await _add(running, address)
        entry = await guard(running.hass, [camera(running.hass, _SOURCE)])
        (camera_id,) = entry.subentries
        guarded = guarded_entity(running.hass, camera_id)
        client = Client(running.url, running.token)
        try:
            rows = await _rows(running, client, guarded, "with sound", effort)
            await client.action(f"{DOMAIN}.mute", entity_id=guarded)
            rows += await _rows(running, client, guarded, "muted", effort)
        finally:
            await client.close()
    return rows


async def _rows(
    running: Home, client: Client, guarded: str, what: str, effort: Effort
) -> list[Row]:
    """Read a segment of each again and again: how long, and how much work it is."""
    both = (_SOURCE, guarded)
    players = {entity_id: await Player.open(client, entity_id) for entity_id in both}
    took: dict[str, list[float]] = {entity_id: [] for entity_id in both}
    work: dict[str, list[float]] = {entity_id: [] for entity_id in both}
    order = list(both)
    for _ in range(effort.rounds):
        for entity_id in order:
            player = players[entity_id]
            url = player.url(await player.next_address())
            used = process_time()
            pairs = ("--pairs", str(effort.stills))
            viewer = await Viewer.start(running, "stills", *pairs, url)
            (times,) = await viewer.answer()
            used = process_time() - used
            took[entity_id] += [each / _MILLI for each in times]
            work[entity_id].append(used / len(times) * _SECOND / _MILLI)
        order.reverse()
    return [
        Row.paired(
            NAME, f"A piece of video, {what}", "ms", took[guarded], took[_SOURCE]
        ),
        Row.paired(
            NAME,
            f"Processor time of a piece and viewer, {what}",
            "ms",
            work[guarded],
            work[_SOURCE],
        ),
    ]
