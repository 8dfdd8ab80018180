"""The sealed source, played by an ffmpeg that has its address and never asks again.

The ffmpeg stands in for HomeKit's: the address comes from the function that HomeKit
calls, in a Home Assistant that runs. HomeKit itself would want an Apple device.
"""

import asyncio
from collections.abc import Callable
from statistics import median
from time import monotonic
from urllib.parse import urlsplit

import aiohttp
import pytest

from demo.household import CAMERA_PASSWORD
from demo.marker import has_marker

from .bridges import Bridges
from .ffmpeg_client import recording, try_for
from .household import ORIGINAL, House

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

# The figures are far below; other processes may keep a small machine busy.
DARK_SECONDS = 1
ADDED_SECONDS = 1
START_SECONDS = 6
TRIES_SECONDS = 4
RTSP = ("-rtsp_transport", "tcp")


async def _set_mode(house: House, mode: str) -> None:
    await house.client.action(
        "cloudcam_privacy.set_mode", entity_id=house.entities.guarded, mode=mode
    )


async def _status(address: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status


@pytest.mark.parametrize("mode", ["local", "private"])
async def test_address_that_is_kept_goes_dark(
    bridged_house: House, bridges: Bridges, record_property: Record, mode: str
) -> None:
    """In `local` the camera films on: what ends is what we let through."""
    house = bridged_house
    address = await bridges.address(house.entities.guarded)
    plain = await bridges.address(ORIGINAL)
    assert address is not None
    assert plain is not None
    assert CAMERA_PASSWORD in plain
    assert urlsplit(address).hostname == "127.0.0.1"
    assert urlsplit(address).password is None

    async with recording(address) as sealed, recording(plain, *RTSP) as direct:
        await asyncio.gather(sealed.frames(30), direct.frames(30))
        began = monotonic()
        await _set_mode(house, mode)
        if mode == "local":
            await direct.frames(30)
        else:
            await asyncio.sleep(2)
        seconds = max(0.0, sealed.last - began)

    record_property(f"sealed source, to {mode}: until the last frame", seconds)
    assert seconds < DARK_SECONDS
    pictures = sealed.pictures()
    assert len(pictures) >= 30
    assert all(has_marker(picture) for picture in pictures)
    assert await _status(address) == 410
    assert await try_for(TRIES_SECONDS, address) == 0
    assert await bridges.address(house.entities.guarded) is None

    await house.reset()
    assert await try_for(TRIES_SECONDS, address) == 0
    again = await bridges.address(house.entities.guarded)
    assert again is not None
    assert again != address
    async with recording(again) as sealed:
        await sealed.frames(10)
        assert has_marker(sealed.pictures()[-1])


async def test_seal_adds_little_time(
    bridged_house: House, bridges: Bridges, record_property: Record
) -> None:
    """Compare when the same frame arrives through the seal and from the camera."""
    address = await bridges.address(bridged_house.entities.guarded)
    plain = await bridges.address(ORIGINAL)
    assert address is not None
    assert plain is not None

    began = monotonic()
    async with recording(plain, *RTSP) as direct:
        await direct.frames(1)
        record_property("camera itself: until the first frame", direct.last - began)
        began = monotonic()
        async with recording(address) as sealed:
            await sealed.frames(1)
            start = sealed.last - began
            record_property("sealed source: until the first frame", start)
            await sealed.frames(30)
            settled = max(sealed.arrivals)
            await sealed.frames(90)

    added = [
        when - direct.arrivals[number]
        for number, when in sealed.arrivals.items()
        if number > settled and number in direct.arrivals
    ]
    assert len(added) > 60
    record_property("sealed source: added to a frame, half of them", median(added))
    record_property("sealed source: added to a frame, at most", max(added))
    assert median(added) < ADDED_SECONDS
    assert start < START_SECONDS
