"""Somebody who looks: at home, elsewhere or through Home Assistant Cloud."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any, Final

from aiohttp import ClientResponse, ClientWebSocketResponse, hdrs
from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.helpers.http import current_request

AT_HOME: Final = {"X-Forwarded-For": "192.168.7.20"}
ELSEWHERE: Final = {"X-Forwarded-For": "203.0.113.9"}
_FROM_CLOUD: Final = "X-Comes-From-Cloud"


class Place(StrEnum):
    """Where somebody is who asks for a frame; internal is a program, or nobody."""

    HOME = "home"
    REMOTE = "remote"
    CLOUD = "cloud"
    INTERNAL = "internal"


PEOPLE: Final = (Place.HOME, Place.REMOTE, Place.CLOUD)

_HEADERS: Final[Mapping[Place, Mapping[str, str]]] = {
    Place.HOME: AT_HOME,
    Place.REMOTE: ELSEWHERE,
    # The cloud's connection ends in the house, so the address says nothing.
    Place.CLOUD: {**AT_HOME, _FROM_CLOUD: "yes"},
    Place.INTERNAL: {},
}


def comes_from_cloud(_: HomeAssistant) -> bool:
    """Stand in for Home Assistant's own test, which needs a subscription."""
    request = current_request.get()
    return request is not None and _FROM_CLOUD in request.headers


@dataclass
class Socket:
    """A websocket connection of somebody who is logged in."""

    connection: ClientWebSocketResponse
    events: list[dict[str, Any]] = field(default_factory=list)
    """What came besides the answers, newest last."""
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send a command and return its answer."""
        number = next(self._numbers)
        await self.connection.send_json({"id": number, "type": kind, **fields})
        while True:
            message = await self.receive()
            if message["type"] == "result" and message["id"] == number:
                return message

    async def receive(self) -> dict[str, Any]:
        """Return the next message."""
        async with asyncio.timeout(10):
            message: dict[str, Any] = await self.connection.receive_json()
        if message["type"] == "event":
            self.events.append(message["event"])
        return message

    async def event(self, *kinds: str) -> dict[str, Any]:
        """Return the first event of some kinds, which may have come already."""
        while not (found := [e for e in self.events if e["type"] in kinds]):
            await self.receive()
        return found[0]


@dataclass
class Visitors:
    """Everybody who looks, with one browser."""

    open_browser: Callable[[], Awaitable[TestClient[Any, Any]]]
    token: str
    browser_name: str = "A browser"
    _browser: TestClient[Any, Any] | None = None

    async def browser(self) -> TestClient[Any, Any]:
        """Return the browser, which opens when somebody looks for the first time."""
        if self._browser is None:
            self._browser = await self.open_browser()
        return self._browser

    async def get(
        self,
        place: Place,
        address: str,
        *,
        login: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> ClientResponse:
        """Ask for an address from a place; the connection ends with the response.

        With `headers` it is they that tell the place.
        """
        headers = dict(_HEADERS[place] if headers is None else headers)
        headers.setdefault(hdrs.USER_AGENT, self.browser_name)
        if login:
            headers["Authorization"] = f"Bearer {self.token}"
        browser = await self.browser()
        return await browser.get(address, headers=headers)

    async def read(
        self, place: Place, address: str, *, login: bool = False
    ) -> bytes | None:
        """Return what is at an address, None if nothing is given."""
        response = await self.get(place, address, login=login)
        return await response.read() if response.ok else None

    async def post(self, place: Place, address: str, json: Any) -> ClientResponse:
        """Send something, logged in."""
        headers = {**_HEADERS[place], "Authorization": f"Bearer {self.token}"}
        browser = await self.browser()
        return await browser.post(address, json=json, headers=headers)

    async def socket(self, place: Place) -> Socket:
        """Open a websocket from a place and log in."""
        browser = await self.browser()
        headers = {**_HEADERS[place], hdrs.USER_AGENT: self.browser_name}
        connection = await browser.ws_connect("/api/websocket", headers=headers)
        await connection.receive_json()
        await connection.send_json({"type": "auth", "access_token": self.token})
        assert (await connection.receive_json())["type"] == "auth_ok"
        return Socket(connection)
