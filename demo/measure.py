"""Measure the main job once, in a household of its own.

    python -m demo.measure

Somebody comes home and leaves, and comes home again, upon which Home Assistant is
killed and started anew.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final

import aiohttp

from .house.furnish import PRESENCE
from .household import Household, temporary_household
from .maker import Maker

RATE_SECONDS: Final = 5
DEAD_SECONDS: Final = 3
SETTLED_SECONDS: Final = 5


def _row(what: str, *, rate: int | None = None, seconds: float | None = None) -> None:
    kilobytes = "" if rate is None else f"{rate / 1000:.1f} kB/s"
    duration = "" if seconds is None else f"{seconds:.3f} s"
    print(f"{what:<52} {kilobytes:>11} {duration:>8}", flush=True)


async def _seconds_until_told(household: Household, began: datetime) -> float:
    """Return how long after that the camera got a command."""
    url = f"{household.camera_url}/control"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        commands = (await answer.json())["commands"]
    times = (datetime.fromisoformat(command["time"]) for command in commands)
    return (min(time for time in times if time > began) - began).total_seconds()


async def _measure(household: Household, maker: Maker) -> None:
    async def anna(state: str) -> None:
        await household.hass.client.action(
            f"input_boolean.turn_{state}", entity_id=PRESENCE[0]
        )

    async def settled(*assurance: str) -> None:
        await household.hass.client.wait_for(household.entities.assurance, *assurance)

    _row("Nobody home", rate=await maker.rate(RATE_SECONDS))
    began = datetime.now(UTC)
    quiet = await maker.seconds_until_quiet(lambda: anna("on"))
    told = await _seconds_until_told(household, began)
    _row("Anna comes home: until the camera is told", seconds=told)
    _row("Anna comes home: until the last byte", seconds=quiet)
    await settled("confirmed", "verified")
    _row("Anna is home", rate=await maker.rate(RATE_SECONDS))
    back = await maker.seconds_until_back(lambda: anna("off"))
    _row("Anna leaves: until the first frame", seconds=back)
    await settled("open")
    _row("Nobody home", rate=await maker.rate(RATE_SECONDS))

    quiet = await maker.seconds_until_quiet(lambda: anna("on"))
    _row("Anna comes home: until the last byte", seconds=quiet)
    await settled("confirmed", "verified")
    frames = await maker.frames()
    await household.hass.kill()
    _row("Home Assistant killed", rate=await maker.rate(DEAD_SECONDS))
    began = datetime.now(UTC)
    await household.hass.start()
    running = (datetime.now(UTC) - began).total_seconds()
    _row("Home Assistant started anew: until it runs", seconds=running)
    await settled("confirmed", "verified")
    _row("Anna is still home", rate=await maker.rate(SETTLED_SECONDS))
    leaked = await maker.frames() - frames
    print(f"Frames that arrived between the kill and now: {leaked}", flush=True)
    back = await maker.seconds_until_back(lambda: anna("off"))
    _row("Anna leaves: until the first frame", seconds=back)
    await settled("open")
    _row("Nobody home", rate=await maker.rate(RATE_SECONDS))
    print("There are five frames a second: at 0.000 s none arrived any more.")


async def main() -> None:
    """Measure and print."""
    async with (
        temporary_household() as household,
        Maker(household.cloud_url) as maker,
    ):
        await _measure(household, maker)


if __name__ == "__main__":
    asyncio.run(main())
