"""Kill Home Assistant at random moments, and count what each kill left.

python -m tests.lab.kills --times 200 --seed 1
"""

import argparse
import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess as Process
from pathlib import Path
from random import Random
import sys
import tempfile
import time
from typing import Final

from .house import DEVICES, run

SLOW_DISK: Final = 0.1
"""Seconds that a write takes on the slow disk."""

START_LIMIT: Final = 120

_FORK: Final = get_context("fork")
"""So that what takes long to import is imported once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left."""

    moment: str
    """Around what it was: a raise or a lowering, and on which disk."""
    by_hand: bool
    """Whether somebody had switched the first device off by hand."""
    devices: dict[str, tuple[str, str, bool]]
    """How each is, what is noted of it, and whether there is a repair issue."""

    @property
    def faults(self) -> list[str]:
        """Return what must not be."""
        faults = []
        for number, (device, (truth, _, told)) in enumerate(self.devices.items()):
            if number == 0 and self.by_hand:
                if truth == "on":
                    faults.append(f"{device} was put back, though a person had set it")
            elif truth == "off" and not told:
                faults.append(f"{device} is off and nobody was told")
        return faults


def kill_once(random: Random, around: str, disk: float) -> Outcome:
    """Kill a household around a raise or a lowering, and let it recover."""
    with tempfile.TemporaryDirectory() as directory:
        by_hand = _live(Path(directory), random, around, disk)
        process, told = _start(Path(directory), "recover", random, disk)
        if not told.poll(START_LIMIT):
            raise RuntimeError("It does not start again")
        devices = told.recv()
        process.join(START_LIMIT)
    return Outcome(f"{around}, {'slow' if disk else 'fast'} disk", by_hand, devices)


def _live(directory: Path, random: Random, around: str, disk: float) -> bool:
    """Run until it is time to kill; tell whether somebody had switched by hand."""
    rounds, by_hand = random.randrange(2), False
    process, told = _start(directory, "live", random, disk)
    while rounds >= 0:
        if not told.poll(START_LIMIT):
            raise RuntimeError("It does not start")
        now = told.recv()
        by_hand |= now == "by hand"
        rounds -= now == around
    time.sleep(random.uniform(0, 0.06 + 4 * disk))
    process.kill()
    process.join()
    with suppress(EOFError):
        while told.poll():
            by_hand |= told.recv() == "by hand"
    return by_hand


def _start(
    directory: Path, what: str, random: Random, disk: float
) -> tuple[Process, Connection]:
    told, tell = _FORK.Pipe(duplex=False)
    seed = random.randrange(10**9)
    process = _FORK.Process(target=_run, args=(directory, what, seed, disk, tell))
    process.start()
    tell.close()
    return process, told


def _run(directory: Path, what: str, seed: int, disk: float, tell: Connection) -> None:
    asyncio.run(run(directory, what, Random(seed), disk, tell.send))


def main() -> int:
    """Kill as often as asked for, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.lab.kills")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    random = Random(options.seed)
    faults, count = 0, Counter[tuple[str, str]]()
    for number in range(options.times):
        around = ("raise", "lower")[number % 2]
        outcome = kill_once(random, around, SLOW_DISK if number % 4 > 1 else 0)
        left = [told for truth, _, told in outcome.devices.values() if truth == "off"]
        count[outcome.moment, "kills"] += 1
        count[outcome.moment, "devices back"] += DEVICES - len(left)
        count[outcome.moment, "left with a repair issue"] += sum(left)
        count[outcome.moment, "set by a person, and left"] += outcome.by_hand
        for fault in outcome.faults:
            faults += 1
            print(f"FAULT {number} ({outcome.moment}): {fault} {outcome}", flush=True)
    for (moment, what), times in sorted(count.items()):
        print(f"{moment}: {what}: {times}")
    print(f"{options.times} kills, {faults} faults")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
