"""Stills and moving pictures over HTTP."""

from collections.abc import Mapping
from datetime import timedelta

from aiohttp import ClientResponse
from homeassistant.components.http.auth import async_sign_path

from ..seen import Seen, look
from ..tour import Tour
from ..visitors import PEOPLE, Place
from .exit import Exit


async def next_part(response: ClientResponse) -> bytes:
    """Return the next picture of a moving one, nothing at its end."""
    head = (await response.content.readuntil(b"\r\n\r\n")).lower()
    if response.content.at_eof():
        return b""
    length = int(head.split(b"content-length: ")[1].split()[0])
    return await response.content.readexactly(length)


async def first_part(
    tour: Tour,
    place: Place,
    address: str,
    *,
    login: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Seen:
    """Tell what the first picture of a moving one is."""
    response = await tour.visitors.get(place, address, login=login, headers=headers)
    if not response.ok:
        return Seen.REFUSED
    picture = await next_part(response)
    response.close()
    return look(picture)


async def _with_login(tour: Tour, place: Place) -> Seen:
    address = f"/api/camera_proxy/{tour.entity_id}"
    return look(await tour.visitors.read(place, address, login=True))


async def _signed(tour: Tour, place: Place) -> Seen:
    address = f"/api/camera_proxy/{tour.entity_id}"
    signed = async_sign_path(tour.hass, address, timedelta(minutes=1))
    return look(await tour.visitors.read(place, signed))


async def _with_token(tour: Tour, place: Place) -> Seen:
    return look(await tour.visitors.read(place, tour.attribute("entity_picture")))


async def moving(
    tour: Tour, place: Place, headers: Mapping[str, str] | None = None
) -> Seen:
    """Tell what the first frame of the moving picture is."""
    token = tour.attribute("access_token")
    address = f"/api/camera_proxy_stream/{tour.entity_id}?token={token}"
    return await first_part(tour, place, address, headers=headers)


async def _stills_in_a_row(tour: Tour, place: Place) -> Seen:
    token = tour.attribute("access_token")
    address = f"/api/camera_proxy_stream/{tour.entity_id}?token={token}&interval=0.5"
    return await first_part(tour, place, address)


STILLS = [
    Exit("Still, with a login", PEOPLE, _with_login),
    Exit("Still, at a signed address", PEOPLE, _signed),
    Exit("Still, with the camera's token", PEOPLE, _with_token),
    Exit("Moving JPEG", PEOPLE, moving),
    Exit("Moving JPEG of stills", PEOPLE, _stills_in_a_row),
]
