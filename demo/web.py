"""The simulated camera over HTTP: stills, MJPEG, Foscam's commands and the controls.

`/api/settings` tells and takes the settings as JSON, for Home Assistant's `rest`
switches and `rest_command`; faults meet it as they meet Foscam's commands. `/control`
stands for the maker's app and for whoever tests: GET tells everything about
the camera, POST changes it past all faults.
"""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from contextlib import suppress
import hmac
from typing import Any, Final

from aiohttp import web

from .device import SETTINGS, ConnectionDroppedError, Device, Settings
from .faults import FAULTS
from .foscam import PATH as FOSCAM_PATH, FoscamApi
from .frames import FRAME_SECONDS, Frames
from .picture import PEOPLE
from .rtsp import RtspServer
from .upload import Uploader

CONTROL: Final = "/control"
API: Final = "/api/settings"
_BOUNDARY: Final = "frame"
_NO_STORE: Final = {"Cache-Control": "no-store"}
_SWITCHES: Final = (*SETTINGS, "power", "internet", "reboot")
_CONTROLS: Final = (*_SWITCHES, "figures", "fault", "fault_seconds")

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Website:
    """What the camera serves over HTTP."""

    def __init__(
        self,
        device: Device,
        frames: Frames,
        uploader: Uploader,
        rtsp: RtspServer,
        *,
        ports: tuple[int, int],
        user: str | None,
        password: str | None,
    ) -> None:
        """Prepare; with a user, stills and MJPEG need a log-in (Basic)."""
        self._device = device
        self._frames = frames
        self._uploader = uploader
        self._rtsp = rtsp
        self._login: str | None = None
        if user is not None:
            pair = f"{user}:{password or ''}".encode()
            self._login = "Basic " + base64.b64encode(pair).decode()
        self._foscam = FoscamApi(device, self._still, ports, user, password)
        self._watching: set[asyncio.Transport] = set()
        self._stills = 0

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application(middlewares=[self._network])
        app.add_routes(
            [
                web.get("/snapshot.jpg", self._snapshot),
                web.get("/stream.mjpg", self._mjpeg),
                web.get(FOSCAM_PATH, self._foscam.handle),
                web.get(API, self._api_get),
                web.post(API, self._api_post),
                web.get(CONTROL, self._tell),
                web.post(CONTROL, self._control),
            ]
        )
        return app

    def drop_viewers(self) -> None:
        """End all MJPEG streams at once."""
        for transport in self._watching:
            transport.abort()
        self._watching.clear()

    @web.middleware
    async def _network(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Close the connection where the camera would not answer."""
        if request.path == CONTROL:
            return await handler(request)
        command = request.query.get("cmd", "")
        is_command = request.method == "POST" or command.startswith(("set", "alexa"))
        there = self._device.reachable if is_command else self._device.answering
        answer = None
        if there:
            with suppress(ConnectionDroppedError):
                answer = await handler(request)
        if answer is not None and self._device.reachable:
            return answer
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=503)

    def _may_enter(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "")
        return self._login is None or hmac.compare_digest(
            given.encode(), self._login.encode()
        )

    async def _snapshot(self, request: web.Request) -> web.StreamResponse:
        if not self._may_enter(request):
            return _unauthorized()
        return await self._still()

    async def _still(self) -> web.StreamResponse:
        """Return the next frame, or 503 without a picture while asleep."""
        if self._device.showing:
            try:
                async with asyncio.timeout(FRAME_SECONDS):
                    frame = await self._frames.next()
            except TimeoutError:
                return web.Response(status=503)
            if self._device.showing:
                self._stills += 1
                return web.Response(
                    body=frame.jpeg, content_type="image/jpeg", headers=_NO_STORE
                )
        return web.Response(status=503)

    async def _mjpeg(self, request: web.Request) -> web.StreamResponse:
        if not self._may_enter(request):
            return _unauthorized()
        transport = request.transport
        if not self._device.showing or transport is None:
            return web.Response(status=503)
        kind = f"multipart/x-mixed-replace; boundary={_BOUNDARY}"
        answer = web.StreamResponse(headers={"Content-Type": kind, **_NO_STORE})
        self._watching.add(transport)
        try:
            await answer.prepare(request)
            while transport in self._watching:
                jpeg = (await self._frames.next()).jpeg
                if transport not in self._watching:
                    break
                head = (
                    f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\n"
                    f"Content-Length: {len(jpeg)}\r\n\r\n"
                )
                await answer.write(head.encode() + jpeg + b"\r\n")
        except ConnectionError:
            pass  # The viewer has left.
        finally:
            self._watching.discard(transport)
        return answer

    async def _api_get(self, request: web.Request) -> web.Response:
        """Tell the settings."""
        if not self._may_enter(request):
            return _unauthorized()
        return web.json_response(self._device.settings, headers=_NO_STORE)

    async def _api_post(self, request: web.Request) -> web.Response:
        """Take new settings as a command; answers like GET, or 400."""
        if not self._may_enter(request):
            return _unauthorized()
        try:
            wanted = _checked(await request.json(), SETTINGS)
        except (TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        await self._device.command("settings", wanted)
        return await self._api_get(request)

    async def _tell(self, request: web.Request) -> web.Response:
        """Tell everything about the camera."""
        device = self._device
        return web.json_response(
            {
                "name": device.name,
                "camera": device.slug,
                **device.settings,
                "power": device.power,
                "internet": device.internet,
                "booting": device.booting,
                "showing": device.showing,
                "uploading": device.uploading,
                "figures": device.figures,
                "fault": device.fault_name,
                "fault_seconds": device.fault_seconds,
                "faults": {name: fault.about for name, fault in FAULTS.items()},
                "frames_drawn": self._frames.drawn,
                "uploads": {
                    "frames": self._uploader.frames,
                    "bytes": self._uploader.bytes,
                    "errors": self._uploader.errors,
                },
                "stills": self._stills,
                "viewers": {"rtsp": self._rtsp.viewers, "mjpeg": len(self._watching)},
                "commands": list(device.commands),
            }
        )

    async def _control(self, request: web.Request) -> web.Response:
        """Change the camera; answers like GET, or 400 with what is wrong."""
        try:
            wanted = _checked(await request.json(), _CONTROLS)
        except (TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        device = self._device
        if "figures" in wanted:
            device.figures = wanted["figures"]
        if "fault" in wanted:
            device.set_fault(wanted["fault"], wanted.get("fault_seconds"))
        settings: Settings = {key: wanted[key] for key in SETTINGS if key in wanted}
        if settings:
            device.change(settings)
        if "power" in wanted:
            device.set_power(wanted["power"])
        if "internet" in wanted:
            device.set_internet(wanted["internet"])
        if wanted.get("reboot") and device.power:
            device.reboot()
        return await self._tell(request)


def _unauthorized() -> web.Response:
    return web.Response(
        status=401, headers={"WWW-Authenticate": 'Basic realm="camera"'}
    )


def _checked(body: object, allowed: tuple[str, ...]) -> dict[str, Any]:
    """Return what a request wants; raises ValueError or TypeError in words."""
    if not isinstance(body, dict):
        raise TypeError("an object is wanted")
    for key, value in body.items():
        if key not in allowed:
            raise ValueError(f"unknown: {key}")
        if key in _SWITCHES:
            fits = isinstance(value, bool)
        elif key == "figures":
            fits = isinstance(value, int) and 0 <= value <= len(PEOPLE)
        elif key == "fault":
            fits = value is None or value in FAULTS
        else:
            fits = isinstance(value, int | float) and value > 0
        if not fits:
            raise ValueError(f"not a value for {key}: {value!r}")
    return body
