"""A still through the gate, beside the source camera's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter_ns
from typing import Final

from homeassistant.components.camera import async_get_image

from ..effort import Effort
from ..guarding import camera, guard
from ..house import Home, add_rig, home, rig_entity
from ..looking import Viewer, add_http_camera, guarded_entity, http_camera
from ..rows import Row

NAME: Final = "stills"
_MILLI: Final = 1e6
_HTTP: Final = {"usual": 0.02, "quick": 0.0}
"""Cameras over HTTP and the seconds that each takes for a still; most take longer."""

_USUAL: Final = "camera.usual"
_SOURCES: Final = {
    _USUAL: "camera over HTTP that takes 20 ms",
    "camera.quick": "camera over HTTP that takes no time",
    rig_entity("camera", 0): "camera that answers at once",
}


@asynccontextmanager
async def _house(directory: Path) -> AsyncIterator[tuple[Home, dict[str, str]]]:
    """Give a home, and the guarded camera of each source."""
    log = directory.with_suffix(".camera.log")
    async with http_camera(log) as url, home(directory, {}) as running:
        hass = running.hass
        await add_rig(hass, 1)
        for name, delay in _HTTP.items():
            await add_http_camera(hass, url, name, delay)
        entry = await guard(hass, [camera(hass, source) for source in _SOURCES])
        guarded = [guarded_entity(hass, each) for each in entry.subentries]
        yield running, dict(zip(_SOURCES, guarded, strict=True))


async def run(directory: Path, effort: Effort) -> list[Row]:
    """Measure in process and over HTTP."""
    rows: list[Row] = []
    async with _house(directory) as (running, guarded):
        for source, ours in guarded.items():
            plain_took, ours_took = await _in_process(running, source, ours, effort)
            rows.append(
                Row.paired(
                    NAME,
                    f"In process, {_SOURCES[source]}",
                    "ms",
                    ours_took,
                    plain_took,
                    at_most=1.05 if source == _USUAL else None,
                )
            )
        for source, ours in guarded.items():
            pairs = ("--pairs", str(effort.stills))
            viewer = await Viewer.start(running, "stills", *pairs, source, ours)
            plain_took, ours_took = (
                [each / _MILLI for each in took] for took in await viewer.answer()
            )
            rows.append(
                Row.paired(
                    NAME,
                    f"Over HTTP, {_SOURCES[source]}",
                    "ms",
                    ours_took,
                    plain_took,
                    at_most=1.02 if source == _USUAL else None,
                )
            )
    return rows


async def _in_process(
    running: Home, source: str, guarded: str, effort: Effort
) -> tuple[list[float], list[float]]:
    took: dict[str, list[float]] = {source: [], guarded: []}
    order = list(took)
    for number in range(-2, effort.stills):
        for entity_id in order:
            began = perf_counter_ns()
            await async_get_image(running.hass, entity_id)
            if number >= 0:
                took[entity_id].append((perf_counter_ns() - began) / _MILLI)
        order.reverse()
    return took[source], took[guarded]
