"""Somebody comes home: until the gates are shut and the cut calls are sent.

Plain Home Assistant does the job with an automation on the same state change, in the
two ways in which people write it: one action that names all switches, or an action
for each. A call counts when it arrives at the switch. Measured once more on a disk
that takes a while for each write.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.cut.assurance import Assurance
from custom_components.cloudcam_privacy.household.guard import Guard
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.household.rule_set import RuleSet
from custom_components.cloudcam_privacy.policy.mode import Mode
from tests.subentries import someone_home

from ..effort import Effort
from ..guarding import guard, rig_cameras
from ..house import Config, add_rig, home, rig_entity
from ..rows import Row

NAME: Final = "reaction"
SLOW_DISK: Final = "reaction_slow_disk"
DISK_SECONDS: Final = 0.1
"""What a write takes on the slow disk."""
GUARDED: Final = "person.guarded"
LIST: Final = "person.list"
EACH: Final = "person.each"
_PLAIN: Final = {LIST: "one action for all", EACH: "an action for each"}
_MILLI: Final = 1e6
_PAUSE: Final = 0.3
_LIMIT: Final = 60

type Times = dict[str, float]


def _switches(cameras: int, kind: str) -> list[str]:
    return [rig_entity("switch", number, kind) for number in range(cameras)]


def _automations(cameras: int) -> Config:
    def automation(person: str, targets: Iterable[Any]) -> dict[str, Any]:
        return {
            "id": person,
            "alias": person,
            "triggers": [{"trigger": "state", "entity_id": person, "to": "home"}],
            "actions": [
                {"action": "switch.turn_off", "target": {"entity_id": target}}
                for target in targets
            ],
        }

    switches = _switches(cameras, "plain")
    return {"automation": [automation(LIST, [switches]), automation(EACH, switches)]}


class Arrivals:
    """Have somebody come home, and note when what happened."""

    def __init__(
        self,
        hass: HomeAssistant,
        household: Household,
        log: Any,
        disk_seconds: float,
    ) -> None:
        """Take the guards of the household and the rig's log of calls."""
        self._disk_seconds = disk_seconds
        self._hass = hass
        self._guards = list(household.guards.values())
        self._log = log
        self._shut: list[int] = []
        self._checked = False
        self._writes: list[int] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note, within the context, when all gates are shut and when disks are done.

        The rules shut all of them at once: no frame passes any more. That it is so is
        looked at when the first cut is sent, which takes its time.
        """
        decide, cut = RuleSet.async_decide, Guard.async_cut
        write = Store._async_write_data  # noqa: SLF001

        def noting(rules: RuleSet) -> None:
            decide(rules)
            self._shut.append(perf_counter_ns())

        def checking(guard: Guard) -> None:
            if not self._checked and guard.decision.mode is Mode.PRIVATE:
                self._checked = True
                if not all(each.gate.mode is Mode.PRIVATE for each in self._guards):
                    raise RuntimeError("A cut was sent before the last gate was shut")
            cut(guard)

        async def writing(store: Store[Any], data: dict[str, Any]) -> None:
            await asyncio.sleep(self._disk_seconds)
            await write(store, data)
            if store.key == DOMAIN:
                self._writes.append(perf_counter_ns())

        with (
            patch.object(RuleSet, "async_decide", noting),
            patch.object(Guard, "async_cut", checking),
            patch.object(Store, "_async_write_data", writing),
        ):
            yield

    async def come(self, person: str) -> Times:
        """Return milliseconds from the state change to each thing that followed."""
        self._shut.clear()
        self._writes.clear()
        self._log.calls.clear()
        began = perf_counter_ns()
        self._hass.states.async_set(person, "home")
        step = perf_counter_ns()
        await _until(lambda: len(self._log.calls) >= len(self._guards))
        moments = {
            "first_call": self._log.calls[0][0],
            "last_call": self._log.calls[-1][0],
        }
        if person == GUARDED:
            await _until(lambda: self._all_show(Assurance.CONFIRMED))
            confirmed = perf_counter_ns()
            await _until(lambda: bool(self._writes))
            moments |= {
                "gates": self._shut[0],
                "disk": self._writes[0],
                "step": step,
                "confirmed": confirmed,
            }
        return {what: (moment - began) / _MILLI for what, moment in moments.items()}

    async def leave(self, person: str) -> None:
        """Have all as it was before."""
        self._hass.states.async_set(person, "not_home")
        if person == GUARDED:
            await _until(lambda: self._all_show(Assurance.OPEN))
        else:
            switches = _switches(len(self._guards), "plain")
            await self._hass.services.async_call(
                "switch", "turn_on", {"entity_id": switches}, blocking=True
            )
        await asyncio.sleep(_PAUSE)

    def _all_show(self, assurance: Assurance) -> bool:
        return all(each.assurance is assurance for each in self._guards)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_LIMIT):
        while not holds():  # noqa: ASYNC110  Nothing tells, and nothing may be slowed.
            await asyncio.sleep(0.001)


async def run(directory: Path, effort: Effort, size: int) -> list[Row]:
    """Measure with `size` cameras."""
    return await _measure(NAME, directory, effort, size, 0)


async def run_on_slow_disk(directory: Path, effort: Effort, size: int) -> list[Row]:
    """Measure with `size` cameras, on a slow disk."""
    return await _measure(SLOW_DISK, directory, effort, size, DISK_SECONDS)


async def _measure(
    name: str, directory: Path, effort: Effort, size: int, disk_seconds: float
) -> list[Row]:
    samples: dict[str, list[Times]] = {person: [] for person in (GUARDED, *_PLAIN)}
    async with home(directory, _automations(size)) as running:
        hass = running.hass
        for person in samples:
            hass.states.async_set(person, "not_home")
        rig = await add_rig(hass, size)
        entry = await guard(hass, [*rig_cameras(hass, size), someone_home(GUARDED)])
        arrivals = Arrivals(hass, entry.runtime_data, rig.runtime_data, disk_seconds)
        order = list(samples)
        with arrivals.watching():
            for number in range(-1, effort.arrivals):
                for person in order:
                    times = await arrivals.come(person)
                    if number >= 0:  # The first round warms up.
                        samples[person].append(times)
                    await arrivals.leave(person)
                order.reverse()
    return list(_rows(name, size, samples))


def _rows(name: str, size: int, samples: dict[str, list[Times]]) -> Iterator[Row]:
    def all_of(person: str, what: str) -> list[float]:
        return [times[what] for times in samples[person]]

    def ours(what: str) -> list[float]:
        return all_of(GUARDED, what)

    for person, how in _PLAIN.items():
        yield Row.paired(
            name,
            f"All gates shut; plain: first call sent ({how})",
            "ms",
            ours("gates"),
            all_of(person, "first_call"),
            size=size,
            at_most=0.3 if size == 100 and person == EACH else None,
        )
    for person, how in _PLAIN.items():
        yield Row.paired(
            name,
            f"All gates shut; plain: all calls sent ({how})",
            "ms",
            ours("gates"),
            all_of(person, "last_call"),
            size=size,
        )
    for person, how in _PLAIN.items():
        yield Row.paired(
            name,
            f"First cut call sent; plain: {how}",
            "ms",
            ours("first_call"),
            all_of(person, "first_call"),
            size=size,
            at_most=1 if person == EACH else None,
        )
    for person, how in _PLAIN.items():
        yield Row.paired(
            name,
            f"All cut calls sent; plain: {how}",
            "ms",
            ours("last_call"),
            all_of(person, "last_call"),
            size=size,
            at_most=1 if person == EACH else None,
        )
    yield Row.single(
        name,
        "Until it is on disk what was sent",
        "ms",
        ours("disk"),
        size=size,
    )
    yield Row.single(name, "All cuts confirmed", "ms", ours("confirmed"), size=size)
    yield Row.single(
        name, "Event loop held by the change", "ms", ours("step"), size=size
    )
