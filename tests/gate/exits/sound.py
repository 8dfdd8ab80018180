"""Paths that carry sound: what somebody hears there."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
import re
from typing import override

import aiohttp
import av
from homeassistant.components.camera import (
    WebRTCAnswer,
    WebRTCSendMessage,
    async_get_stream_source,
)
import numpy as np

from ..footage import sound_frames
from ..sources import NativeCamera, VideoCamera
from ..tour import Tour
from ..visitors import PEOPLE, Place
from .actions import act
from .video import hls_address

ENOUGH = 60_000
"""Bytes of a transport stream in which a sound would be."""


class Heard(StrEnum):
    """What somebody hears."""

    SOUND = "sound"
    SILENCE = "silence"
    NO_TRACK = "no sound"


def heard(data: bytes) -> list[int]:
    """Return which frames of the camera's sound are in a piece of video."""
    numbers = {frame: number for number, frame in enumerate(sound_frames())}
    with av.open(BytesIO(data), "r") as container:
        if not container.streams.audio:
            return []
        packets = [bytes(packet) for packet in container.demux(audio=0)]
    plain = [p[7:] if p[:2] == b"\xff\xf1" else p for p in packets]
    return [numbers[packet] for packet in plain if packet in numbers]


def what_is_heard(data: bytes) -> Heard:
    """Return what is heard in a piece of video, also if it was encoded anew."""
    with av.open(BytesIO(data), "r") as container:
        if not container.streams.audio:
            return Heard.NO_TRACK
        frames = list(container.decode(audio=0))
    loud = any(np.abs(frame.to_ndarray()).max() > 0.05 for frame in frames)
    return Heard.SOUND if loud or heard(data) else Heard.SILENCE


class Player:
    """Somebody who plays HLS, piece by piece."""

    def __init__(self, tour: Tour, place: Place, folder: str) -> None:
        """Have an address, and nothing played yet."""
        self._tour = tour
        self._place = place
        self.folder = folder
        self.last = -1

    async def _read(self, name: str) -> bytes:
        content = await self._tour.visitors.read(self._place, f"{self.folder}/{name}")
        assert content
        return content

    async def next(self) -> bytes:
        """Return a segment that has not been played yet, with its beginning."""
        playlist = f"playlist.m3u8?_HLS_msn={self.last + 1}"
        if self.last < 0:
            playlist = "playlist.m3u8"
        text = (await self._read(playlist)).decode()
        numbers = [int(n) for n in re.findall(r"segment/(\d+)\.m4s", text)]
        self.last = max(numbers)
        return await self.piece(self.last)

    async def piece(self, number: int) -> bytes:
        """Return a segment by its number."""
        begin = await self._read("init.mp4")
        return begin + await self._read(f"segment/{number}.m4s")


async def async_play(tour: Tour, place: Place) -> Player:
    """Open HLS as the dashboard does."""
    address = await hls_address(tour, place)
    assert address is not None
    assert await tour.visitors.read(place, address)
    return Player(tour, place, address.rpartition("/")[0])


async def _hls(tour: Tour, place: Place) -> Heard:
    return what_is_heard(await (await async_play(tour, place)).next())


async def _recording(tour: Tour, _: Place) -> Heard:
    path = tour.folder / "sound.mp4"
    path.unlink(missing_ok=True)
    while not path.exists():  # On a busy machine so short a time may have no piece.
        await act(tour, "record", filename=str(path), duration=2, lookback=0)
    return what_is_heard(await asyncio.to_thread(path.read_bytes))


async def _sealed(tour: Tour, _: Place) -> Heard:
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    data = b""
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        while len(data) < ENOUGH:
            data += await response.content.readany()
    return what_is_heard(data)


SECTION = "m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na={direction}\r\n"


def sdp(**directions: str) -> str:
    """Return a negotiation with a section of each kind."""
    return "v=0\r\n" + "".join(
        SECTION.format(kind=kind, direction=direction)
        for kind, direction in directions.items()
    )


class TalkingCamera(NativeCamera):
    """A camera that speaks WebRTC as it is asked, or, stubborn, with its sound."""

    stubborn = False
    offer = ""

    @override
    async def async_handle_async_webrtc_offer(
        self, offer_sdp: str, session_id: str, send_message: WebRTCSendMessage
    ) -> None:
        self.offer = offer_sdp
        self.sessions.open[session_id] = send_message
        audio = offer_sdp.partition("m=video")[0]
        hears = "a=recvonly" in audio or self.stubborn
        answer = sdp(audio="sendonly" if hears else "inactive", video="sendonly")
        send_message(WebRTCAnswer(answer))


async def _native(tour: Tour, place: Place) -> Heard:
    socket = await tour.visitors.socket(place)
    offer = sdp(audio="recvonly", video="recvonly")
    fields = {"entity_id": tour.entity_id, "offer": offer}
    assert (await socket.ask("camera/webrtc/offer", **fields))["success"]
    answer = (await socket.event("answer"))["answer"]
    return (
        Heard.SOUND
        if "sendonly" in answer.partition("m=video")[0]
        else (Heard.NO_TRACK)
    )


@dataclass(frozen=True)
class SoundExit:
    """A path that a sound can take to somebody."""

    name: str
    places: Sequence[Place]
    listen: Callable[[Tour, Place], Awaitable[Heard]]
    without: Heard
    """What somebody gets who may not hear."""
    kind: type[VideoCamera] = VideoCamera


SOUNDS = (
    SoundExit("HLS", PEOPLE, _hls, Heard.SILENCE),
    SoundExit("`camera.record`", [Place.INTERNAL], _recording, Heard.SILENCE),
    SoundExit(
        "sealed source (HomeKit, go2rtc, WebRTC through a provider)",
        [Place.INTERNAL],
        _sealed,
        Heard.NO_TRACK,
    ),
    SoundExit(
        "WebRTC of the camera itself", PEOPLE, _native, Heard.NO_TRACK, TalkingCamera
    ),
)
