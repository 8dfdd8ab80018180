"""Marked video for source cameras: H.264 in a transport stream, and a moving JPEG."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from fractions import Fraction
from functools import cache
from io import BytesIO
from typing import Final

from aiohttp import encode_basic_auth, hdrs, web
from aiohttp.test_utils import TestServer
import av
import numpy as np

from ..common import MARKER, marked_jpeg

USER: Final = "admin"
PASSWORD: Final = "hunter2"
FRAMES_PER_SECOND: Final = 5
SECONDS: Final = 300
BURST: Final = 6
"""Seconds of video that are sent at once, so that a stream starts without a wait."""

PACE: Final = 0.1
"""Seconds that a second of the video takes after that."""

_START: Final = b"\x00\x00\x01"
_SLICES: Final = (1, 5)
_USER_DATA: Final = bytes((6, 5))


def _with_marker(frame: bytes, number: int) -> bytes:
    """Return an encoded frame with the marker in a message that decoders skip."""
    at = frame.index(_START)
    while frame[at + 3] & 31 not in _SLICES:
        at = frame.index(_START, at + 3)
    text = b"user-data-16byte" + MARKER + str(number).encode() + b";"
    message = _START + _USER_DATA + bytes((len(text),)) + text + b"\x80"
    return frame[:at] + message + frame[at:]


SOUND_RATE: Final = 16000
SOUND_FRAME: Final = 1024


@cache
def sound_frames() -> tuple[bytes, ...]:
    """Return the frames of a loud tone, as long as the video, no two alike."""
    codec = av.CodecContext.create("aac", "w")
    codec.sample_rate, codec.layout, codec.format = SOUND_RATE, "mono", "fltp"
    codec.time_base = Fraction(1, SOUND_RATE)
    frames: list[bytes] = []
    for number in range(SECONDS * SOUND_RATE // SOUND_FRAME):
        at = np.arange(SOUND_FRAME) + number * SOUND_FRAME
        tone = np.sin(at * (0.1 + 0.3 * number / 5000)).astype(np.float32) / 2
        frame = av.AudioFrame.from_ndarray(tone[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = SOUND_RATE, number * SOUND_FRAME
        frames += [bytes(packet) for packet in codec.encode(frame)]
    return tuple(frames)


def _with_header(frame: bytes) -> bytes:
    """Return a frame of AAC with the header that it has in a transport stream."""
    size = len(frame) + 7
    return (
        bytes(
            (
                0xFF,
                0xF1,
                0x40 | (8 << 2),
                0x40 | size >> 11,
                size >> 3 & 0xFF,
                (size & 7) << 5 | 0x1F,
                0xFC,
            )
        )
        + frame
    )


@cache
def transport_stream(with_sound: bool = False) -> tuple[bytes, ...]:
    """Return the video, a second in each piece, with the marker in every frame."""
    out, pieces, done = BytesIO(), list[bytes](), 0
    with av.open(out, "w", format="mpegts", options={"flush_packets": "1"}) as target:
        options = {"preset": "ultrafast", "tune": "zerolatency", "g": "5"}
        stream = target.add_stream("libx264", rate=FRAMES_PER_SECOND, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        heard = 0
        if with_sound:
            sound = target.add_stream("aac", rate=SOUND_RATE, layout="mono")
        for number in range(SECONDS * FRAMES_PER_SECOND):
            picture = np.full((54, 64), number % 255, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
            for encoded in stream.encode(frame):
                packet = av.Packet(_with_marker(bytes(encoded), number))
                packet.pts, packet.dts = encoded.pts, encoded.dts
                packet.time_base, packet.stream = encoded.time_base, stream
                packet.is_keyframe = encoded.is_keyframe
                target.mux(packet)
            while with_sound and heard * SOUND_FRAME * FRAMES_PER_SECOND < (
                (number + 1) * SOUND_RATE
            ):
                if heard == len(sound_frames()):
                    break
                packet = av.Packet(_with_header(sound_frames()[heard]))
                packet.pts = packet.dts = heard * SOUND_FRAME
                packet.time_base, packet.stream = Fraction(1, SOUND_RATE), sound
                target.mux(packet)
                heard += 1
            if number % FRAMES_PER_SECOND == FRAMES_PER_SECOND - 1:
                pieces.append(out.getvalue()[done:])
                done += len(pieces[-1])
    return tuple(pieces)


def jpeg_part(number: int) -> bytes:
    """Return a part of the moving JPEG."""
    picture = marked_jpeg(number)
    head = (
        f"--cam\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
    )
    return head.encode() + picture + b"\r\n"


class CameraServer:
    """What a camera offers over HTTP to those who know its password."""

    def __init__(self) -> None:
        """Count who is connected."""
        self.base = ""
        self.with_sound = False
        """Whether the video has a sound."""
        self.connections = 0
        """How often somebody has connected."""
        self.connected = 0
        """How many are connected now."""
        self.seconds_sent = 0
        """Seconds of video that were sent to the last who connected."""
        self.frames_before_end: int | None = None
        """Frames of the moving JPEG after which the camera hangs up."""
        self.flowing = asyncio.Event()
        """Whether the video goes on."""
        self.flowing.set()
        self._moved = asyncio.Event()

    @property
    def video(self) -> str:
        """Return the address of the video, with the password in it."""
        return f"http://{USER}:{PASSWORD}@{self.base}/video.ts"

    @property
    def moving(self) -> str:
        """Return the address of the moving JPEG."""
        return f"http://{self.base}/moving"

    async def until(self, looked_for: Callable[[], bool]) -> None:
        """Wait until what was looked for is so."""
        async with asyncio.timeout(10):
            while not looked_for():
                self._moved.clear()
                await self._moved.wait()

    async def serve_video(self, request: web.Request) -> web.StreamResponse:
        """Serve the video to those who know the password."""
        known = request.headers.get(hdrs.AUTHORIZATION)
        if known != encode_basic_auth(USER, PASSWORD):
            ask = {hdrs.WWW_AUTHENTICATE: 'Basic realm="camera"'}
            raise web.HTTPUnauthorized(headers=ask)
        return await self._serve(request, "video/mp2t", self._send_video)

    async def serve_moving(self, request: web.Request) -> web.StreamResponse:
        """Serve the moving JPEG."""
        kind = "multipart/x-mixed-replace; boundary=cam"
        return await self._serve(request, kind, self._send_moving)

    async def _serve(
        self,
        request: web.Request,
        kind: str,
        send: Callable[[web.StreamResponse], Awaitable[None]],
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={hdrs.CONTENT_TYPE: kind})
        await response.prepare(request)
        self.connections += 1
        self.connected += 1
        self._moved.set()
        try:
            await send(response)
        finally:
            self.connected -= 1
            self._moved.set()
        return response

    async def _send_video(self, response: web.StreamResponse) -> None:
        for second, piece in enumerate(transport_stream(self.with_sound)):
            await self.flowing.wait()
            await response.write(piece)
            self.seconds_sent = second + 1
            self._moved.set()
            if second >= BURST:
                await asyncio.sleep(PACE)

    async def _send_moving(self, response: web.StreamResponse) -> None:
        number = 0
        while number != self.frames_before_end:
            number += 1
            await response.write(jpeg_part(number))
            await asyncio.sleep(0.01)


@asynccontextmanager
async def camera_server() -> AsyncIterator[CameraServer]:
    """Run a camera's HTTP server."""
    camera = CameraServer()
    app = web.Application()
    app.router.add_get("/video.ts", camera.serve_video)
    app.router.add_get("/moving", camera.serve_moving)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    camera.base = f"127.0.0.1:{server.port}"
    try:
        yield camera
    finally:
        await server.close()
