"""What a state change costs the event loop, with few rules and with many.

The processor's time of the loop's thread, for everything that follows within a few
turns of the loop. Plain Home Assistant has a template binary sensor for each rule, and
one for each camera, which is on while any of the rules' entities is.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from time import thread_time_ns
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from tests.subentries import rule_subentry

from ..effort import Effort
from ..guarding import guard, rig_cameras
from ..house import Config, add_rig, home
from ..rows import Row

NAME: Final = "changes"
_CAMERAS: Final = 10
_TURNS: Final = 5
_MICRO: Final = 1e3
_BLOCKS: Final = 12
_MANY: Final = 1000


def _ours(number: int) -> str:
    return f"sensor.ours_{number}"


def _plain(number: int) -> str:
    return f"sensor.plain_{number}"


def _plain_any(number: int) -> str:
    return f"sensor.plain_any_{number}"


def _unrelated(number: int) -> str:
    return f"sensor.unrelated_{number}"


def _templates(rules: int) -> Config:
    def sensor(name: str, number: int, state: str) -> Config:
        unique_id = f"{name}_{number}"
        return {"name": unique_id, "unique_id": unique_id, "state": state}

    any_is_on = (
        f"{{{{ {[_plain_any(each) for each in range(rules)]}"
        " | select('is_state', 'on') | first is defined }}"
    )
    return {
        "template": {
            "binary_sensor": [
                *(
                    sensor("rule", each, f"{{{{ is_state('{_plain(each)}', 'on') }}}}")
                    for each in range(rules)
                ),
                *(sensor("camera", each, any_is_on) for each in range(_CAMERAS)),
            ]
        }
    }


class _Block:
    """Change states one after the other and tell what one change took."""

    def __init__(self, hass: HomeAssistant, rules: int, changes: int) -> None:
        self._hass = hass
        self._rules = rules
        self._changes = changes
        self._random = Random(1)

    async def take(self, name: Callable[[int], str], *states: str) -> float:
        """Return the microseconds of one change to each of the states in turn."""
        chosen = [self._random.randrange(self._rules) for _ in range(self._changes)]
        await asyncio.sleep(0.05)
        used = 0
        for number in chosen:
            for state in states:
                began = thread_time_ns()
                self._hass.states.async_set(name(number), state)
                for _ in range(_TURNS):
                    await asyncio.sleep(0)
                used += thread_time_ns() - began
        return used / len(chosen) / len(states) / _MICRO


async def run(directory: Path, effort: Effort, size: int) -> list[Row]:
    """Measure with `size` rules."""
    async with home(directory, _templates(size)) as running:
        hass = running.hass
        for number in range(size):
            for name in (_ours, _plain, _plain_any, _unrelated):
                hass.states.async_set(name(number), "off")
        await add_rig(hass, _CAMERAS)
        entry = await guard(
            hass,
            [
                *rig_cameras(hass, _CAMERAS, cut=False),
                *(
                    rule_subentry(
                        "activity", str(each), entities=[_ours(each)], states=["on"]
                    )
                    for each in range(size)
                ),
            ],
        )
        # More of them with few rules would count as rules that change themselves.
        block = _Block(hass, size, min(effort.changes, 2 * size))
        return [
            *await _relevant(block, size),
            await _unrelated_changes(hass, entry, block, size, effort.rounds),
        ]


async def _relevant(block: _Block, size: int) -> Iterable[Row]:
    """Change what a rule names: without effect on it, then with effect."""
    rows = []
    many = size >= _MANY
    for what, states, plain, at_most in (
        ("Change of a named entity that decides nothing", ("idle", "off"), _plain, 1),
        # With few rules it is the states that are written: eleven for each camera.
        (
            "Change that decides: every camera changes",
            ("on", "off"),
            _plain_any,
            1 if many else None,
        ),
    ):
        took: dict[Callable[[int], str], list[float]] = {_ours: [], plain: []}
        order = list(took)
        for _ in range(_BLOCKS):
            for name in order:
                took[name].append(await block.take(name, *states))
            order.reverse()
        rows.append(
            Row.paired(
                NAME,
                what,
                "µs",
                took[_ours],
                took[plain],
                size=size,
                at_most=at_most,
            )
        )
    return rows


async def _unrelated_changes(
    hass: HomeAssistant, entry: ConfigEntry[Any], block: _Block, size: int, rounds: int
) -> Row:
    """Change what no rule names, with the household and without it."""
    with_it, without = [], []
    for _ in range(rounds):
        with_it.append(await block.take(_unrelated, "on", "off"))
        await hass.config_entries.async_unload(entry.entry_id)
        without.append(await block.take(_unrelated, "on", "off"))
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
    return Row.unnoticed(
        NAME,
        "Change of an unrelated entity; plain: no household",
        "µs",
        with_it,
        without,
        size=size,
    )
