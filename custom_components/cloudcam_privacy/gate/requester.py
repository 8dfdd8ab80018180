"""Who asks for a frame, from where, and by which path.

The path decides first: only where Home Assistant hands a frame straight to the
connection that asked for it can the asker be placed. Context variables leak into
timers, tasks and automations, so a request counts only in the task that serves it,
a websocket connection only in the command that asks for a stream, and both only for
the camera that they name: what stands in front of ours shows it to others as well.
The tasks are known by names that are not ours: should they change, every asker is
internal. So is everything else: where its frame goes, nobody knows.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, Final

from aiohttp import web
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request
from homeassistant.helpers.network import is_cloud_connection
from homeassistant.util.network import is_local

from ..policy.mode import Destination

_STREAM_COMMANDS: Final = (
    "websocket_api.async:ws_camera_stream",
    "websocket_api.async:ws_webrtc_offer",
)
"""Names of the tasks in which Home Assistant serves somebody who opens a stream."""

_REQUEST_HANDLER: Final = "RequestHandler._handle_request"
"""Name of the coroutine in which aiohttp serves one request."""


class Path(StrEnum):
    """By which path a frame is asked for."""

    STILL = "still"
    MJPEG = "mjpeg"
    STREAM = "stream"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Requester:
    """Somebody who asks; without a user id it is anonymous, such as a token's holder.

    The address tells two of them apart, and is kept nowhere.
    """

    path: Path
    destination: Destination
    user_id: str | None = None
    address: str | None = field(default=None, compare=False, repr=False)


INTERNAL: Final = Requester(Path.INTERNAL, Destination.INTERNAL)


def place(address: str | None, *, is_cloud: bool) -> Destination:
    """Return where a connection comes from, in the order of Home Assistant's own test.

    `address` is the peer's IP address, trusted proxies already taken away.
    """
    if is_cloud or address is None:
        return Destination.REMOTE
    try:
        local = is_local(ip_address(address))
    except ValueError:
        return Destination.REMOTE
    return Destination.HOME if local else Destination.REMOTE


def of_request(
    hass: HomeAssistant, request: web.BaseRequest, path: Path, entity_id: str
) -> Requester:
    """Return who sent a request; one for another entity is internal to us."""
    if (
        not isinstance(request, web.Request)
        or request.match_info.get("entity_id") != entity_id
    ):
        return INTERNAL
    return _of_peer(hass, request, path)


def of_still(hass: HomeAssistant, entity_id: str) -> Requester:
    """Return who asks for the still that the current task fetches."""
    if (request := own_request()) is None:
        return INTERNAL
    return of_request(hass, request, Path.STILL, entity_id)


def of_hls(hass: HomeAssistant, request: web.Request) -> Requester:
    """Return who asks for a piece of the video; whoever has its address is let in."""
    return _of_peer(hass, request, Path.STREAM)


def of_stream(hass: HomeAssistant, entity_id: str) -> Requester:
    """Return who opens the camera's stream that the current task prepares."""
    task = asyncio.current_task()
    connection = current_connection.get()
    if (
        connection is None
        or task is None
        or task.get_name() not in _STREAM_COMMANDS
        or _command(task).get("entity_id") != entity_id
    ):
        return INTERNAL
    return Requester(
        Path.STREAM,
        place(connection.remote, is_cloud=is_cloud_connection(hass)),
        connection.user.id,
        connection.remote,
    )


def _command(task: asyncio.Task[Any]) -> Mapping[str, Any]:
    """Return the websocket command that a task answers."""
    frame = getattr(task.get_coro(), "cr_frame", None)
    message = None if frame is None else frame.f_locals.get("msg")
    return message if isinstance(message, Mapping) else {}


def own_request() -> web.Request | None:
    """Return the request that the current task serves, None if it serves none."""
    task = asyncio.current_task()
    coroutine = None if task is None else task.get_coro()
    serves = getattr(coroutine, "__qualname__", None) == _REQUEST_HANDLER
    return current_request.get() if serves else None


def _of_peer(hass: HomeAssistant, request: web.Request, path: Path) -> Requester:
    user = request.get(KEY_HASS_USER)
    return Requester(
        path,
        place(request.remote, is_cloud=is_cloud_connection(hass)),
        None if user is None else user.id,
        request.remote,
    )
