"""Home Assistant starts anew while somebody is home and the cameras are powered on.

Until the gates are there, shut, and until the cuts are sent. Plain Home Assistant has an automation that runs at the start.
Milliseconds are since the process was started.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final
from unittest.mock import patch

from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.policy.mode import Mode
from tests.subentries import rule_subentry

from ..guarding import guard, rig_cameras
from ..house import RIG, Config, add_rig, home, rig_entity
from ..rows import Row

NAME: Final = "restart"
CAMERAS: Final = 10
_SOMEBODY: Final = "input_boolean.somebody_home"
_MILLI: Final = 1e6
_LIMIT: Final = 60


def _config(*, somebody_home: bool) -> Config:
    switches = [rig_entity("switch", each, "plain") for each in range(CAMERAS)]
    return {
        "input_boolean": {
            "somebody_home": {"name": "Somebody home", "initial": somebody_home}
        },
        "automation": [
            {
                "alias": "Off at the start",
                "triggers": [{"trigger": "homeassistant", "event": "start"}],
                "conditions": [
                    {"condition": "state", "entity_id": _SOMEBODY, "state": "on"}
                ],
                "actions": [
                    {"action": "switch.turn_off", "target": {"entity_id": switches}}
                ],
            }
        ],
    }


async def furnish(directory: Path) -> None:
    """Set up the household while nobody is home, and stop."""
    async with home(directory, _config(somebody_home=False)) as running:
        hass = running.hass
        await add_rig(hass, CAMERAS)
        activity = rule_subentry(
            "activity", "Home", entities=[_SOMEBODY], states=["on"]
        )
        await guard(hass, [*rig_cameras(hass, CAMERAS), activity])


@dataclass(slots=True)
class _Shut:
    """When the gates were there, and whether all were shut then."""

    when: int = 0
    all_private: bool = False


@contextmanager
def _watching() -> Iterator[_Shut]:
    """Note when the household has taken its first decisions."""
    shut = _Shut()
    start = Household.async_start

    async def noting(household: Household) -> None:
        await start(household)
        shut.when = perf_counter_ns()
        modes = {each.gate.mode for each in household.guards.values()}
        shut.all_private = modes == {Mode.PRIVATE}

    with patch.object(Household, "async_start", noting):
        yield shut


async def start(directory: Path, began: int) -> dict[str, float]:
    """Start with somebody home; return milliseconds since `began`."""
    with _watching() as shut:
        async with home(directory, _config(somebody_home=True)) as running:
            (rig,) = running.hass.config_entries.async_entries(RIG)
            calls = await _all_calls(rig.runtime_data)
    if not shut.all_private:
        raise RuntimeError("A gate was open")
    return {
        what: (moment - began) / _MILLI
        for what, moment in {
            "gates": shut.when,
            "ours": max(calls["guarded"]),
            "plain": max(calls["plain"]),
        }.items()
    }


async def _all_calls(log: Any) -> dict[str, list[int]]:
    """Return when each switch was told, for us and for plain Home Assistant."""
    async with asyncio.timeout(_LIMIT):
        while True:
            calls: dict[str, list[int]] = {"guarded": [], "plain": []}
            for moment, entity_id in log.calls:
                calls[entity_id.rpartition("_")[2]].append(moment)
            if all(len(moments) >= CAMERAS for moments in calls.values()):
                return calls
            await asyncio.sleep(0.01)


def rows(starts: list[dict[str, float]]) -> list[Row]:
    """Return what several starts amount to."""

    def each(what: str) -> list[float]:
        return [times[what] for times in starts]

    return [
        Row.paired(
            NAME,
            "From the start of the process: gates shut; plain: all calls sent",
            "ms",
            each("gates"),
            each("plain"),
            size=CAMERAS,
        ),
        Row.paired(
            NAME,
            "From the start of the process: all cut calls sent",
            "ms",
            each("ours"),
            each("plain"),
            size=CAMERAS,
            at_most=1,
        ),
    ]
