"""What runs on in the context of somebody's request is not that somebody."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, override

from homeassistant.components.camera import (
    DATA_COMPONENT,
    async_get_image,
    async_get_stream_source,
    async_request_stream,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later
import pytest

from .conftest import Furnish
from .exits.video import hls_address
from .seen import Seen, look
from .sources import VideoCamera
from .tour import Tour
from .visitors import Place

type Frames = Callable[[HomeAssistant, str], Awaitable[object]]
type Ask = Callable[[], Coroutine[Any, Any, None]]
type Start = Callable[[HomeAssistant, Ask], None]


def _task(hass: HomeAssistant, ask: Ask) -> None:
    hass.async_create_task(ask())


def _background(hass: HomeAssistant, ask: Ask) -> None:
    hass.async_create_background_task(ask(), "websocket_api.async:other")


def _timer(hass: HomeAssistant, ask: Ask) -> None:
    async def fire(_: datetime) -> None:
        await ask()

    async_call_later(hass, 0, fire)


def _event(hass: HomeAssistant, ask: Ask) -> None:
    async def happened(_: Event) -> None:
        await ask()

    hass.bus.async_listen_once("somebody_rang", happened)
    hass.bus.async_fire("somebody_rang")


def _soon(hass: HomeAssistant, ask: Ask) -> None:
    @callback
    def later() -> None:
        hass.async_create_task(ask())

    hass.loop.call_soon(later)


STARTS = pytest.mark.parametrize("start", [_task, _background, _timer, _event, _soon])


async def _stream(hass: HomeAssistant, entity_id: str) -> str:
    return await async_request_stream(hass, entity_id, "hls")


@pytest.fixture
async def local(furnish: Furnish) -> Tour:
    """Return a camera that those at home may see, and nobody else."""
    tour, _ = await furnish()
    await tour.set_mode("local")
    return tour


async def got(tour: Tour, start: Start, frames: Frames, visit: str) -> object:
    """Return what somebody gets whom a visit from home sets to work."""
    answers: asyncio.Queue[object] = asyncio.Queue()

    async def ask() -> None:
        try:
            answers.put_nowait(await frames(tour.hass, tour.entity_id))
        except HomeAssistantError as err:
            answers.put_nowait(err)

    image, address = tour.source.async_camera_image, tour.source.stream_source

    async def image_and_more(
        width: int | None = None, height: int | None = None
    ) -> bytes | None:
        if answers.empty():
            start(tour.hass, ask)
        return await image(width, height)

    async def address_and_more() -> str | None:
        if answers.empty():
            start(tour.hass, ask)
        return await address()

    tour.source.async_camera_image = image_and_more  # type: ignore[method-assign]
    tour.source.stream_source = address_and_more  # type: ignore[method-assign]
    if visit == "still":
        path = f"/api/camera_proxy/{tour.entity_id}"
        picture = await tour.visitors.read(Place.HOME, path, login=True)
        assert look(picture) is Seen.LIVE
    else:
        assert await hls_address(tour, Place.HOME) is not None
    async with asyncio.timeout(5):
        return await answers.get()


@STARTS
@pytest.mark.parametrize("frames", [async_get_image, _stream])
@pytest.mark.parametrize("visit", ["still", "stream"])
async def test_what_a_visit_starts(
    local: Tour, start: Start, frames: Frames, visit: str
) -> None:
    """Nothing that a visit from home sets going gets what the visitor gets."""
    assert isinstance(await got(local, start, frames, visit), HomeAssistantError)


@STARTS
@pytest.mark.parametrize("visit", ["still", "stream"])
async def test_address_in_what_a_visit_starts(
    local: Tour, start: Start, visit: str
) -> None:
    """Nor the address of the stream."""
    assert await got(local, start, async_get_stream_source, visit) is None


@pytest.mark.parametrize("place", [Place.HOME, Place.REMOTE])
@pytest.mark.parametrize("way", ["websocket", "rest"])
async def test_action_of_somebody(local: Tour, place: Place, way: str) -> None:
    """An action is internal, wherever the one is who calls it."""
    path = local.folder / "snapshot.jpg"
    data = {"entity_id": local.entity_id, "filename": str(path)}
    if way == "rest":
        address = "/api/services/camera/snapshot"
        answer = await local.visitors.post(place, address, data)
        assert not answer.ok
    else:
        socket = await local.visitors.socket(place)
        called = await socket.ask(
            "call_service", domain="camera", service="snapshot", service_data=data
        )
        assert called["error"]["translation_key"] == "refused"
    assert not path.exists()


class _InFront(VideoCamera):
    """A camera that shows what ours shows."""

    behind = ""

    @override
    async def stream_source(self) -> str | None:
        return await async_get_stream_source(self.hass, self.behind)


async def test_camera_in_front_of_ours(local: Tour) -> None:
    """Who opens it at home opens it for everybody, so it counts as nobody."""
    in_front = _InFront("In front", local.server)
    in_front.behind = local.entity_id
    in_front.entity_id = "camera.in_front"
    await local.hass.data[DATA_COMPONENT].async_add_entities([in_front])
    socket = await local.visitors.socket(Place.HOME)
    answer = await socket.ask("camera/stream", entity_id=in_front.entity_id)
    assert not answer["success"]
    assert in_front.stream is None
