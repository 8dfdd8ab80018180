"""A small RTSP server: one live H.264 picture, and its sound, over TCP.

A client that asks for UDP is told to use TCP (status 461); players then do. ffmpeg
encodes only while somebody is connected.
"""

import asyncio
import base64
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
import hmac
import secrets
from typing import Final, Protocol

from . import aac
from .h264 import AccessUnit, Encoder, describe, packets
from .marker import Mark
from .voice import Sound

# How long a client may take between requests until it plays, in seconds.
REQUEST_SECONDS: Final = 30
# How long the first key frame may take after ffmpeg was started, in seconds.
FIRST_FRAME_SECONDS: Final = 5
# A client that is this many bytes behind misses frames until the next key frame.
BACKLOG: Final = 1 << 20
_METHODS: Final = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN"


class Access(Protocol):
    """What the server asks about the camera before it answers."""

    @property
    def reachable(self) -> bool:
        """Tell whether the camera is on the network."""

    @property
    def showing(self) -> bool:
        """Tell whether the camera gives its picture away."""


@dataclass(frozen=True, slots=True)
class Request:
    """One RTSP request."""

    method: str
    url: str
    headers: dict[str, str]


@dataclass(slots=True)
class Track:
    """Picture or sound, as one client gets it."""

    source: int = field(default_factory=lambda: secrets.randbits(32))
    sequence: int = field(default_factory=lambda: secrets.randbits(16))
    channel: int | None = None
    """Where the client wants it; None while it wants none."""

    def frame(self, packets: Sequence[bytes]) -> bytes:
        """Return RTP packets as they go over TCP, and count them."""
        assert self.channel is not None
        self.sequence = (self.sequence + len(packets)) & 0xFFFF
        head = b"$" + bytes((self.channel,))
        return b"".join(head + len(packet).to_bytes(2) + packet for packet in packets)


@dataclass(eq=False, slots=True)
class Client:
    """One connected client."""

    writer: asyncio.StreamWriter
    session: str = field(default_factory=lambda: secrets.token_hex(8))
    picture: Track = field(default_factory=Track)
    sound: Track = field(default_factory=Track)
    playing: bool = False
    in_step: bool = False

    def send(self, part: AccessUnit | Sound) -> None:
        """Send what comes next, as far as the client wants it."""
        if isinstance(part, AccessUnit):
            self._send_picture(part)
        elif self.in_step and self.sound.channel is not None:
            track = self.sound
            packet = aac.packet(part, track.sequence, track.source)
            self.writer.write(track.frame([packet]))

    def _send_picture(self, unit: AccessUnit) -> None:
        """Send an access unit, from a key frame on and while the client keeps up."""
        if self.writer.transport.get_write_buffer_size() > BACKLOG:
            self.in_step = False
        if not self.in_step and not unit.is_key:
            return
        self.in_step = True
        track = self.picture
        if track.channel is not None:
            parts = packets(unit, track.sequence, track.source)
            self.writer.write(track.frame(parts))


