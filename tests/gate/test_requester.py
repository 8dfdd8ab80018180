"""Who asks: every path by which Home Assistant asks a camera for a frame."""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from typing import Any
from unittest.mock import Mock

from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request
import pytest

from custom_components.cloudcam_privacy.gate.requester import (
    INTERNAL,
    Path,
    Requester,
    of_hls,
    of_request,
    of_still,
    of_stream,
    place,
)
from custom_components.cloudcam_privacy.policy.mode import Destination

OURS = "camera.ours"
HOME = "192.168.7.20"
ANNA = Mock(id="anna")

type Ask = Callable[[], Requester]
type Asked = Callable[[], Coroutine[Any, Any, Requester]]


@pytest.mark.parametrize(
    ("address", "is_cloud", "destination"),
    [
        ("127.0.0.1", False, Destination.HOME),
        ("::1", False, Destination.HOME),
        ("10.0.0.9", False, Destination.HOME),
        ("172.16.3.4", False, Destination.HOME),
        ("192.168.7.20", False, Destination.HOME),
        ("fd12::5", False, Destination.HOME),
        ("fe80::1", False, Destination.HOME),
        ("::ffff:192.168.7.20", False, Destination.HOME),
        ("203.0.113.9", False, Destination.REMOTE),
        ("2001:db8::1", False, Destination.REMOTE),
        ("172.32.0.1", False, Destination.REMOTE),
        ("::ffff:203.0.113.9", False, Destination.REMOTE),
        ("100.64.0.7", False, Destination.REMOTE),
        ("not an address", False, Destination.REMOTE),
        ("", False, Destination.REMOTE),
        (None, False, Destination.REMOTE),
        ("192.168.7.20", True, Destination.REMOTE),
        ("127.0.0.1", True, Destination.REMOTE),
        (None, True, Destination.REMOTE),
    ],
)
def test_place(address: str | None, is_cloud: bool, destination: Destination) -> None:
    """Cloud first, then the address; what cannot be read is remote."""
    assert place(address, is_cloud=is_cloud) is destination


def request_for(path: str, user: object = None, **match: str) -> web.Request:
    """Return a request from home as a view gets it."""
    request = make_mocked_request("GET", path, match_info=match).clone(remote=HOME)
    assert isinstance(request, web.Request)
    request._match_info = match  # type: ignore[assignment]  # noqa: SLF001
    if user is not None:
        request[KEY_HASS_USER] = user
    return request


class RequestHandler:
    """Serves requests under the name that aiohttp gives to that."""

    async def _handle_request(self, ask: Asked) -> Requester:
        return await ask()


async def serve(request: web.Request, ask: Asked) -> Requester:
    """Return what somebody finds out who serves a request."""
    context = copy_context()
    context.run(current_request.set, request)
    handler = RequestHandler()._handle_request(ask)  # noqa: SLF001
    return await asyncio.create_task(handler, context=context)


async def _handle_async_response(ask: Asked, msg: dict[str, Any]) -> Any:
    """Answer a websocket command as Home Assistant does, by the same names."""
    return await ask()


async def answer(command: str, ask: Asked, **msg: Any) -> Requester:
    """Return what somebody finds out who answers a websocket command."""
    return await asyncio.create_task(
        _handle_async_response(ask, msg),
        name=f"websocket_api.async:{command}",
        context=connected(),
    )


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


@pytest.mark.parametrize("command", ["ws_camera_stream", "ws_webrtc_offer"])
async def test_opening_a_stream(hass: HomeAssistant, command: str) -> None:
    """`camera/stream` and `camera/webrtc/offer`: somebody who is logged in."""
    ask = at_once(lambda: of_stream(hass, OURS))
    asker = await answer(command, ask, entity_id=OURS)
    assert asker == Requester(Path.STREAM, Destination.HOME, "anna")
    assert await answer(command, ask, entity_id="camera.in_front") == INTERNAL
    assert await answer(command, ask) == INTERNAL


@pytest.mark.parametrize(
    "command",
    [
        "ws_resolve_media",
        "ws_browse_media",
        "handle_call_service",
        "handle_execute_script",
        "websocket_update_prefs",
    ],
)
async def test_other_commands(hass: HomeAssistant, command: str) -> None:
    """Media sources, actions and settings hand frames to nobody knows whom."""
    stream = at_once(lambda: of_stream(hass, OURS))
    still = at_once(lambda: of_still(hass, OURS))
    assert await answer(command, stream, entity_id=OURS) == INTERNAL
    assert await answer(command, still, entity_id=OURS) == INTERNAL


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
    assert await answer("ws_camera_stream", leaked(stream), **command) == INTERNAL
    assert await answer("ws_webrtc_offer", leaked(still), **command) == INTERNAL


async def test_connection_without_its_command(hass: HomeAssistant) -> None:
    """The connection alone says nothing, as in a bridge that was set up over it."""
    ask = at_once(lambda: of_stream(hass, OURS))
    assert await asyncio.create_task(ask(), context=connected()) == INTERNAL
