"""Programs of the house that fetch a camera's pictures over HTTP, and a browser there."""

from functools import partial
from typing import override

from homeassistant.components.image import DATA_COMPONENT as IMAGES, ImageEntity
from homeassistant.components.media_player import DATA_COMPONENT, MediaPlayerEntity
from homeassistant.components.media_player.const import MediaPlayerState
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.setup import async_setup_component

from ..seen import Seen, look
from ..tour import Tour
from ..visitors import Place
from .actions import INSIDE
from .bridges import ANYWHERE
from .exit import Exit
from .stills import moving
from .video import opened_hls


async def _address(tour: Tour) -> str:
    """Return where a program on this machine finds the camera's picture."""
    browser = await tour.visitors.browser()
    return str(browser.make_url(tour.attribute("entity_picture")))


async def _fetched(tour: Tour, _: Place) -> Seen:
    """Fetch the picture as an integration does that describes it with an AI."""
    session = async_get_clientsession(tour.hass)
    async with session.get(await _address(tour)) as response:
        return look(await response.read()) if response.ok else Seen.REFUSED


class _Television(MediaPlayerEntity):
    """A media player that plays the camera."""

    _attr_name = "Television"
    _attr_state = MediaPlayerState.PLAYING
    address: str

    @property
    @override
    def media_image_url(self) -> str:
        return self.address


async def _thumbnail(tour: Tour, place: Place) -> Seen:
    """Look at the thumbnail of what a media player plays."""
    assert await async_setup_component(tour.hass, "media_player", {})
    players = tour.hass.data[DATA_COMPONENT]
    television = players.get_entity("media_player.television")
    if television is None:
        television = _Television()
        television.address = await _address(tour)
        await players.async_add_entities([television])
    assert isinstance(television, _Television)
    television.address = await _address(tour)
    television.async_write_ha_state()
    state = tour.hass.states.get(television.entity_id)
    assert state is not None
    picture = state.attributes["entity_picture"]
    return look(await tour.visitors.read(place, picture))


class _Poster(ImageEntity):
    """An image that is fetched from an address, as that of a template is."""

    address: str

    @property
    @override
    def image_url(self) -> str:
        return self.address


async def _image(tour: Tour, place: Place) -> Seen:
    """Look at an image whose address is that of the camera's picture."""
    assert await async_setup_component(tour.hass, "image", {})
    poster = _Poster(tour.hass)
    poster.entity_id = f"image.poster_{tour.entity_id.partition('.')[2]}"
    poster.address = await _address(tour)
    await tour.hass.data[IMAGES].async_add_entities([poster])
    state = tour.hass.states.get(poster.entity_id)
    assert state is not None
    picture = state.attributes["entity_picture"]
    seen = look(await tour.visitors.read(place, picture))
    await poster.async_remove()
    return seen


async def _still(tour: Tour, place: Place, headers: dict[str, str]) -> Seen:
    picture = tour.attribute("entity_picture")
    response = await tour.visitors.get(place, picture, headers=headers)
    return look(await response.read()) if response.ok else Seen.REFUSED


async def _add_on(tour: Tour, place: Place) -> Seen:
    """Fetch the picture from the Supervisor's network."""
    tour.hass.config.components.add("hassio")
    try:
        return await _still(tour, place, {"X-Forwarded-For": "172.30.33.4"})
    finally:
        tour.hass.config.components.remove("hassio")


HERE = [Place.HOME]
BROWSER = {"Sec-Fetch-Site": "same-origin"}

PROGRAMS = [
    Exit("Image AI that fetches `entity_picture`", INSIDE, _fetched, over_http=True),
    Exit(
        "Thumbnail that a media player passes on",
        ANYWHERE,
        _thumbnail,
        asks_inside=True,
        over_http=True,
    ),
    Exit(
        "Image of a template with the address of `entity_picture`",
        ANYWHERE,
        _image,
        asks_inside=True,
        over_http=True,
    ),
    Exit("Moving JPEG for a program on this machine", INSIDE, moving, over_http=True),
    Exit("HLS for a program on this machine", INSIDE, opened_hls, is_video=True),
    Exit("Add-on on the Supervisor's network", INSIDE, _add_on, over_http=True),
    Exit("Still, in a browser on this machine", HERE, partial(_still, headers=BROWSER)),
    Exit(
        "Moving JPEG, in a browser on this machine",
        HERE,
        partial(moving, headers=BROWSER),
    ),
]
