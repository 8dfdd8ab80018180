"""Sealed source: video at an address of ours, so that the camera's stays inside.

Who asks a camera for its stream's address (HomeKit's ffmpeg, go2rtc, dashboard cards)
gets its password with it and never asks again. Ours leads to a server of ours
that copies the source's video through, without re-encoding it, for as long as the
gate lets the destination see it. When the mode is raised, the address is dead and
the connection is gone. When the camera is muted, connections that carry its sound are
gone; whoever connects again gets video alone.
"""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
import secrets
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.camera import Camera
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError

from ..gate.access import Access, Flow
from ..gate.gate import Gate
from ..policy.mode import Answer, Destination
from ..source.errors import no_video
from ..source.source import Source
from .ffmpeg import async_ffmpeg
from .go2rtc_host import LOOPBACK, async_host_for_go2rtc

CHUNK: Final = 64 * 1024

_FFMPEG: Final = "Lavf/"
"""How ffmpeg and all that is built on it introduce themselves."""

_MATROSKA: Final = (
    "video/x-matroska",
    ("-f", "matroska", "-live", "1", "-cluster_time_limit", "0"),
)
_TRANSPORT_STREAM: Final = (
    "video/mp2t",
    ("-f", "mpegts", "-muxdelay", "0", "-muxpreload", "0"),
)
"""Content types, and how ffmpeg writes them without holding frames back."""

AN_ADDRESS: Final = f"http://{LOOPBACK}"
"""What ours look like, for whoever wants to know whether it could play them."""


