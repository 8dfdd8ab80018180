"""Who asks for a frame, from where, and by which path.

The path decides first: only where Home Assistant hands a frame straight to the
connection that asked for it can the asker be placed. Context variables leak into
timers, tasks and automations, so a request counts only in the task that serves it,
a websocket connection only in the command that asks for a stream, and both only for
the camera that they name: what stands in front of ours shows it to others as well.
Everything else is internal: where its frame goes, nobody knows.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request

from ..ha_internals.requests import served_request, video_command
from ..policy.mode import Destination
from .place import known_address, place

type Seat = tuple[Destination, str | None, str | None]
"""Stands for one device that asks, as far as that is known."""


class Path(StrEnum):
    """By which path a frame is asked for."""

    STILL = "still"
    MJPEG = "mjpeg"
    STREAM = "stream"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Requester:
    """Somebody who asks; without a user id it is anonymous, such as a token's holder.

    Address and browser tell two of them apart, and are kept nowhere. All who come
    through Home Assistant Cloud have the same address, which is none.
    """

    path: Path
    destination: Destination
    user_id: str | None = None
    address: str | None = field(default=None, compare=False, repr=False)
    browser: str | None = field(default=None, compare=False, repr=False)
    by_link: bool = field(default=False, compare=False)
    """Whether it is by an address that Home Assistant has made for a page to load."""

    @property
    def seat(self) -> Seat:
        """Return at which device somebody is."""
        browser = self.browser if self.address is None else None
        return self.destination, self.address, browser


INTERNAL: Final = Requester(Path.INTERNAL, Destination.INTERNAL)


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
    if (request := served_request()) is None:
        return INTERNAL
    return of_request(hass, request, Path.STILL, entity_id)


def of_hls(hass: HomeAssistant, request: web.Request) -> Requester:
    """Return who asks for a piece of the video; whoever has its address is let in."""
    return _of_peer(hass, request, Path.STREAM)


def of_stream(hass: HomeAssistant, entity_id: str) -> Requester:
    """Return who opens the camera's stream that the current task prepares."""
    command = video_command()
    if command is None or command.entity_id != entity_id:
        return INTERNAL
    connection, request = command.connection, current_request.get()
    return Requester(
        Path.STREAM,
        place(hass, connection.remote, request),
        connection.user.id,
        known_address(hass, connection.remote),
        None if request is None else request.headers.get(hdrs.USER_AGENT),
    )


def _of_peer(hass: HomeAssistant, request: web.Request, path: Path) -> Requester:
    user = request.get(KEY_HASS_USER)
    return Requester(
        path,
        place(hass, request.remote, request),
        None if user is None else user.id,
        known_address(hass, request.remote),
        request.headers.get(hdrs.USER_AGENT),
        not {"authSig", "token"}.isdisjoint(request.query),
    )
