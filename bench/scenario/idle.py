"""What a household costs while nothing happens: processor time of the whole process.

Three processes run side by side: without a household, with an open one, with a
private one. Each has the same cameras.
"""

import asyncio
from pathlib import Path
from time import process_time
from typing import Final

from tests.subentries import someone_home

from ..effort import Effort
from ..guarding import guard, rig_cameras
from ..house import add_rig, home
from ..rows import Row

NAME: Final = "idle"
KINDS: Final = ("none", "open", "private")
_PERSON: Final = "person.anna"
_MILLI: Final = 1e3
_MINUTE: Final = 60
_CALM: Final = 20


async def samples(
    directory: Path, effort: Effort, kind: str, minutes: float
) -> list[float]:
    """Return the milliseconds of processor time in a minute, slice by slice."""
    slice_seconds = effort.idle_slice_seconds
    slices = max(round(minutes * _MINUTE / slice_seconds), 1)
    used = []
    async with home(directory, {}) as running:
        hass = running.hass
        hass.states.async_set(_PERSON, "home" if kind == "private" else "not_home")
        await add_rig(hass, effort.idle_cameras)
        if kind != "none":
            cameras = rig_cameras(hass, effort.idle_cameras)
            await guard(hass, [*cameras, someone_home(_PERSON)])
        await asyncio.sleep(min(_CALM, slice_seconds))
        for _ in range(slices):
            began = process_time()
            await asyncio.sleep(slice_seconds)
            used.append((process_time() - began) * _MILLI * _MINUTE / slice_seconds)
    return used


def rows(used: dict[str, list[float]]) -> list[Row]:
    """Return what the three processes amount to."""
    return [
        Row.unnoticed(
            NAME,
            f"Processor time in a minute, {words}; plain: no household",
            "ms",
            used[kind],
            used["none"],
        )
        for kind, words in (("open", "nobody home"), ("private", "somebody home"))
    ]
