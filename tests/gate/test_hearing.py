"""No sound on any path for who may not have it; the picture goes on for all."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import av
from homeassistant.components.camera import async_get_stream_source
from homeassistant.components.stream.core import StreamOutput
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloudcam_privacy.ledger.session import EVENT_ACCESS

from .conftest import Furnish
from .exits.actions import act
from .exits.sound import Player, TalkingCamera, async_play, heard, sdp
from .footage import FRAMES_PER_SECOND, CameraServer
from .seen import numbers
from .test_video import stream_of
from .tour import Tour
from .visitors import Place, Socket


@pytest.fixture(autouse=True)
def sounding(server: CameraServer) -> None:
    """Have the cameras hear something."""
    server.with_sound = True


async def _async_mute(tour: Tour, muted: bool = True) -> None:
    change = tour.household.async_mute if muted else tour.household.async_unmute
    change([tour.guard], tour.somebody)
    await asyncio.sleep(0)


async def test_hls_goes_on_without_sound(furnish: Furnish) -> None:
    tour, _ = await furnish()
    player = await async_play(tour, Place.HOME)
    assert len(heard(await player.next())) > 5
    await _async_mute(tour)
    for _ in range(3):
        piece = await player.next()
        assert heard(piece) == []
        with av.open(BytesIO(piece), "r") as container:
            assert list(container.decode(video=0))
            assert container.streams.audio
    before = player.last
    await _async_mute(tour, False)
    # What was said meanwhile stays unheard, also for who asks for it later.
    assert heard(await player.piece(before)) == []
    for _ in range(3):
        piece = await player.next()
    assert len(heard(piece)) > 5


async def test_each_by_his_own_right(furnish: Furnish) -> None:
    """At the same address, at the same time: at home with sound, outside without."""
    tour, _ = await furnish(sound="home_only")
    at_home = await async_play(tour, Place.HOME)
    folder = at_home.folder
    for _ in range(2):
        assert heard(await at_home.next())
        for place in (Place.REMOTE, Place.CLOUD, Place.INTERNAL):
            outside = Player(tour, place, folder)
            assert heard(await outside.piece(at_home.last)) == []


async def test_sound_that_goes_nowhere(furnish: Furnish) -> None:
    tour, _ = await furnish(sound="never")
    player = await async_play(tour, Place.HOME)
    assert heard(await player.next()) == []


async def test_pieces_that_are_waited_for(furnish: Furnish) -> None:
    """Who asked for the next piece before the mute gets it without sound."""
    tour, _ = await furnish()
    player = await async_play(tour, Place.HOME)
    await player.next()
    stream = stream_of(tour)
    last = stream.outputs()["hls"].last_segment
    assert last is not None
    number = last.sequence + 1
    folder = player.folder
    waiting = asyncio.create_task(
        tour.visitors.read(Place.HOME, f"{folder}/segment/{number}.0.m4s")
    )
    await asyncio.sleep(0)
    await _async_mute(tour)
    piece = await waiting
    if piece:
        begin = await tour.visitors.read(Place.HOME, f"{folder}/init.mp4")
        assert begin
        assert heard(begin + piece) == []


@pytest.mark.parametrize("begins_muted", [True, False])
async def test_recording(furnish: Furnish, begins_muted: bool) -> None:
    tour, _ = await furnish()
    path = tour.folder / "recording.mp4"
    events = async_capture_events(tour.hass, EVENT_ACCESS)
    if begins_muted:
        await _async_mute(tour)
    start = tour.server.seconds_sent
    recording = asyncio.create_task(
        act(tour, "record", filename=str(path), duration=3, lookback=0)
    )
    await tour.server.until(lambda: tour.server.seconds_sent > start + 12)
    await _async_mute(tour, not begins_muted)
    muted_from = tour.server.seconds_sent * 16000 // 1024
    await recording
    frames = heard(await asyncio.to_thread(path.read_bytes))
    if begins_muted:
        assert frames == []
    else:
        assert frames
        assert max(frames) <= muted_from
    tour.guard.ledger.async_stop()
    await tour.hass.async_block_till_done()
    assert [event.data["sound"] for event in events] == [not begins_muted]


async def _async_arrived(tour: Tour) -> None:
    """Wait until what was sent has become pieces, but for two of three frames each."""
    (output,) = stream_of(tour).outputs().values()
    last = FRAMES_PER_SECOND * tour.server.seconds_sent - 6
    async with asyncio.timeout(10):
        while max(numbers(_all_of(output)), default=0) < last:
            await output.part_recv()


def _all_of(output: StreamOutput) -> bytes:
    return b"".join(segment.get_data() for segment in output.get_segments())


async def test_looking_back_into_a_mute(furnish: Furnish) -> None:
    """A recording that reaches back has no sound of what was said while muted."""
    tour, _ = await furnish()
    player = await async_play(tour, Place.HOME)
    await _async_mute(tour)
    muted_from = tour.server.seconds_sent * 16000 // 1024
    for _ in range(3):
        await player.next()
    tour.server.flowing.clear()
    await _async_arrived(tour)
    await _async_mute(tour, False)
    muted_to = tour.server.seconds_sent * 16000 // 1024
    tour.server.flowing.set()
    path = tour.folder / "recording.mp4"
    await act(tour, "record", filename=str(path), duration=3, lookback=10)
    frames = heard(await asyncio.to_thread(path.read_bytes))
    assert frames
    assert not [frame for frame in frames if muted_from <= frame < muted_to]


# The sealed source


async def _chunks(address: str) -> AsyncIterator[bytes]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address) as response,
    ):
        async for chunk in response.content.iter_any():
            yield chunk


def _has_sound(path: Path) -> bool:
    with av.open(str(path), "r") as container:
        return bool(container.streams.audio)


async def test_sealed_source(furnish: Furnish) -> None:
    """Muting ends the connection; the address stays, and gives video alone."""
    tour, _ = await furnish()
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    results = []
    for muted in (False, True):
        size, path = 0, tour.folder / f"{muted}.ts"
        with path.open("wb") as file:
            try:
                async with asyncio.timeout(20):
                    async for chunk in _chunks(address):
                        file.write(chunk)
                        size += len(chunk)
                        if size > 40_000:
                            if not muted:
                                await _async_mute(tour)
                                continue
                            break
            except aiohttp.ClientError:
                results.append("cut off")
        results.append("sound" if await asyncio.to_thread(_has_sound, path) else "none")
    assert results == ["cut off", "sound", "none"]
    assert await async_get_stream_source(tour.hass, tour.entity_id) == address


@pytest.mark.parametrize("stubborn", [False, True])
async def test_native_webrtc(
    furnish: Furnish, stubborn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TalkingCamera, "stubborn", stubborn)
    tour, _ = await furnish(TalkingCamera)
    source = tour.source
    assert isinstance(source, TalkingCamera)
    fields = {
        "entity_id": tour.entity_id,
        "offer": sdp(audio="recvonly", video="recvonly"),
    }

    async def offer() -> str:
        socket = await tour.visitors.socket(Place.HOME)
        assert (await socket.ask("camera/webrtc/offer", **fields))["success"]
        event = await socket.event("answer", "error")
        if event["type"] == "answer":
            sockets.append(socket)
        return str(event["type"])

    sockets: list[Socket] = []
    assert await offer() == "answer"
    assert source.offer == fields["offer"]
    await _async_mute(tour)
    assert source.sessions.open == {}
    assert (await sockets[0].event("error"))["code"] == "private"
    fields["offer"] = sdp(audio="recvonly", video="recvonly")
    assert await offer() == ("error" if stubborn else "answer")
    assert source.offer == sdp(audio="inactive", video="recvonly")
    assert len(source.sessions.open) == (0 if stubborn else 1)
