"""Who asks: every path by which Home Assistant asks a camera for a frame."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from typing import Any
from unittest.mock import Mock

from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from homeassistant.components import websocket_api
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request
from homeassistant.setup import async_setup_component
import pytest
import voluptuous as vol

from custom_components.cloudcam_privacy.gate.requester import (
    INTERNAL,
    Path,
    Requester,
    of_hls,
    of_request,
    of_still,
    of_stream,
)
from custom_components.cloudcam_privacy.ha_internals import async_check_internals
from custom_components.cloudcam_privacy.ha_internals.requests import VIDEO_COMMANDS
from custom_components.cloudcam_privacy.policy.mode import Destination
from custom_components.cloudcam_privacy.video.in_memory_server import async_get

OURS = "camera.ours"
HOME = "192.168.7.20"
ANNA = Mock(id="anna")

type Ask = Callable[[], Requester]
type Asked = Callable[[], Coroutine[Any, Any, Requester]]


@pytest.fixture(autouse=True)
async def commands(hass: HomeAssistant) -> None:
    """Have the commands of cameras."""
    assert await async_setup_component(hass, "camera", {})


def request_for(path: str, user: object = None, **match: str) -> web.Request:
    """Return a request from home as a view gets it."""
    request = make_mocked_request("GET", path, match_info=match).clone(remote=HOME)
    assert isinstance(request, web.Request)
    request._match_info = match  # type: ignore[assignment]  # noqa: SLF001
    if user is not None:
        request[KEY_HASS_USER] = user
    return request


async def serve(request: web.Request, ask: Asked) -> Requester:
    """Return what somebody finds out who serves a request."""
    asked: list[Requester] = []

    async def answer(_: web.Request) -> web.Response:
        current_request.set(request)
        asked.append(await ask())
        return web.Response()

    async for _chunk in async_get(answer):
        pass
    return asked[0]


async def answer(
    hass: HomeAssistant, command: str, ask: Asked, **msg: Any
) -> Requester:
    """Return what somebody finds out who answers a websocket command."""
    asked: asyncio.Queue[Requester] = asyncio.Queue()

    @websocket_api.async_response
    async def answer_it(*_: Any) -> None:
        await asked.put(await ask())

    websocket_api.async_register_command(hass, command, answer_it, vol.Schema({}))
    await async_check_internals(hass)
    handler, _ = hass.data["websocket_api"][command]
    context = connected()
    connection = context[current_connection]
    context.run(handler, hass, connection, {"id": 1, "type": command, **msg})
    return await asked.get()


def connected() -> Context:
    """Return the context of somebody's websocket connection from home."""
    context = copy_context()
    upgrade = request_for("/api/websocket")
    connection = Mock(user=ANNA, remote=HOME)
    context.run(current_request.set, upgrade)
    context.run(current_connection.set, connection)
    return context


def at_once(ask: Ask) -> Asked:
    """Return how to ask within the task itself."""

    async def asked() -> Requester:
        return ask()

    return asked


def in_a_task(ask: Ask) -> Asked:
    """Return how to ask in a task that the task starts."""

    async def asked() -> Requester:
        return await asyncio.create_task(at_once(ask)())

    return asked


def in_a_timer(ask: Ask) -> Asked:
    """Return how to ask in a timer that the task sets."""

    async def asked() -> Requester:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Requester] = loop.create_future()
        loop.call_later(0, lambda: answered.set_result(ask()))
        return await answered

    return asked


async def test_still_with_token(hass: HomeAssistant) -> None:
    """`/api/camera_proxy/<id>?token=`: anonymous, but with a place."""
    request = request_for(f"/api/camera_proxy/{OURS}", entity_id=OURS)
    asker = await serve(request, at_once(lambda: of_still(hass, OURS)))
    assert asker == Requester(Path.STILL, Destination.HOME)


async def test_still_with_login_or_signature(hass: HomeAssistant) -> None:
    """`/api/camera_proxy/<id>` of somebody who is known."""
    request = request_for(f"/api/camera_proxy/{OURS}", ANNA, entity_id=OURS)
    asker = await serve(request, at_once(lambda: of_still(hass, OURS)))
    assert asker == Requester(Path.STILL, Destination.HOME, "anna")


async def test_still_of_a_camera_in_front(hass: HomeAssistant) -> None:
    """A `proxy` camera asks for ours in the task of the request for itself."""
    request = request_for("/api/camera_proxy/camera.proxy", entity_id="camera.proxy")
    asker = await serve(request, at_once(lambda: of_still(hass, OURS)))
    assert asker == INTERNAL


