"""Stills and moving JPEGs over HTTP, for people at home and elsewhere."""

import asyncio
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO

from aiohttp import ClientResponse
from homeassistant.components.http.auth import async_sign_path
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..common import MARKER
from .conftest import Anonymous, Client, GuardedHouse
from .visitors import AT_HOME, ELSEWHERE

SEEN = {
    ("open", "home"): "live",
    ("open", "remote"): "live",
    ("local", "home"): "live",
    ("local", "remote"): "placeholder",
    ("blurred", "home"): "blurred",
    ("blurred", "remote"): "placeholder",
    ("private", "home"): "placeholder",
    ("private", "remote"): "placeholder",
}
PLACES = {"home": AT_HOME, "remote": ELSEWHERE}
TABLE = [(*where, seen) for where, seen in SEEN.items()]


def _looks(picture: bytes) -> str:
    """Tell what a picture is, by the marker in its bytes and by its size."""
    if MARKER in picture:
        return "live"
    size = Image.open(BytesIO(picture)).size
    return "blurred" if size == (640, 360) else "placeholder"


@pytest.fixture
async def browser(hass_client: ClientSessionGenerator) -> Client:
    """Return a browser with a login."""
    return await hass_client()


@pytest.mark.parametrize(("mode", "place", "seen"), TABLE)
@pytest.mark.parametrize("known_by", ["login", "signature", "token"])
async def test_still(
    house: GuardedHouse,
    browser: Client,
    anonymous: Anonymous,
    mode: str,
    place: str,
    seen: str,
    known_by: str,
) -> None:
    """A still is what the table says, however the browser is known."""
    await house.set_mode(mode)
    path = f"/api/camera_proxy/{house.entity_id}"
    client = browser if known_by == "login" else await anonymous()
    if known_by == "signature":
        path = async_sign_path(house.hass, path, timedelta(minutes=1))
    elif known_by == "token":
        path = f"{path}?token={house.token()}"
    response = await client.get(path, headers=PLACES[place])
    assert response.status == HTTPStatus.OK
    assert _looks(await response.read()) == seen
    assert response.headers["Cache-Control"] == "no-store"


async def test_placeholder_has_the_size_asked_for(
    house: GuardedHouse, browser: Client
) -> None:
    """Dashboards ask for thumbnails."""
    await house.set_mode("private")
    path = f"/api/camera_proxy/{house.entity_id}?width=320&height=240"
    picture = await (await browser.get(path)).read()
    assert Image.open(BytesIO(picture)).size == (320, 240)


async def test_shut_while_the_picture_is_fetched(
    house: GuardedHouse, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that was asked for before does not leave after."""
    asked, go_on = asyncio.Event(), asyncio.Event()
    fetch = house.source.async_camera_image

    async def slow(width: int | None = None, height: int | None = None) -> bytes | None:
        asked.set()
        await go_on.wait()
        return await fetch(width, height)

    monkeypatch.setattr(house.source, "async_camera_image", slow)
    answer = asyncio.create_task(browser.get(f"/api/camera_proxy/{house.entity_id}"))
    await asked.wait()
    await house.set_mode("private")
    go_on.set()
    assert _looks(await (await answer).read()) == "placeholder"


async def test_old_tokens_are_void(house: GuardedHouse, anonymous: Anonymous) -> None:
    """An address handed out before leads nowhere after."""
    path = f"/api/camera_proxy/{house.entity_id}?token={house.token()}"
    client = await anonymous()
    assert (await client.get(path)).status == HTTPStatus.OK
    await house.set_mode("private")
    assert (await client.get(path)).status == HTTPStatus.FORBIDDEN


async def _parts(response: ClientResponse, until: str) -> list[str]:
    """Read parts of a moving JPEG until one looks as told."""
    looks: list[str] = []
    buffer = b""
    async with asyncio.timeout(10):
        while until not in looks:
            buffer += await response.content.readany()
            *whole, buffer = buffer.split(b"--frame\r\n")
            looks += [
                _looks(part.split(b"\r\n\r\n", 1)[1])
                for part in whole
                if b"\r\n\r\n" in part
            ]
    return looks


@pytest.mark.parametrize("interval", ["", "&interval=0.5"])
@pytest.mark.parametrize(("mode", "place", "seen"), TABLE)
async def test_moving_picture(
    house: GuardedHouse,
    anonymous: Anonymous,
    mode: str,
    place: str,
    seen: str,
    interval: str,
) -> None:
    """Each frame is what the table says, and shows nothing else before."""
    await house.set_mode(mode)
    client = await anonymous()
    path = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}{interval}"
    async with client.get(path, headers=PLACES[place]) as response:
        assert set(await _parts(response, seen)) == {seen}


async def test_viewer_who_was_already_looking(
    house: GuardedHouse, anonymous: Anonymous
) -> None:
    """The picture goes to the placeholder at once and comes back, in one response."""
    client = await anonymous()
    path = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}"
    async with client.get(path) as response:
        await _parts(response, "live")
        house.household.async_set_mode(
            [house.guard], house.guard.gate.mode.PRIVATE, house.somebody
        )
        frames = house.source.frames
        looks = await _parts(response, "placeholder")
        assert "live" not in looks[looks.index("placeholder") :]
        assert house.source.frames <= frames + 1
        await house.set_mode("open")
        await _parts(response, "live")


async def test_many_viewers_pull_the_source_once(
    house: GuardedHouse, anonymous: Anonymous
) -> None:
    """Twenty people see the frames of one pull."""
    client = await anonymous()
    path = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}"
    responses = [await client.get(path) for _ in range(20)]
    for response in responses:
        await _parts(response, "live")
    before = house.source.frames
    loop = house.hass.loop
    start = loop.time()
    while loop.time() - start < 0.5:
        await _parts(responses[0], "live")
    rate = (house.source.frames - before) / (loop.time() - start)
    for response in responses:
        response.close()
    assert rate <= 1 / house.source.frame_interval * 1.2
