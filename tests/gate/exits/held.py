"""What somebody already has when the mode is raised, and what it is worth then."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
from homeassistant.components.camera import async_get_stream_source
from homeassistant.components.http.auth import async_sign_path

from ..seen import Seen, look, numbers
from ..sources import NativeCamera, VideoCamera
from ..tour import Tour
from ..visitors import Place
from .actions import INSIDE, act, play_stream_address
from .bridges import ANYWHERE, proxy
from .stills import next_part
from .video import hls, hls_address, play

type Later = Callable[[], Awaitable[Seen]]
type Hold = Callable[[Tour, Place], AbstractAsyncContextManager[Later]]


@dataclass(frozen=True)
class Held:
    """Something that somebody has got while the camera was open.

    What `shows_mode` goes on and shows what the mode allows; what `is_copy` was made by
    somebody else while he was allowed to; the rest is to end.
    """

    name: str
    places: Sequence[Place]
    hold: Hold
    shows_mode: bool = False
    is_copy: bool = False
    kind: type[VideoCamera] = VideoCamera


def _holding(take: Callable[[Tour, Place], Awaitable[Later]]) -> Hold:
    """Return how to hold what needs no end."""

    @asynccontextmanager
    async def hold(tour: Tour, place: Place) -> AsyncIterator[Later]:
        yield await take(tour, place)

    return hold


# Pictures


@asynccontextmanager
async def _watching(tour: Tour, place: Place, entity_id: str) -> AsyncIterator[Later]:
    address = f"/api/camera_proxy_stream/{entity_id}"
    response = await tour.visitors.get(place, address, login=True)
    assert look(await next_part(response)) is Seen.LIVE

    async def later() -> Seen:
        """Tell what comes after the last frame of before."""
        last = tour.source.frames
        try:
            while frame := numbers(picture := await next_part(response)):
                if frame[0] > last:
                    return Seen.LIVE
        except aiohttp.ClientError, asyncio.IncompleteReadError:
            return Seen.REFUSED
        return look(picture)

    yield later
    response.close()


def _moving(tour: Tour, place: Place) -> AbstractAsyncContextManager[Later]:
    return _watching(tour, place, tour.entity_id)


@asynccontextmanager
async def _proxied(tour: Tour, place: Place) -> AsyncIterator[Later]:
    async with _watching(tour, place, await proxy(tour)) as later:
        yield later


async def _kept_by_proxy(tour: Tour, place: Place) -> Later:
    address = f"/api/camera_proxy/{await proxy(tour, image_refresh_rate=60)}"

    async def later() -> Seen:
        return look(await tour.visitors.read(place, address, login=True))

    assert await later() is Seen.LIVE
    return later


async def _token(tour: Tour, place: Place) -> Later:
    address = tour.attribute("entity_picture")

    async def later() -> Seen:
        return look(await tour.visitors.read(place, address))

    return later


async def _signed(tour: Tour, place: Place) -> Later:
    plain = f"/api/camera_proxy/{tour.entity_id}"
    address = async_sign_path(tour.hass, plain, timedelta(minutes=1))

    async def later() -> Seen:
        return look(await tour.visitors.read(place, address))

    return later


# Video


def _playing(ask: Callable[[Tour, Place], Awaitable[str | None]]) -> Hold:
    """Return how to hold the address of an HLS stream that is being played."""

    async def take(tour: Tour, place: Place) -> Later:
        address = await ask(tour, place)
        assert address is not None
        assert await hls(tour, place, address) is Seen.LIVE
        return lambda: hls(tour, place, address)

    return _holding(take)


@asynccontextmanager
async def _webrtc(tour: Tour, place: Place) -> AsyncIterator[Later]:
    socket = await tour.visitors.socket(place)
    await socket.ask("camera/webrtc/offer", entity_id=tour.entity_id, offer="v=0")
    session_id = (await socket.event("session"))["session_id"]
    await socket.event("answer")

    async def later() -> Seen:
        await tour.hass.async_block_till_done()
        return Seen.LIVE if session_id in tour.sessions.open else Seen.REFUSED

    yield later
    await socket.connection.close()


async def _address(tour: Tour, _: Place) -> Later:
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    return lambda: play(address)


@asynccontextmanager
async def _connected(tour: Tour, _: Place) -> AsyncIterator[Later]:
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert await response.content.readany()

        async def later() -> Seen:
            """Tell whether what was filmed after the raise gets through."""
            last, got = 5 * tour.server.seconds_sent, b""
            try:
                while max(numbers(got), default=0) <= last:
                    got += await response.content.readany()
                    if response.content.at_eof():
                        return Seen.REFUSED
            except aiohttp.ClientError:
                return Seen.REFUSED
            return Seen.LIVE

        yield later


@asynccontextmanager
async def _recording(tour: Tour, _: Place) -> AsyncIterator[Later]:
    path = tour.folder / "recording.mp4"
    recording = asyncio.create_task(
        act(tour, "record", filename=str(path), duration=2, lookback=0)
    )
    await tour.server.until(lambda: tour.server.seconds_sent > 8)

    async def later() -> Seen:
        last = 5 * tour.server.seconds_sent
        await recording
        filmed = numbers(path.read_bytes())
        return Seen.LIVE if max(filmed) > last else Seen.REFUSED

    yield later


HELD = [
    Held("Moving JPEG that is being watched", ANYWHERE, _moving, shows_mode=True),
    Held("Moving JPEG of a `proxy` camera that is being watched", ANYWHERE, _proxied),
    Held(
        "Still that a `proxy` camera keeps (`image_refresh_rate`)",
        ANYWHERE,
        _holding(_kept_by_proxy),
        is_copy=True,
    ),
    Held("Still, at the address with the camera's token", ANYWHERE, _holding(_token)),
    Held("Still, at a signed address", ANYWHERE, _holding(_signed), shows_mode=True),
    Held("HLS that is being played", ANYWHERE, _playing(hls_address)),
    Held("HLS that a media player plays", ANYWHERE, _playing(play_stream_address)),
    Held("WebRTC through a provider", ANYWHERE, _webrtc),
    Held("WebRTC of the camera itself", ANYWHERE, _webrtc, kind=NativeCamera),
    Held("Address of the stream, kept", INSIDE, _holding(_address)),
    Held("Address of the stream, being played", INSIDE, _connected),
    Held("`camera.record` under way", INSIDE, _recording),
]
