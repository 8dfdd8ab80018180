"""Run a household for a while, with one fault after the other, and write a table.

python -m tests.lab.soak --minutes 30 --cameras 10 --seed 1 --write docs/development/lab.md
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
import os
from pathlib import Path
from random import Random
import signal
import tempfile
import time
from typing import Final

from .clocked import ClockedHomeAssistant
from .faults import FAULTS, Fault
from .house import House
from .row import Row
from .table import write
from .witness import TROUBLE, Witness

SURE: Final = ("confirmed", "verified")
BACK_SECONDS: Final = 120
"""Seconds in which every camera is expected back after everybody has left."""

SURE_SECONDS: Final = 90
ROUND_SECONDS: Final = 480
"""Seconds for a round, even one in which everything is waited for in vain."""

LOOK_SECONDS: Final = 1.5
"""Seconds in which a camera that uploads is seen to do so, at five frames a second."""

AWAKE: Final = {"sleep": False, "motion_detection": True, "human_detection": True}
"""How a camera is when it uploads."""


async def until(look: Callable[[], Awaitable[list[str]]], seconds: float) -> list[str]:
    """Wait until nothing is left; return what is left after that time."""
    end = time.monotonic() + seconds
    left = ["nothing seen yet"]
    while left and time.monotonic() < end:
        try:
            left = await look()
        except TROUBLE as err:
            left = [repr(err)]
        if left:
            await asyncio.sleep(0.5)
    return left


class Soak:
    """One run."""

    def __init__(self, house: House, random: Random, faults: Iterable[Fault]) -> None:
        """Begin with empty rows."""
        self.house = house
        self.random = random
        self.witness = Witness(house)
        self.remarks: list[str] = []
        self.rows = [Row(fault) for fault in faults]

    async def uploading(self) -> set[str]:
        """Return from which cameras frames reach the maker just now."""
        before = await self.house.stats()
        await asyncio.sleep(LOOK_SECONDS)
        after = await self.house.stats()
        return {
            slug
            for slug, numbers in after.items()
            if slug not in before or numbers["frames"] > before[slug]["frames"]
        }

    async def not_sure(self) -> list[str]:
        """Return the cameras that upload, or of which it is not certain that not."""
        uploading, client = await self.uploading(), self.house.client
        return [
            f"{camera.name} is {mode}, {assurance} and"
            f" {'uploads' if camera.slug in uploading else 'does not upload'}"
            for camera in self.house.cameras
            for mode in [await client.state(camera.mode)]
            for assurance in [await client.state(camera.assurance)]
            if assurance not in SURE or camera.slug in uploading
        ]

    async def not_back(self) -> list[str]:
        """Return the cameras that do not upload and are not open."""
        uploading, client = await self.uploading(), self.house.client
        return [
            camera.name
            for camera in self.house.cameras
            if camera.slug not in uploading
            or await client.state(camera.assurance) != "open"
        ]

    async def not_seen_awake(self) -> list[str]:
        """Return the cameras that Home Assistant has not yet found awake."""
        client = self.house.client
        return [
            f"{camera.name} was not found awake"
            for camera in self.house.cameras
            if await client.state(camera.sleep_switch) != "off"
        ]

    async def round(self, row: Row) -> None:
        """Let Anna come home, let the fault strike, let her leave; count."""
        house, witness = self.house, self.witness
        row.rounds += 1
        at_once = row.rounds % 2 == 0
        row.at_once += at_once
        witness.reset()
        await house.presence(home=True)
        witness.expect_private(True)
        if not at_once:
            await until(self.not_sure, SURE_SECONDS)
        flips = row.fault.name.startswith(("disk", "event loop"))
        if flips:
            witness.expect_private(False)
        await row.fault.strike(house, self.random)
        over = time.monotonic()
        if flips:
            witness.expect_private(True)
        await house.presence(home=True)  # A phone tells again after a restart.
        await asyncio.sleep(row.fault.settle)
        left = await until(self.not_sure, SURE_SECONDS)
        row.unsure += len(left)
        self.remarks += left
        await asyncio.sleep(3)
        raised = set(await house.issues())
        row.missing += sorted(row.fault.issues - raised)
        witness.expect_private(False)
        last = witness.last_upload
        row.add(
            witness.uploaded.total(),
            None if last is None else last - over,
            at_once=at_once,
        )
        row.shown += witness.shown.total()
        await house.presence(home=False)
        if row.fault.issues:
            guarded = [camera.guarded for camera in house.cameras]
            await house.client.action("cloudcam_privacy.resume", entity_id=guarded)
            for camera in house.cameras:  # The repair message asks to look at them.
                await house.control(camera, **AWAKE)
            self.remarks += await until(self.not_seen_awake, BACK_SECONDS)
        left = await until(self.not_back, BACK_SECONDS)
        row.not_back += len(left)
        self.remarks += left
        row.wrong += await until(house.issues, 40)

    async def run(self, minutes: float) -> None:
        """Go through the faults in a random order, again and again."""
        end = time.monotonic() + minutes * 60
        self.witness.start()
        await until(self.not_back, BACK_SECONDS)
        order: list[Row] = []
        while time.monotonic() < end:
            if not order:
                order = self.random.sample(self.rows, len(self.rows))
            row = order.pop()
            began = time.monotonic()
            try:
                async with asyncio.timeout(ROUND_SECONDS):
                    await self.round(row)
            except TROUBLE as err:
                row.failed.append(repr(err)[:200])
                await self.heal()
            self.say(row, time.monotonic() - began)
        await self.witness.stop()

    async def heal(self) -> None:
        """Have all as it was before, after a round that could not be finished."""
        self.witness.expect_private(False)
        self.house.hass.set_clock(0)
        await self.house.hass.kill()
        await self.house.hass.start()
        await self.house.presence(home=False)
        await until(self.not_back, BACK_SECONDS)

    def say(self, row: Row, seconds: float) -> None:
        """Tell how it went so far."""
        print(
            f"{datetime.now(UTC):%H:%M:%S} {row.fault.name}: {seconds:.0f} s,"
            f" {row.uploaded} uploaded ({row.uploaded_at_once} at once,"
            f" last {row.last}), {row.shown} shown, {row.unsure} unsure,"
            f" {row.not_back} not back, missing {row.missing}, wrong {row.wrong},"
            f" failed {row.failed}; {'; '.join(self.remarks)}",
            flush=True,
        )
        self.remarks.clear()


async def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="script/soak")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--cameras", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", default="", help="part of the name of a fault")
    parser.add_argument("--write", type=Path, help="document to write the table into")
    options = parser.parse_args()
    faults = [
        fault
        for fault in FAULTS
        if options.only in fault.name
        and (ClockedHomeAssistant.can_be_set() or not fault.needs_clock)
    ]
    if not faults:
        parser.error(f"no fault that can be tried is called {options.only!r}")
    print(f"seed {options.seed}", flush=True)
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with tempfile.TemporaryDirectory() as directory:
        house = House(Path(directory), options.cameras)
        try:
            await house.start()
            soak = Soak(house, Random(options.seed), faults)
            await soak.run(options.minutes)
        finally:
            await house.stop()
    load = os.getloadavg()[2]
    about = (
        f"{options.minutes:g} minutes, {options.cameras} cameras, seed {options.seed},"
        f" {soak.witness.looks} looks through guarded cameras,"
        f" load {load:.1f} on {os.cpu_count()} cores."
    )
    if not ClockedHomeAssistant.can_be_set():
        about += " The clock was not set: that takes a C compiler."
    write(options.write, about, [row.cells() for row in soak.rows if row.rounds])


if __name__ == "__main__":
    asyncio.run(main())