class RtspServer:
    """Serves the camera's live picture and sound under every path."""

    def __init__(
        self, access: Access, user: str | None = None, password: str | None = None
    ) -> None:
        """Prepare; with a user, clients must log in (Basic)."""
        self._access = access
        self._login: str | None = None
        if user is not None:
            pair = f"{user}:{password or ''}".encode()
            self._login = "Basic " + base64.b64encode(pair).decode()
        self._clients: set[Client] = set()
        self._encoder = Encoder(self._fan_out)
        self._switching = asyncio.Lock()
        self._key: asyncio.Future[AccessUnit] | None = None
        # The last key frame and all after it, so that a client need not wait for one.
        self._group: list[AccessUnit | Sound] = []
        self._server: asyncio.Server | None = None

    @property
    def viewers(self) -> int:
        """Return how many clients are playing."""
        return sum(client.playing for client in self._clients)

    @property
    def wants_frames(self) -> bool:
        """Tell whether there is any use in feeding frames."""
        return self._encoder.is_running

    async def start(self, host: str, port: int) -> None:
        """Listen; raises OSError when the port is taken."""
        self._server = await asyncio.start_server(self._serve, host, port)

    async def stop(self) -> None:
        """Stop listening, drop all clients and end ffmpeg."""
        if self._server is not None:
            self._server.close()
        self.drop()
        await self._stop_encoder()

    def drop(self) -> None:
        """Drop all clients at once; without them ffmpeg ends."""
        for client in self._clients:
            client.writer.transport.abort()
        self._clients.clear()

    def feed(self, frame: bytes, ticks: int, mark: Mark) -> None:
        """Give the next raw frame."""
        self._encoder.feed(frame, ticks, mark)

    def feed_sound(self, sound: Sound) -> None:
        """Give the next frame of sound."""
        self._fan_out(sound)

    def _fan_out(self, part: AccessUnit | Sound) -> None:
        if isinstance(part, AccessUnit) and part.is_key:
            self._group.clear()
            if self._key is not None and not self._key.done():
                self._key.set_result(part)
        self._group.append(part)
        for client in self._clients:
            if client.playing:
                client.send(part)

    async def _first_key(self) -> AccessUnit:
        """Return a key frame, after starting the encoder if need be."""
        async with self._switching:
            if not self._encoder.is_running or self._key is None:
                self._key = asyncio.get_running_loop().create_future()
                await self._encoder.start()
            key = self._key
        async with asyncio.timeout(FIRST_FRAME_SECONDS):
            return await asyncio.shield(key)

    async def _stop_encoder(self) -> None:
        async with self._switching:
            if not self._clients:
                self._key = None
                self._group.clear()
                await self._encoder.stop()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Talk to one client until one of the two has enough."""
        client = Client(writer)
        self._clients.add(client)
        try:
            while True:
                limit = None if client.playing else REQUEST_SECONDS
                async with asyncio.timeout(limit):
                    request = await _read_request(reader)
                if not self._access.reachable:
                    break
                await self._answer(client, request)
                if request.method == "TEARDOWN":
                    break
                await writer.drain()
        except OSError, EOFError, ValueError, asyncio.LimitOverrunError:
            pass  # The client is gone, too slow or speaks something else.
        finally:
            self._clients.discard(client)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            if not self._clients:
                await self._stop_encoder()

    async def _answer(self, client: Client, request: Request) -> None:
        """Answer one request."""
        headers: dict[str, str] = {}
        body, status = "", "200 OK"
        given = request.headers.get("authorization", "")
        if request.method == "OPTIONS":
            headers["Public"] = _METHODS
        elif self._login and not hmac.compare_digest(
            given.encode(), self._login.encode()
        ):
            status = "401 Unauthorized"
            headers["WWW-Authenticate"] = 'Basic realm="camera"'
        elif request.method not in _METHODS.split(", "):
            status = "501 Not Implemented"
        elif not self._access.showing:
            status = "503 Service Unavailable"
        elif request.method == "DESCRIBE":
            try:
                body = describe(await self._first_key()) + aac.describe()
            except TimeoutError:
                status = "503 Service Unavailable"
            headers |= {
                "Content-Type": "application/sdp",
                "Content-Base": request.url.rstrip("/") + "/",
            }
        elif request.method == "SETUP":
            wanted = request.headers.get("transport", "")
            if "TCP" in wanted:
                first = wanted.partition("interleaved=")[2].partition("-")[0] or "0"
                is_sound = request.url.rstrip("/").endswith(aac.TRACK)
                track = client.sound if is_sound else client.picture
                track.channel = int(first) & 0xFE
                channels = f"{track.channel}-{track.channel + 1}"
                headers["Transport"] = f"RTP/AVP/TCP;unicast;interleaved={channels}"
            else:
                status = "461 Unsupported Transport"
        elif request.method == "PLAY":
            headers["Range"] = "npt=now-"
        headers["Session"] = client.session
        lines = [f"RTSP/1.0 {status}", f"CSeq: {request.headers.get('cseq', '0')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}", "", body]
        client.writer.write("\r\n".join(lines).encode())
        if request.method == "PLAY" and status == "200 OK":
            client.playing = True
            for part in self._group:
                client.send(part)


async def _read_request(reader: asyncio.StreamReader) -> Request:
    """Return the next request, skipping what a client sends about its reception."""
    while (first := await reader.readexactly(1)) == b"$":
        head = await reader.readexactly(3)
        await reader.readexactly(int.from_bytes(head[1:]))
    text = (first + await reader.readuntil(b"\r\n\r\n")).decode()
    start, *lines = text.strip().split("\r\n")
    method, url, _ = start.split(" ")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, url, headers)
