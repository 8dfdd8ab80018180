"""What is done to the household while somebody is home."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
import os
from random import Random
import resource
import signal
from typing import Final

from .house import Camera, House
from .witness import TROUBLE

HOUR: Final = 3600


@dataclass(frozen=True)
class Fault:
    """A fault: what it is, how it is done, and what should be said of it."""

    name: str
    strike: Callable[[House, Random], Awaitable[None]]
    issues: frozenset[str] = field(default_factory=frozenset)
    """Repair issues that have to be raised."""
    settle: float = 5
    """Seconds after it is over in which Home Assistant may not have noticed yet."""
    needs_clock: bool = False


def _some(house: House, random: Random) -> list[Camera]:
    return random.sample(house.cameras, max(1, len(house.cameras) // 3))


async def _nothing(house: House, random: Random) -> None:
    """Leave all as it is."""


async def _kill_hass(house: House, random: Random) -> None:
    await house.hass.kill()
    await asyncio.sleep(random.uniform(0, 5))
    await house.hass.start()


async def _kill_hass_twice(house: House, random: Random) -> None:
    """Kill it a second time while it starts."""
    await house.hass.kill()
    await house.hass.launch()
    await asyncio.sleep(random.uniform(2, 8))
    await house.hass.kill()
    await house.hass.start()


async def _kill_cameras(house: House, random: Random) -> None:
    chosen = _some(house, random)
    for camera in chosen:
        await camera.child.kill()
    await asyncio.sleep(random.uniform(1, 8))
    for camera in chosen:
        await house.start_camera(camera)


async def _power_cut(house: House, random: Random) -> None:
    chosen = _some(house, random)
    for camera in chosen:
        await house.control(camera, power=False)
    await asyncio.sleep(random.uniform(1, 15))
    for camera in chosen:
        await house.control(camera, power=True)


async def _ignored(house: House, random: Random) -> None:
    """Have some cameras forget what they were told, for a while."""
    chosen = _some(house, random)
    for camera in chosen:
        await house.control(camera, fault="drops_connection")
        await house.control(camera, sleep=False)
    await asyncio.sleep(15)
    for camera in chosen:
        await house.control(camera, fault=None)


def _damaged(damage: Callable[[bytes], bytes]) -> Callable[..., Awaitable[None]]:
    async def strike(house: House, random: Random) -> None:
        await house.hass.kill()
        house.store.write_bytes(damage(house.store.read_bytes()))
        await house.hass.start()

    return strike


async def _disk_full(house: House, random: Random) -> None:
    """Let no file of Home Assistant's grow, while people go and come."""
    pid = house.hass.child.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        await house.presence(home=False)
        await asyncio.sleep(15)
        await house.presence(home=True)
        await asyncio.sleep(15)
    finally:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)


def _clock_set(hours: int) -> Callable[..., Awaitable[None]]:
    async def strike(house: House, random: Random) -> None:
        house.hass.set_clock(hours * HOUR)
        await house.client.action("input_boolean.turn_on", entity_id=BOB)
        await house.hass.check_clock(hours * HOUR, BOB)
        await asyncio.sleep(20)
        await house.client.action("input_boolean.turn_off", entity_id=BOB)
        house.hass.set_clock(0)

    return strike


BOB: Final = "input_boolean.bob_home"


async def _slow_loop(house: House, random: Random) -> None:
    """Block the event loop again and again while people go and come."""
    blocking = asyncio.create_task(_block(house))
    try:
        await house.presence(home=False)
        await asyncio.sleep(10)
        await house.presence(home=True)
        await asyncio.sleep(15)
    finally:
        blocking.cancel()
        with suppress(asyncio.CancelledError):
            await blocking


async def _block(house: House) -> None:
    while True:
        with suppress(*TROUBLE):
            await house.client.action("slow_loop.block")
        await asyncio.sleep(0.5)


async def _frozen(house: House, random: Random) -> None:
    """Stop the process for a while, as a machine that sleeps does."""
    pid = house.hass.child.pid
    os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(random.uniform(5, 20))
    os.kill(pid, signal.SIGCONT)


LOST: Final = frozenset({"store_damaged"})

FAULTS: Final = (
    Fault("nothing, for comparison", _nothing),
    Fault("`kill -9` of Home Assistant", _kill_hass),
    Fault("`kill -9` of Home Assistant, and again while it starts", _kill_hass_twice),
    Fault("`kill -9` of a third of the cameras", _kill_cameras),
    Fault("power cut at a third of the cameras", _power_cut, settle=10),
    Fault(
        "a third of the cameras woken by somebody, and deaf for 15 s",
        _ignored,
        settle=20,
    ),
    Fault("store cut short", _damaged(lambda old: old[: len(old) // 2]), LOST),
    Fault("store full of garbage", _damaged(lambda old: os.urandom(len(old))), LOST),
    Fault("store empty", _damaged(lambda _: b""), LOST),
    Fault("disk full (`RLIMIT_FSIZE` 0)", _disk_full),
    Fault("clock set 3 h forward and back", _clock_set(3), settle=20, needs_clock=True),
    Fault(
        "clock set 3 h back and forward", _clock_set(-3), settle=20, needs_clock=True
    ),
    Fault("event loop blocked 1.5 s in every 2", _slow_loop),
    Fault("Home Assistant stopped for up to 20 s", _frozen),
)
