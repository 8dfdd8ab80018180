"""Whoever watches is watched over for as long as he does, whatever becomes of the entity."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
from homeassistant.helpers import entity_registry as er
import pytest

from ..passing_time import async_settle
from .conftest import Furnish
from .exits.stills import STILLS
from .exits.video import VIDEO
from .seen import Seen, look
from .sources import MovingCamera, VideoCamera
from .test_live import looking
from .test_recording import record
from .test_video import workers
from .tour import Tour
from .visitors import Place

NEW_ID = "camera.cat"

type Change = Callable[[Tour], Awaitable[Tour]]


async def _rename(tour: Tour) -> Tour:
    registry = er.async_get(tour.hass)
    registry.async_update_entity(tour.entity_id, new_entity_id=NEW_ID)
    await async_settle()
    return replace(tour, entity_id=NEW_ID)


async def _disable(tour: Tour) -> Tour:
    registry = er.async_get(tour.hass)
    disabler = er.RegistryEntryDisabler.USER
    registry.async_update_entity(tour.entity_id, disabled_by=disabler)
    await async_settle()
    return tour


async def _remove(tour: Tour) -> Tour:
    er.async_get(tour.hass).async_remove(tour.entity_id)
    await async_settle()
    return tour


async def _reload(tour: Tour) -> Tour:
    assert await tour.hass.config_entries.async_reload(tour.entry.entry_id)
    await async_settle()
    return tour


CHANGES = pytest.mark.parametrize("change", [_rename, _disable, _remove, _reload])
MODES = pytest.mark.parametrize("mode", ["local", "private"])


@CHANGES
@MODES
@pytest.mark.parametrize("kind", [VideoCamera, MovingCamera])
async def test_moving_picture(
    furnish: Furnish, change: Change, mode: str, kind: type[VideoCamera]
) -> None:
    """It ends with the entity, or shows what the mode allows."""
    tour, _ = await furnish(kind)
    async with looking(tour, Place.REMOTE) as following:
        assert look(await following()) is Seen.LIVE
        tour = await change(tour)
        tour.raise_to(mode)
        async with asyncio.timeout(5):
            try:
                while picture := await following():
                    if look(picture) is Seen.PLACEHOLDER:
                        break
            except aiohttp.ClientError, asyncio.IncompleteReadError:
                pass


@CHANGES
@pytest.mark.parametrize("raised_first", [True, False])
async def test_recording_that_waits_for_its_address(
    furnish: Furnish,
    monkeypatch: pytest.MonkeyPatch,
    change: Change,
    raised_first: bool,
) -> None:
    """It comes to nothing, or to its end with the raise."""
    tour, _ = await furnish()
    asked, may_tell = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        asked.set()
        await may_tell.wait()
        return tour.server.video

    monkeypatch.setattr(tour.source, "stream_source", slow)
    recording, path = record(tour, 60)
    await asked.wait()
    tour = await change(tour)
    if raised_first:
        tour.raise_to("private")
    may_tell.set()
    if not raised_first:
        await asyncio.wait([recording], timeout=0.3)
        tour.raise_to("private")

    async with asyncio.timeout(5):
        await recording
    await tour.hass.async_block_till_done()
    assert not workers()
    if raised_first:
        assert not path.exists()


WAYS = {way.name: way for way in (*STILLS, *VIDEO)}


@pytest.mark.parametrize(
    "name",
    [
        "Moving JPEG",
        "Moving JPEG of stills",
        "Still, with the camera's token",
        "HLS (websocket `camera/stream`)",
        "WebRTC through a provider such as go2rtc",
        "Address of the stream",
    ],
)
async def test_renamed_camera_shows_what_it_showed(furnish: Furnish, name: str) -> None:
    """A new id needs no reload, neither for the picture nor for the raise."""
    tour, _ = await furnish()
    tour = await _rename(tour)
    way = WAYS[name]
    place = Place.INTERNAL if name == "Address of the stream" else Place.HOME
    assert await way.look(tour, place) is Seen.LIVE
    await tour.set_mode("private")
    assert await way.look(tour, place) in (Seen.PLACEHOLDER, Seen.REFUSED)
