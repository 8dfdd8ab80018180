"""A stand-in for a go2rtc server, with aiortc inside.

    python -m tests.e2e.go2rtc --port 11984

It answers what Home Assistant's integration asks. In what matters to privacy it does as
go2rtc does: it keeps a stream's address and opens it again and again, a viewer stays
connected when Home Assistant hangs up, and a new address does not reach old viewers.
go2rtc passes H.264 through; this decodes and encodes, which takes longer.
"""

import argparse
import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
import json
from threading import Thread
import time
from typing import Final, override

from aiohttp import WSMsgType, web
import aioice.ice
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.sdp import candidate_from_sdp
import av
from av.video.frame import VideoFrame

from demo.serve import HOST, serve

VERSION: Final = "1.9.14"
RETRY_SECONDS: Final = 0.5
OPEN_SECONDS: Final = 5
_CLOCK: Final = 90_000


def find_loopback() -> None:
    """Have aiortc connect on this machine, an address that it leaves out otherwise."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [HOST]


@dataclass
class Source:
    """The newest frame of an address that is opened again when it ends."""

    addresses: list[str]
    attempts: int = 0
    frames: int = 0
    _newest: VideoFrame | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _thread: Thread | None = None

    async def next(self) -> VideoFrame:
        """Wait for a frame."""
        if self._thread is None:
            loop = asyncio.get_running_loop()
            self._thread = Thread(target=self._run, args=(loop,), daemon=True)
            self._thread.start()
        while True:
            await self._news.wait()
            if self._newest is not None:
                return self._newest

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            self.attempts += 1
            with suppress(av.error.FFmpegError, OSError):
                self._decode(loop)
            time.sleep(RETRY_SECONDS)

    def _decode(self, loop: asyncio.AbstractEventLoop) -> None:
        options = {
            "user_agent": "Go-http-client/1.1",
            "fflags": "nobuffer",
            "analyzeduration": "500000",
        }
        with av.open(
            self.addresses[0], options=options, timeout=OPEN_SECONDS
        ) as container:
            for frame in container.decode(video=0):
                loop.call_soon_threadsafe(self._publish, frame)

    def _publish(self, frame: VideoFrame) -> None:
        self.frames += 1
        self._newest = frame
        self._news.set()
        self._news = asyncio.Event()


class Track(MediaStreamTrack):
    """What one viewer gets of a source."""

    kind = "video"

    def __init__(self, source: Source) -> None:
        """Begin with the next frame."""
        super().__init__()
        self._source = source
        self._began = time.monotonic()

    @override
    async def recv(self) -> VideoFrame:
        newest = await self._source.next()
        frame = VideoFrame.from_ndarray(newest.to_ndarray(format="yuv420p"), "yuv420p")
        frame.pts = int((time.monotonic() - self._began) * _CLOCK)
        frame.time_base = Fraction(1, _CLOCK)
        return frame


class Server:
    """The server."""

    def __init__(self) -> None:
        """Begin without streams."""
        self._streams: dict[str, Source] = {}
        self._viewers: list[RTCPeerConnection] = []

    def app(self) -> web.Application:
        """Return it as a web application."""
        app = web.Application()
        app.router.add_get("/api", self._info)
        app.router.add_get("/api/schemes", self._schemes)
        app.router.add_get("/api/streams", self._list)
        app.router.add_put("/api/streams", self._add)
        app.router.add_get("/api/preload", self._preload)
        app.router.add_get("/api/ws", self._talk)
        app.on_shutdown.append(self._close)
        return app

    async def _info(self, _: web.Request) -> web.Response:
        return web.json_response({"version": VERSION})

    async def _schemes(self, _: web.Request) -> web.Response:
        return web.json_response(["ffmpeg", "http", "https", "rtsp", "rtsps"])

    async def _list(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                name: {
                    "producers": [{"url": url} for url in source.addresses],
                    "attempts": source.attempts,
                    "frames": source.frames,
                }
                for name, source in self._streams.items()
            }
        )

    async def _add(self, request: web.Request) -> web.Response:
        name, addresses = request.query["name"], request.query.getall("src")
        self._streams[name] = Source(addresses)
        return web.Response()

    async def _preload(self, _: web.Request) -> web.Response:
        return web.json_response({})

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        """Negotiate with one viewer, who stays when the talk has ended."""
        source = self._streams[request.query["src"]]
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        viewer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._viewers.append(viewer)
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            data = json.loads(message.data)
            if data["type"] == "webrtc":
                sdp = await _answer(viewer, source, data["value"]["sdp"])
                await socket.send_json(
                    {"type": "webrtc", "value": {"type": "answer", "sdp": sdp}}
                )
            elif data["type"] == "webrtc/candidate" and data["value"]:
                await _add_candidate(viewer, data["value"])
        return socket

    async def _close(self, _: web.Application) -> None:
        for viewer in self._viewers:
            await viewer.close()


async def _answer(viewer: RTCPeerConnection, source: Source, offer: str) -> str:
    await viewer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
    for transceiver in viewer.getTransceivers():
        if transceiver.kind == "video":
            transceiver.sender.replaceTrack(Track(source))
            transceiver.direction = "sendonly"
        else:
            transceiver.direction = "inactive"
    await viewer.setLocalDescription(await viewer.createAnswer())
    sdp: str = viewer.localDescription.sdp
    return sdp


async def _add_candidate(viewer: RTCPeerConnection, text: str) -> None:
    candidate = candidate_from_sdp(text.removeprefix("candidate:"))
    if candidate.protocol != "udp" or candidate.ip.endswith(".local"):
        return
    candidate.sdpMid, candidate.sdpMLineIndex = "0", 0
    await viewer.addIceCandidate(candidate)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.go2rtc")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    find_loopback()
    asyncio.run(serve(Server().app(), options.port, "go2rtc"))


if __name__ == "__main__":
    main()
