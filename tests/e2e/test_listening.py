"""Muting, from a real Home Assistant to the maker's cloud and back."""

import asyncio
import io
from typing import Any

import aiohttp
import pytest

from demo.house.furnish import MICROPHONE
from demo.house.player import Player

from .household import House, shows_the_room
from .simulated import until
from .sound import loudest

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Louder than an ordinary microphone's noise.
HEARD = 0.05
# How many segments a player plays to be sure.
SEGMENTS = 3
ENOUGH_FRAMES = 5


async def _maker(house: House) -> dict[str, Any]:
    """Return what the maker has got of the camera."""
    numbers: dict[str, Any] = (await house.maker.stats())["per_camera"]["living-room"]
    return numbers


async def _microphone(house: House) -> bool:
    """Tell whether the camera itself says that it hears."""
    url = f"{house.household.camera_url}/control"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return bool((await answer.json())["microphone"])


async def _next(player: Player) -> tuple[bytes, float]:
    """Return the next segment, and its loudest sample."""
    piece = await player.next()
    return piece, await asyncio.to_thread(loudest, io.BytesIO(piece))


async def test_muted_while_the_picture_goes_on(
    house: House, record_property: Any
) -> None:
    player = await Player.open(house.client, house.entities.guarded)
    assert (await _next(player))[1] > HEARD
    before = await _maker(house)
    numbers = await until(
        lambda: _maker(house), lambda now: now["listened"] > before["listened"] + 1
    )
    record_property("the maker's meter", f"before: {numbers}")

    await house.client.action("cloudcam_privacy.mute", entity_id=house.entities.guarded)

    try:
        await until(lambda: _microphone(house), lambda on: not on)
        assert await house.mode() == "open"
        muted = await _maker(house)
        for _ in range(SEGMENTS):
            piece, level = await _next(player)
            assert shows_the_room(piece)
        assert level == 0
        now = await _maker(house)
        record_property("the maker's meter", f"while muted: {now}")
        assert now["frames"] > muted["frames"] + ENOUGH_FRAMES
        assert now["listened"] <= muted["listened"] + 0.2
        assert now["level"] == 0
    finally:
        await house.client.action(
            "cloudcam_privacy.unmute", entity_id=house.entities.guarded
        )

    await until(lambda: _microphone(house), bool)
    await house.client.wait_for(MICROPHONE, "on")
    after = await until(
        lambda: _maker(house), lambda now: now["listened"] > muted["listened"] + 2
    )
    record_property("the maker's meter", f"after: {after}")
    for _ in range(SEGMENTS):
        _, level = await _next(player)
    assert level > HEARD


async def test_private_is_muted_too(house: House) -> None:
    await house.be_private()
    await until(lambda: _microphone(house), lambda on: not on)
    before = await _maker(house)

    await house.reset()

    await until(lambda: _microphone(house), bool)
    await until(lambda: _maker(house), lambda now: now["listened"] > before["listened"])
