"""Privacy is raised while many watch: count the source's frames that still leave.

A frame counts when it is given to a connection, whoever reads it. Plain Home Assistant
does what it can: an automation switches the camera off, which goes on giving pictures
as Home Assistant's own demo camera does.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final
from unittest.mock import patch

from aiohttp import web
from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.policy.mode import Mode
from tests.subentries import someone_home

from ..effort import Effort
from ..guarding import camera, guard
from ..house import Config, add_rig, home, rig_entity
from ..looking import Viewer, guarded_entity
from ..picture import number_of
from ..rows import Row

NAME: Final = "raising"
_BEFORE: Final = 1
_AFTER: Final = 3
_WIDTH: Final = 640
_GUARDED: Final = "person.guarded"
_PLAIN: Final = "person.plain"
_SOURCE: Final = rig_entity("camera", 0)
_MILLI: Final = 1e6
_CONFIG: Final[Config] = {
    "automation": [
        {
            "alias": "Camera off",
            "triggers": [{"trigger": "state", "entity_id": _PLAIN, "to": "home"}],
            "actions": [
                {"action": "camera.turn_off", "target": {"entity_id": _SOURCE}}
            ],
        }
    ]
}


@contextmanager
def _counting() -> Iterator[list[int]]:
    """Note when a frame of the source is given to a connection."""
    given: list[int] = []
    write = web.StreamResponse.write

    async def noting(response: web.StreamResponse, data: Any) -> None:
        if number_of(bytes(data[:1000])) is not None:
            given.append(perf_counter_ns())
        await write(response, data)

    with patch.object(web.StreamResponse, "write", noting):
        yield given


async def run(directory: Path, effort: Effort) -> list[Row]:
    """Measure with many viewers, several times."""
    left: dict[str, list[float]] = {_GUARDED: [], _PLAIN: []}
    lasted: list[float] = []
    told: list[float] = []
    same_step: list[float] = []
    async with home(directory, _CONFIG) as running:
        hass = running.hass
        for person in left:
            hass.states.async_set(person, "not_home")
        await add_rig(hass, 1, width=_WIDTH)
        entry = await guard(hass, [camera(hass, _SOURCE), someone_home(_GUARDED)])
        (our,) = entry.runtime_data.guards.values()
        entities = {_GUARDED: guarded_entity(hass, our.camera_id), _PLAIN: _SOURCE}
        for _ in range(effort.rounds):
            for person, entity_id in entities.items():
                viewer = await Viewer.start(
                    running,
                    *("watch", "--seconds", str(_BEFORE + _AFTER + 1)),
                    *("--width", str(_WIDTH)),
                    *("--viewers", str(effort.live_viewers), entity_id),
                )
                await viewer.watching()
                with _counting() as given:
                    await asyncio.sleep(_BEFORE)
                    if not given:
                        raise RuntimeError("Nobody watches")
                    began = perf_counter_ns()
                    hass.states.async_set(person, "home")
                    shut = our.gate.mode is Mode.PRIVATE
                    await asyncio.sleep(_AFTER)
                after = [moment for moment in given if moment > began]
                left[person].append(len(after))
                seen = await viewer.answer()
                if person == _GUARDED:
                    same_step.append(shut)
                    told += _until_told(began, seen)
                    lasted.append(_last_frame(began, seen))
                await _restore(hass, person)
    return [
        Row.single(
            NAME,
            "Gate shut before the state change returns (1 is yes)",
            "",
            same_step,
            size=effort.live_viewers,
            at_least=1,
        ),
        Row.beside(
            NAME,
            f"Source frames given to connections in the {_AFTER} s after",
            "",
            left[_GUARDED],
            left[_PLAIN],
            size=effort.live_viewers,
            at_most=0,
        ),
        Row.single(
            NAME,
            "Until a viewer's last source frame, given before, had arrived",
            "ms",
            lasted,
            size=effort.live_viewers,
        ),
        Row.single(
            NAME,
            "Until a viewer saw that the camera is private",
            "ms",
            told,
            size=effort.live_viewers,
        ),
    ]


async def _restore(hass: HomeAssistant, person: str) -> None:
    """Open the camera again and leave no viewer behind."""
    hass.states.async_set(person, "not_home")
    await hass.services.async_call("camera", "turn_on", {"entity_id": _SOURCE})
    await asyncio.sleep(1)


def _until_told(began: int, seen: list[list[tuple[int | None, int]]]) -> list[float]:
    """Return for each viewer the milliseconds until a picture of another kind came."""
    return [
        min(moment for number, moment in viewer if number is None and moment > began)
        / _MILLI
        - began / _MILLI
        for viewer in seen
    ]


def _last_frame(began: int, seen: list[list[tuple[int | None, int]]]) -> float:
    """Return the milliseconds after which no viewer got a frame of the source."""
    last = max(
        moment for viewer in seen for number, moment in viewer if number is not None
    )
    return max(last - began, 0) / _MILLI
