"""Who opens video, and who asks for a picture."""

import asyncio
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
import inspect
from typing import Any, Final

from aiohttp import web
from homeassistant.components import websocket_api
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request

from ..const import DOMAIN
from ..video.in_memory_server import async_get


@dataclass(frozen=True, slots=True)
class VideoCommand:
    """A websocket command that opens a camera's video, and the task that answers it."""

    task: asyncio.Task[Any] | None
    entity_id: str
    connection: websocket_api.ActiveConnection


VIDEO_COMMANDS: Final = ("camera/stream", "camera/webrtc/offer")

_video_command: ContextVar[VideoCommand | None] = ContextVar(
    f"{DOMAIN}_video_command", default=None
)


def video_command() -> VideoCommand | None:
    """Return the command that the current task answers, None if it answers none.

    What the task sets off inherits the context, and is not meant.
    """
    command = _video_command.get()
    return command if command and command.task is asyncio.current_task() else None


async def async_mark_video_commands(hass: HomeAssistant) -> bool:
    """Answer the commands as ever, in a task that knows for whom."""
    handlers: Mapping[str, Any] = hass.data[websocket_api.DOMAIN]
    for name in VIDEO_COMMANDS:
        handler, schema = handlers[name]
        if getattr(handler, _MARKED, False):
            continue
        answer = handler.__wrapped__
        if not inspect.iscoroutinefunction(answer):
            return False
        marked = _marked(answer)
        setattr(marked, _MARKED, True)
        websocket_api.async_register_command(hass, name, marked, schema)
    return True


_MARKED: Final = f"{DOMAIN}_marked"


def _marked(
    answer: websocket_api.AsyncWebSocketCommandHandler,
) -> websocket_api.WebSocketCommandHandler:
    @websocket_api.async_response
    async def answer_somebody(
        hass: HomeAssistant,
        connection: websocket_api.ActiveConnection,
        msg: dict[str, Any],
    ) -> None:
        task = asyncio.current_task()
        _video_command.set(VideoCommand(task, msg["entity_id"], connection))
        await answer(hass, connection, msg)

    return answer_somebody


_SERVES: Final = "RequestHandler._handle_request"


def served_request() -> web.Request | None:
    """Return the request that the current task serves, None if it serves none."""
    task = asyncio.current_task()
    coroutine = None if task is None else task.get_coro()
    serves = getattr(coroutine, "__qualname__", None) == _SERVES
    return current_request.get() if serves else None


async def async_request_is_found(_: HomeAssistant) -> bool:
    """Serve a request that comes from nowhere, and see whether it is found."""
    found: list[bool] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        current_request.set(request)
        found.append(served_request() is request)
        return web.Response()

    async for _chunk in async_get(answer):
        pass
    return found == [True]
