"""HLS, recordings and the sealed source: what runs, what waits, what begins."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
import threading
from typing import Any
from unittest.mock import AsyncMock

import aiohttp
from homeassistant.components.camera import async_get_stream_source
from homeassistant.components.camera.helper import async_get_stream_image
from homeassistant.components.stream import Stream
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.cloudcam_privacy.video.stream import GuardedStream

from ..passing_time import async_take_turns
from .conftest import Furnish
from .exits.actions import act
from .exits.video import hls, hls_address, play
from .footage import PASSWORD
from .seen import Seen, numbers, tracebacks
from .tour import Tour
from .visitors import Place


async def opened(tour: Tour, place: Place = Place.HOME) -> str:
    """Open an HLS stream and see that it runs; return where its pieces are."""
    address = await hls_address(tour, place)
    assert address is not None
    assert await hls(tour, place, address) is Seen.LIVE
    return address.rpartition("/")[0]


def stream_of(tour: Tour) -> Stream:
    """Return the stream that runs."""
    assert isinstance(tour.camera.stream, GuardedStream)
    return tour.camera.stream


def workers() -> list[threading.Thread]:
    """Return the threads that fetch video."""
    return [thread for thread in threading.enumerate() if "stream" in thread.name]


# Somebody who has the address


@pytest.mark.parametrize("place", [Place.REMOTE, Place.CLOUD])
async def test_address_of_somebody_at_home(furnish: Furnish, place: Place) -> None:
    """An address that was given out at home is worth nothing elsewhere."""
    tour, _ = await furnish()
    await tour.set_mode("local")
    folder = await opened(tour)
    get = tour.visitors.get
    playlist = await (await get(Place.HOME, f"{folder}/playlist.m3u8")).text()
    segment = playlist.rpartition("./")[2].partition(".m4s")[0].partition(".")[0]
    for name in (
        "master_playlist.m3u8",
        "playlist.m3u8",
        "init.mp4",
        f"{segment}.m4s",
        f"{segment}.0.m4s",
    ):
        assert (await get(place, f"{folder}/{name}")).status == HTTPStatus.FORBIDDEN
        assert (await get(Place.HOME, f"{folder}/{name}")).ok, name


# Somebody who waits for the next piece


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(
            lambda last, parts: f"playlist.m3u8?_HLS_msn={last + 1}", id="segment"
        ),
        pytest.param(
            lambda last, parts: f"playlist.m3u8?_HLS_msn={last}&_HLS_part={parts}",
            id="part",
        ),
        pytest.param(lambda last, parts: f"segment/{last}.{parts}.m4s", id="piece"),
        pytest.param(lambda last, parts: f"segment/{last + 1}.m4s", id="whole"),
    ],
)
async def test_waiting_ends_at_once(
    furnish: Furnish,
    ask: Callable[[int, int], str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Who waits for the next piece is let go in the step, and gets nothing."""
    tour, _ = await furnish()
    folder = await opened(tour)
    output = stream_of(tour).outputs()["hls"]
    waits = asyncio.Event()
    for wait in ("recv", "part_recv"):
        receive = getattr(output, wait)

        async def receive_and_tell(receive: Any = receive, **limit: float) -> Any:
            waits.set()
            try:
                return await receive(**limit)
            finally:
                waits.clear()

        monkeypatch.setattr(output, wait, receive_and_tell)
    assert output.last_segment is not None
    while not waits.is_set():  # The piece may come before it is asked for.
        piece = ask(output.last_sequence, len(output.last_segment.parts))
        answer = asyncio.create_task(tour.visitors.get(Place.HOME, f"{folder}/{piece}"))
        waiting = asyncio.create_task(waits.wait())
        await asyncio.wait({answer, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    tour.raise_to("private")
    await async_take_turns()
    assert not waits.is_set()
    async with asyncio.timeout(10):
        with suppress(aiohttp.ClientError):
            assert not numbers(await (await answer).read())
    await tour.hass.async_block_till_done()
    assert not workers()
    assert not tracebacks(caplog)


async def test_request_that_had_found_the_stream(
    furnish: Furnish, caplog: pytest.LogCaptureFixture
) -> None:
    """Who was about to start the stream when it ended does not revive it."""
    tour, _ = await furnish()
    folder = await opened(tour)
    stream = stream_of(tour)
    connections = tour.server.connections
    async with stream._start_stop_lock:  # noqa: SLF001  As while it starts or stops.
        answer = asyncio.create_task(
            tour.visitors.get(Place.HOME, f"{folder}/playlist.m3u8")
        )
        while not stream._start_stop_lock._waiters:  # noqa: ASYNC110, SLF001
            await asyncio.sleep(0)
        tour.raise_to("private")
    with pytest.raises(aiohttp.ClientError):
        await answer
    await tour.hass.async_block_till_done()
    assert not workers()
    assert not stream.outputs()
    assert tour.server.connections == connections
    with pytest.raises(HomeAssistantError, match="Living room gives no picture"):
        await stream.start()
    assert not tracebacks(caplog)


async def test_raised_while_the_source_is_asked(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream for which the source was asked before does not begin after."""
    tour, _ = await furnish()
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        asked.set()
        await go_on.wait()
        return tour.server.video

    monkeypatch.setattr(tour.source, "stream_source", slow)
    address = asyncio.create_task(hls_address(tour, Place.HOME))
    await asked.wait()
    tour.raise_to("private")
    go_on.set()
    assert await address is None
    assert tour.camera.stream is None
    assert not tour.hass.data["stream"]["streams"]


@pytest.mark.parametrize("mode", ["local", "blurred", "private"])
async def test_picture_out_of_running_video(furnish: Furnish, mode: str) -> None:
    """Code that takes a picture out of the stream is of the house, as any other is."""
    tour, trusting = await furnish()
    await opened(tour)
    assert await async_get_stream_image(tour.camera, wait_for_next_keyframe=True)
    stream = stream_of(tour)
    await tour.set_mode(mode)
    if mode == "local":
        await opened(tour)
        with pytest.raises(HomeAssistantError, match="Living room"):
            await async_get_stream_image(tour.camera)
        with pytest.raises(HomeAssistantError, match="Living room"):
            await stream_of(tour).async_record(str(tour.folder / "no.mp4"))
    with pytest.raises(HomeAssistantError, match="Living room"):
        await stream.async_get_image()
    await trusting.set_mode("local")
    await opened(trusting)
    assert await async_get_stream_image(trusting.camera, wait_for_next_keyframe=True)


# What runs without anybody who looks


@pytest.mark.parametrize("mode", ["open", "local", "blurred", "private"])
async def test_preload_at_start(furnish: Furnish, mode: str) -> None:
    """A stream that is to run all the time runs only while it may."""
    tour, trusting = await furnish()
    for camera in (tour, trusting):
        await camera.prefer_preload()
        await camera.set_mode(mode)
    tour.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await tour.hass.async_block_till_done()
    runs = [camera.camera.stream is not None for camera in (tour, trusting)]
    assert runs == [mode == "open", mode in ("open", "local")]
    if mode == "open":
        await tour.server.until(lambda: tour.server.connected == 2)
        for camera in (tour, trusting):
            camera.raise_to("private")
        await tour.server.until(lambda: tour.server.connected == 0)
        await tour.hass.async_block_till_done()
        assert not workers()


# The camera's own address


async def test_password_stays_inside(
    furnish: Furnish, hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither addresses nor states nor the log have the camera's password."""
    tour, _ = await furnish()
    folder = await opened(tour)
    address = await async_get_stream_source(hass, tour.entity_id)
    assert address is not None
    assert await play(address) is Seen.LIVE
    await act(tour, "snapshot", filename=str(tour.folder / "snapshot.jpg"))
    states = str([state.as_dict() for state in hass.states.async_all()])
    for text in (folder, address, states, caplog.text):
        assert PASSWORD not in text


async def test_sealed_source_dies_with_its_viewer(furnish: Furnish) -> None:
    """Nobody fetches the source's video for somebody who has gone."""
    tour, _ = await furnish()
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.content.readany()
        assert tour.server.connected == 1
    await tour.server.until(lambda: tour.server.connected == 0)


async def test_sealed_source_is_one_camera_s(furnish: Furnish) -> None:
    """Raising one camera leaves the other's address alone."""
    tour, other = await furnish()
    addresses = [
        await async_get_stream_source(tour.hass, camera.entity_id)
        for camera in (tour, other)
    ]
    tour.raise_to("private")
    seen = [await play(address) for address in addresses if address]
    assert seen == [Seen.REFUSED, Seen.LIVE]


@pytest.mark.parametrize("trouble", [RuntimeError("broken"), KeyError("address")])
async def test_source_in_trouble(
    furnish: Furnish,
    trouble: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever the source raises, viewers are told in words and the log is quiet."""
    tour, _ = await furnish()
    monkeypatch.setattr(tour.source, "stream_source", AsyncMock(side_effect=trouble))
    socket = await tour.visitors.socket(Place.HOME)
    answer = await socket.ask("camera/stream", entity_id=tour.entity_id)
    assert answer["error"]["message"] == "The camera gives no video"
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    assert await play(address) is Seen.REFUSED
    assert not tracebacks(caplog)
