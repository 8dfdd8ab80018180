"""A viewer who negotiates WebRTC with a guarded camera, and never hangs up by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import time
from typing import Any, Final

import aiohttp
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av.video.frame import VideoFrame

from demo.house.hass import AT_HOME
from demo.marker import has_marker

from .household import House

WAIT_SECONDS: Final = 60


@dataclass(eq=False)
class Viewer:
    """What one viewer was told and shown."""

    events: list[dict[str, Any]] = field(default_factory=list)
    """What Home Assistant said."""
    seen: list[float] = field(default_factory=list)
    """When each of the camera's frames was seen (monotonic)."""
    others: int = 0
    """Frames without the camera's mark."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def news(self) -> asyncio.Event:
        """Return what is set with every event and frame."""
        return self._news

    async def sees(self, frames: int) -> None:
        """Wait for so many more of the camera's frames."""
        wanted = len(self.seen) + frames
        async with asyncio.timeout(WAIT_SECONDS):
            while len(self.seen) < wanted:
                await self._next()

    async def is_told(self, kind: str) -> dict[str, Any]:
        """Wait for an event of that type."""
        async with asyncio.timeout(WAIT_SECONDS):
            while not (found := [e for e in self.events if e["type"] == kind]):
                await self._next()
        return found[0]

    async def _next(self) -> None:
        self._news.clear()
        await self._news.wait()


@asynccontextmanager
async def webrtc_viewer(house: House) -> AsyncIterator[Viewer]:
    """Look at the guarded camera in the context, as the dashboard asks for it."""
    viewer = Viewer()
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    tasks: list[asyncio.Task[None]] = []

    def look(track: MediaStreamTrack) -> None:
        tasks.append(asyncio.create_task(_look(track, viewer)))

    peer.on("track", look)
    peer.addTransceiver("video", direction="recvonly")
    await peer.setLocalDescription(await peer.createOffer())
    hass = house.household.hass
    headers = {"X-Forwarded-For": AT_HOME}
    async with (
        aiohttp.ClientSession(base_url=hass.url, headers=headers) as session,
        session.ws_connect("/api/websocket") as socket,
    ):
        await socket.receive_json()
        await socket.send_json({"type": "auth", "access_token": hass.token})
        await socket.receive_json()
        await socket.send_json(
            {
                "id": 1,
                "type": "camera/webrtc/offer",
                "entity_id": house.entities.guarded,
                "offer": peer.localDescription.sdp,
            }
        )
        tasks.append(asyncio.create_task(_listen(socket, peer, viewer)))
        try:
            yield viewer
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await peer.close()


async def _listen(
    socket: aiohttp.ClientWebSocketResponse, peer: RTCPeerConnection, viewer: Viewer
) -> None:
    while True:
        message = await socket.receive_json()
        event: dict[str, Any] = message.get("event") or {
            "type": "accepted" if message["success"] else "refused"
        }
        if event["type"] == "answer":
            answer = RTCSessionDescription(event["answer"], "answer")
            await peer.setRemoteDescription(answer)
        viewer.events.append(event)
        viewer.news.set()


async def _look(track: MediaStreamTrack, viewer: Viewer) -> None:
    while True:
        try:
            frame = await track.recv()
        except MediaStreamError:
            return
        assert isinstance(frame, VideoFrame)
        if has_marker(frame.to_image()):  # type: ignore[no-untyped-call]
            viewer.seen.append(time.monotonic())
        else:
            viewer.others += 1
        viewer.news.set()