class SealServer:
    """One small server for the sealed sources of all cameras.

    On loopback; and where go2rtc runs on another machine, for those who watch through
    it, at the address of ours that it can reach.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare; the server starts with the first address."""
        self.hass = hass
        self._seals: dict[str, tuple[Seal, Destination]] = {}
        self._lock = asyncio.Lock()
        self._runner: web.AppRunner | None = None
        self._ports: dict[str, int] = {}

    async def async_address(self, seal: Seal, destination: Destination) -> str:
        """Return an address at which a destination gets a camera's video."""
        host = LOOPBACK
        if destination is not Destination.INTERNAL:  # Only by WebRTC, through go2rtc.
            host = await async_host_for_go2rtc(self.hass)
        async with self._lock:
            port = self._ports.get(host) or await self._start(host)
        token = secrets.token_urlsafe()
        self._seals[token] = (seal, destination)
        return f"http://{host}:{port}/{token}"

    async def _start(self, host: str) -> int:
        """Begin to serve at one of our addresses; return the port."""
        if self._runner is None:
            app = web.Application()
            app.router.add_get("/{token}", self._serve)
            self._runner = web.AppRunner(
                app, access_log=None, shutdown_timeout=1, handler_cancellation=True
            )
            await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, 0).start()
        except OSError as err:
            raise no_video() from err
        ports = {address[0]: address[1] for address in self._runner.addresses}
        self._ports[host] = ports[host]
        return self._ports[host]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if (found := self._seals.get(request.match_info["token"])) is None:
            raise web.HTTPGone
        seal, destination = found
        return await seal.async_serve(request, destination)

    @callback
    def async_forget(self, seal: Seal) -> None:
        """Let all addresses of a camera die."""
        self._seals = {
            token: found for token, found in self._seals.items() if found[0] is not seal
        }

    async def async_stop(self) -> None:
        """End the server, and with it every connection."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
            self._ports.clear()


@dataclass(eq=False, slots=True)
class _Connection:
    """Somebody who gets the video, and the process that copies it."""

    request: web.Request
    hears: bool
    process: Process | None = None

    def cut(self) -> None:
        """End it, with what is on its way."""
        if self.request.transport is not None:
            self.request.transport.abort()
        if self.process is not None:
            _kill(self.process)


class Seal:
    """The sealed source of one camera."""

    def __init__(
        self,
        server: SealServer,
        gate: Gate,
        source: Source,
        arrival: Callable[[Destination], Flow],
    ) -> None:
        """Prepare; nothing runs before somebody connects, of which `arrival` is told."""
        self._server = server
        self._gate = gate
        self._source = source
        self._arrival = arrival
        self._addresses: dict[Destination, str] = {}
        self._connections: set[_Connection] = set()

    async def async_address(self, visit: Access) -> str | None:
        """Return an address for a visitor, None if he may not see the camera.

        It is the same until the mode is raised: go2rtc compares it at each offer.
        """
        destination = visit.destination
        if not self._may_see(destination):
            visit.was_refused()
            return None
        if not self._source.can_stream:
            return None
        if destination not in self._addresses:
            address = await self._server.async_address(self, destination)
            if not self._may_see(destination):
                return None
            self._addresses[destination] = address
        return self._addresses[destination]

    @callback
    def async_break(self) -> None:
        """Let the addresses die and cut every connection, in the step of the call."""
        self._addresses.clear()
        self._server.async_forget(self)
        for connection in self._connections:
            connection.cut()

    @callback
    def async_mute(self) -> None:
        """Cut the connections that carry sound, in the step of the call."""
        for connection in self._connections:
            if connection.hears:
                connection.cut()

    def _may_have(self, connection: _Connection, destination: Destination) -> bool:
        may_hear = not connection.hears or self._gate.may_hear(destination)
        return may_hear and self._may_see(destination)

    def _may_see(self, destination: Destination) -> bool:
        return self._gate.answer(destination) is Answer.LIVE

    async def async_serve(
        self, request: web.Request, destination: Destination
    ) -> web.StreamResponse:
        """Copy the source's video to a connection until one of them ends."""
        camera = self._source.entity
        if camera is None or not self._may_see(destination):
            raise web.HTTPGone
        connection = _Connection(request, self._gate.may_hear(destination))
        flow = self._arrival(destination)
        self._connections.add(connection)
        content_type, output = _container(request)
        try:
            connection.process = process = await self._open(
                camera, output, with_sound=connection.hears
            )
            try:
                return await self._copy(connection, destination, flow, content_type)
            finally:
                _kill(process)
                await process.wait()
        except (HomeAssistantError, OSError, TimeoutError) as err:
            raise web.HTTPBadGateway from err
        finally:
            self._connections.remove(connection)
            flow.ended()

    async def _open(
        self, camera: Camera, output: tuple[str, ...], *, with_sound: bool
    ) -> Process:
        """Start to copy the source's video, and its sound if wanted, to a container."""
        if not (address := await self._source.async_stream_address()):
            raise no_video()
        return await asyncio.create_subprocess_exec(
            await async_ffmpeg(self._server.hass),
            *("-nostdin", "-hide_banner", "-loglevel", "quiet"),
            *_input_options(address, camera),
            *("-i", address),
            *("-map", "0:v:0", "-c:v", "copy"),
            *(("-map", "0:a:0?", "-c:a", "aac") if with_sound else ("-an",)),
            *(*output, "-flush_packets", "1", "pipe:1"),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
        )

    async def _copy(
        self,
        connection: _Connection,
        destination: Destination,
        flow: Flow,
        content_type: str,
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": content_type})
        await response.prepare(connection.request)
        process = connection.process
        if process is not None and process.stdout is not None:
            while chunk := await process.stdout.read(CHUNK):
                if not self._may_have(connection, destination):
                    break
                flow.received(len(chunk))
                if connection.hears:
                    flow.heard()
                await response.write(chunk)
        return response


def _container(request: web.Request) -> tuple[str, tuple[str, ...]]:
    """Return the content type and the format that the client plays soonest.

    Of a transport stream ffmpeg studies seven seconds before it plays any of it; of
    what others play, go2rtc for one, that is the only one which takes every codec.
    """
    agent = request.headers.get(hdrs.USER_AGENT, "")
    return _MATROSKA if agent.startswith(_FFMPEG) else _TRANSPORT_STREAM


def _input_options(address: str, camera: Camera) -> tuple[str, ...]:
    """Return how ffmpeg is to read the source: at once, and as the camera wants it."""
    quick = ("-fflags", "nobuffer", "-analyzeduration", "1000000")
    if not address.startswith(("rtsp:", "rtsps:")):
        return quick
    transport = camera.stream_options.get("rtsp_transport", "tcp")
    return (*quick, "-rtsp_transport", str(transport))


def _kill(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
