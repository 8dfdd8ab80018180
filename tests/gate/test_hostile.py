"""Sources that are broken or mean harm: the gate stays shut and the log quiet."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from io import BytesIO
import struct
import time

from homeassistant.components.camera import async_get_image
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest

from ..common import MARKER, marked_jpeg
from .conftest import Furnish
from .seen import Seen, look, tracebacks
from .tour import Tour
from .visitors import Place

type Fetch = Callable[[int | None, int | None], Awaitable[bytes | None]]


def _huge() -> bytes:
    """Return a JPEG that says that it has 100 megapixels and has one."""
    out = BytesIO()
    Image.new("RGB", (16, 16)).save(out, "JPEG", comment=MARKER)
    small = out.getvalue()
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", 10_000, 10_000) + small[at + 4 :]


PICTURES = {
    "cut short": marked_jpeg()[:300],
    "no picture": MARKER * 100,
    "100 megapixels": _huge(),
    "nothing": b"",
    "none": None,
    "one byte": b"\xff",
}
TROUBLES = [
    RuntimeError("broken"),
    KeyError("image"),
    OSError("no route"),
    TimeoutError(),
    HomeAssistantError("The cloud is down"),
    asyncio.CancelledError(),
    ExceptionGroup("both", [ValueError("one"), TypeError("other")]),
]
SHAPES = pytest.mark.parametrize("query", ["", "?width=320&height=180", "?width=1"])


async def verify(tour: Tour, query: str, *, may_be_shown: bool) -> None:
    """Look in every mode; whatever cannot be shown is an error without a picture."""
    address = f"/api/camera_proxy/{tour.entity_id}{query}"
    for mode in ("open", "local", "blurred", "private"):
        await tour.set_mode(mode)
        for place in (Place.HOME, Place.REMOTE):
            before = time.process_time()
            response = await tour.visitors.get(place, address, login=True)
            data = await response.read()
            assert time.process_time() - before < 5
            live = mode == "open" or (mode, place) == ("local", Place.HOME)
            if live:
                assert may_be_shown or MARKER not in data
            else:
                assert MARKER not in data
            if mode == "private" or (mode != "open" and place is Place.REMOTE):
                assert look(data) is Seen.PLACEHOLDER
            if mode == "blurred" and place is Place.HOME:
                assert response.status == HTTPStatus.INTERNAL_SERVER_ERROR
        if mode != "open":
            with pytest.raises(HomeAssistantError) as refusal:
                await async_get_image(tour.hass, tour.entity_id, width=64, height=36)
            assert refusal.value.translation_key == "refused"


@SHAPES
@pytest.mark.parametrize("what", PICTURES)
async def test_pictures(
    furnish: Furnish, what: str, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What is no picture is not made one, and costs nothing."""
    tour, _ = await furnish()

    async def give(width: int | None = None, height: int | None = None) -> bytes | None:
        return PICTURES[what]

    tour.source.async_camera_image = give  # type: ignore[method-assign]
    await verify(tour, query, may_be_shown=True)
    assert not tracebacks(caplog)
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize(
    "trouble", TROUBLES, ids=lambda trouble: type(trouble).__name__
)
async def test_exceptions(
    furnish: Furnish,
    trouble: BaseException,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever the source raises becomes one error in words."""
    tour, _ = await furnish()

    async def fail(width: int | None = None, height: int | None = None) -> bytes | None:
        raise trouble

    tour.source.async_camera_image = fail  # type: ignore[method-assign]
    await verify(tour, "", may_be_shown=False)
    await tour.set_mode("open")
    with pytest.raises(HomeAssistantError) as error:
        await async_get_image(tour.hass, tour.entity_id)
    assert error.value.translation_key == "no_picture"
    assert not tracebacks(caplog)
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize(
    "kind",
    ["text/html", "", "image/jpeg; charset=x", "image/x\r\nSet-Cookie: a=b", "image"],
)
async def test_content_types(
    furnish: Furnish, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A camera sends pictures, not pages."""
    tour, _ = await furnish()
    tour.source.content_type = kind
    address = f"/api/camera_proxy/{tour.entity_id}"
    response = await tour.visitors.get(Place.HOME, address, login=True)
    assert response.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert MARKER not in await response.read()
    await tour.set_mode("private")
    response = await tour.visitors.get(Place.HOME, address, login=True)
    assert response.content_type == "image/jpeg"
    assert not tracebacks(caplog)


async def test_picture_from_a_private_moment(furnish: Furnish) -> None:
    """A picture that was asked for before is not shown after, however short it was."""
    tour, _ = await furnish()
    asked, go_on = asyncio.Event(), asyncio.Event()
    fetch, old = tour.source.async_camera_image, marked_jpeg(-1)

    async def slow(width: int | None = None, height: int | None = None) -> bytes | None:
        if asked.is_set():
            return await fetch(width, height)
        asked.set()
        await go_on.wait()
        return old

    tour.source.async_camera_image = slow  # type: ignore[method-assign]
    address = f"/api/camera_proxy/{tour.entity_id}"
    answers = [
        asyncio.create_task(tour.visitors.read(Place.HOME, address, login=True))
        for _ in range(2)
    ]
    await asked.wait()
    tour.raise_to("private")
    tour.raise_to("open")
    answers.append(
        asyncio.create_task(tour.visitors.read(Place.HOME, address, login=True))
    )
    assert (await answers[-1]) not in (None, old)
    go_on.set()
    for answer in answers:
        picture = await answer
        assert look(picture) is Seen.LIVE
        assert picture != old


async def test_viewer_who_leaves_while_it_is_blurred(
    furnish: Furnish, caplog: pytest.LogCaptureFixture
) -> None:
    """A picture that fails when nobody waits for it any more fails quietly."""
    tour, _ = await furnish()
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def fail(width: int | None = None, height: int | None = None) -> bytes | None:
        asked.set()
        await go_on.wait()
        raise RuntimeError

    tour.source.async_camera_image = fail  # type: ignore[method-assign]
    await tour.set_mode("blurred")
    address = f"/api/camera_proxy/{tour.entity_id}"
    browser = await tour.visitors.browser()
    answer = asyncio.create_task(tour.visitors.get(Place.HOME, address, login=True))
    await asked.wait()
    answer.cancel()
    await asyncio.wait([answer])
    go_on.set()
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    tour.guard.gate.async_set_mode(tour.guard.gate.mode.PRIVATE)
    await browser.close()
    assert not tracebacks(caplog)
    assert "never retrieved" not in caplog.text