async def test_moving_picture(hass: HomeAssistant) -> None:
    """`/api/camera_proxy_stream/<id>`: the request is an argument."""
    ours = request_for("/", ANNA, entity_id=OURS)
    in_front = request_for("/", ANNA, entity_id="camera.proxy")
    asker = of_request(hass, ours, Path.MJPEG, OURS)
    assert asker == Requester(Path.MJPEG, Destination.HOME, "anna")
    assert of_request(hass, in_front, Path.MJPEG, OURS) == INTERNAL


async def test_piece_of_hls(hass: HomeAssistant) -> None:
    """`/api/hls/<token>/...`: a place, whoever it is."""
    asker = of_hls(hass, request_for("/api/hls/1234/init.mp4", token="1234"))
    assert asker == Requester(Path.STREAM, Destination.HOME)


@pytest.mark.parametrize("command", VIDEO_COMMANDS)
async def test_opening_a_stream(hass: HomeAssistant, command: str) -> None:
    """`camera/stream` and `camera/webrtc/offer`: somebody who is logged in."""
    ask = at_once(lambda: of_stream(hass, OURS))
    asker = await answer(hass, command, ask, entity_id=OURS)
    assert asker == Requester(Path.STREAM, Destination.HOME, "anna")
    assert await answer(hass, command, ask, entity_id="camera.in_front") == INTERNAL


@pytest.mark.parametrize(
    "command",
    [
        "media_source/resolve_media",
        "media_source/browse_media",
        "call_service",
        "execute_script",
        "camera/update_prefs",
    ],
)
async def test_other_commands(hass: HomeAssistant, command: str) -> None:
    """Media sources, actions and settings hand frames to nobody knows whom."""
    stream = at_once(lambda: of_stream(hass, OURS))
    still = at_once(lambda: of_still(hass, OURS))
    assert await answer(hass, command, stream, entity_id=OURS) == INTERNAL
    assert await answer(hass, command, still, entity_id=OURS) == INTERNAL


@pytest.mark.parametrize(
    ("path", "match"),
    [
        ("/api/services/camera/snapshot", {"domain": "camera", "service": "snapshot"}),
        ("/api/webhook/1234", {"webhook_id": "1234"}),
        ("/api/alexa/smart_home", {}),
        ("/api/google_assistant", {}),
        ("/api/template", {}),
        ("/api/image_proxy/image.ours", {"entity_id": "image.ours"}),
        ("/api/websocket", {}),
    ],
)
async def test_other_requests(
    hass: HomeAssistant, path: str, match: dict[str, str]
) -> None:
    """Actions over REST, the app's webhook, Alexa, Google and the rest."""
    request = request_for(path, ANNA, **match)
    assert await serve(request, at_once(lambda: of_still(hass, OURS))) == INTERNAL
    assert await serve(request, at_once(lambda: of_stream(hass, OURS))) == INTERNAL


async def test_nobody(hass: HomeAssistant) -> None:
    """HomeKit, AI tasks, image processing, messages, preloading."""
    for ask in (lambda: of_still(hass, OURS), lambda: of_stream(hass, OURS)):
        assert await in_a_task(ask)() == INTERNAL
        assert await in_a_timer(ask)() == INTERNAL


@pytest.mark.parametrize("leaked", [in_a_task, in_a_timer])
async def test_what_a_request_starts(
    hass: HomeAssistant, leaked: Callable[[Ask], Asked]
) -> None:
    """What runs on in somebody's context is not somebody."""
    request = request_for(f"/api/camera_proxy/{OURS}", ANNA, entity_id=OURS)
    still, stream = (lambda: of_still(hass, OURS)), (lambda: of_stream(hass, OURS))
    assert await serve(request, leaked(still)) == INTERNAL
    command = {"entity_id": OURS}
    assert await answer(hass, "camera/stream", leaked(stream), **command) == INTERNAL
    assert (
        await answer(hass, "camera/webrtc/offer", leaked(still), **command) == INTERNAL
    )


async def test_connection_without_its_command(hass: HomeAssistant) -> None:
    """The connection alone says nothing, as in a bridge that was set up over it."""
    ask = at_once(lambda: of_stream(hass, OURS))
    assert await asyncio.create_task(ask(), context=connected()) == INTERNAL
