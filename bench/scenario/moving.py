"""A moving JPEG through the gate, beside the source camera's own."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from ..effort import Effort
from ..guarding import camera, guard, unguard
from ..house import Home, home
from ..looking import Viewer, add_http_camera, guarded_entity, http_camera, told
from ..rows import Row

NAME: Final = "moving"
RATE: Final = 25
_SLOW: Final = 5
_SMALL: Final = 640
_SETTLE: Final = 2.5
_MICRO: Final = 1e6
_NANO: Final = 1e9


@dataclass(frozen=True, slots=True)
class _Pair:
    """A source camera and the guarded camera before it."""

    running: Home
    source: str
    guarded: str

    @property
    def both(self) -> tuple[str, str]:
        """Return the two entities, ours last."""
        return self.source, self.guarded


async def _guard(running: Home, name: str, url: str) -> _Pair:
    hass = running.hass
    source = await add_http_camera(hass, url, name)
    entry = await guard(hass, [camera(hass, source)])
    (camera_id,) = entry.subentries
    return _Pair(running, source, guarded_entity(hass, camera_id))


async def run(directory: Path, effort: Effort) -> list[Row]:
    """Measure rate, bytes, cost and how often the source is pulled."""
    log = directory.with_suffix(".camera.log")
    async with home(directory, {}) as running:
        async with http_camera(log, RATE) as url:
            pair = await _guard(running, "usual", url)
            rows = [*await _rate(pair, effort), await _cost(pair, effort)]
        await unguard(running.hass)
        async with http_camera(log, _SLOW, width=_SMALL) as url:
            pair = await _guard(running, "small", url)
            rows.append(await _pulls(pair, url, effort))
    return rows


async def _rate(pair: _Pair, effort: Effort) -> list[Row]:
    """Watch both at the same time, several times; tell the rate and the bytes."""
    plain: list[float] = []
    ours: list[float] = []
    strange = 0
    for _ in range(effort.rounds):
        seconds = ("--seconds", str(effort.watch_seconds))
        viewer = await Viewer.start(pair.running, "watch", *seconds, *pair.both)
        for seen, rates in zip(await viewer.answer(), (plain, ours), strict=True):
            rates.append(_frames_per_second(seen))
            strange += sum(number is None for number, _ in seen)
    return [
        Row.paired(
            NAME,
            "Frames a second, both watched at the same time",
            "1/s",
            ours,
            plain,
            at_least=0.99,
        ),
        Row.single(
            NAME, "Frames that differ from the source's", "", [strange], at_most=0
        ),
    ]


def _frames_per_second(seen: list[tuple[int, int]]) -> float:
    """Return the rate of different frames; the first may come twice."""
    frames = dict(reversed(seen))
    moments = sorted(frames.values())
    return (len(moments) - 1) / (moments[-1] - moments[0]) * _NANO


async def _cost(pair: _Pair, effort: Effort) -> Row:
    """Have a few watch one, then the other; tell the processor's time for a frame."""
    took: dict[str, list[float]] = {entity_id: [] for entity_id in pair.both}
    order = list(took)
    for _ in range(effort.rounds):
        for entity_id in order:
            viewer = await Viewer.start(
                pair.running,
                *("watch", "--seconds", str(effort.watch_seconds)),
                *("--viewers", str(effort.few_viewers), entity_id),
            )
            await viewer.watching()
            began, used = perf_counter(), process_time()
            await asyncio.sleep(effort.watch_seconds * 0.8)
            used = process_time() - used
            frames = RATE * effort.few_viewers * (perf_counter() - began)
            await viewer.answer()
            took[entity_id].append(used / frames * _MICRO)
        order.reverse()
    return Row.paired(
        NAME,
        "Processor time of a frame and viewer",
        "µs",
        took[pair.guarded],
        took[pair.source],
        size=effort.few_viewers,
    )


async def _pulls(pair: _Pair, url: str, effort: Effort) -> Row:
    """Count the connections to the camera while many watch one, then the other."""
    most: dict[str, list[float]] = {entity_id: [] for entity_id in pair.both}
    for entity_id, counts in most.items():
        await told(url)
        viewer = await Viewer.start(
            pair.running,
            *("watch", "--seconds", "1", "--width", str(_SMALL)),
            *("--viewers", str(effort.viewers), entity_id),
        )
        await viewer.watching()
        await viewer.answer()
        counts.append((await told(url))["most_watching"])
        await asyncio.sleep(_SETTLE)
    return Row.paired(
        NAME,
        "Connections to the camera",
        "",
        most[pair.guarded],
        most[pair.source],
        size=effort.viewers,
        at_most=1 / effort.viewers,
    )
