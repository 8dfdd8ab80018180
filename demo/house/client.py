"""Talking to a running Home Assistant: REST, websocket and config flows."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from http import HTTPStatus
import json
from typing import Any, Final

import aiohttp

from demo.processes import DemoError

REQUEST_SECONDS: Final = 30
_LOOK_SECONDS: Final = 0.1


type Change = Callable[[dict[str, Any]], dict[str, Any]]


class ClientError(DemoError):
    """Home Assistant refused; says what and why."""


class CommandError(ClientError):
    """A websocket command was refused; `error` is what Home Assistant said of it."""

    def __init__(self, kind: str, error: dict[str, Any]) -> None:
        """Remember what was said."""
        super().__init__(f"{kind}: {error}")
        self.error = error


class Client:
    """A log-in to a Home Assistant."""

    def __init__(self, url: str, token: str, come_from: str | None = None) -> None:
        """Prepare; nothing is sent yet.

        `come_from` is the address from which a proxy says that we come.
        """
        self.url = url
        forwarded = {} if come_from is None else {"X-Forwarded-For": come_from}
        self._session = aiohttp.ClientSession(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", **forwarded},
            timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS),
        )
        self._token = token

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    # REST

    async def fetch(self, path: str) -> tuple[int, bytes]:
        """Return status and body of whatever is there."""
        async with self._session.get(path) as answer:
            return answer.status, await answer.read()

    async def watch(self, path: str, seconds: float) -> bytes:
        """Return what comes in within that time, of something that may have no end."""
        received = bytearray()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._session.get(path) as answer:
                async for chunk in answer.content.iter_any():
                    received += chunk
        return bytes(received)

    async def get(self, path: str) -> Any:
        """Return the JSON of a GET; raises ClientError."""
        async with self._session.get(path) as answer:
            return await _json(answer)

    async def post(self, path: str, body: object) -> Any:
        """Return the JSON of a POST; raises ClientError."""
        async with self._session.post(path, json=body) as answer:
            return await _json(answer)

    async def delete(self, path: str) -> Any:
        """Return the JSON of a DELETE; raises ClientError."""
        async with self._session.delete(path) as answer:
            return await _json(answer)

    async def action(self, name: str, **data: object) -> None:
        """Perform an action, such as `switch.turn_on`, and wait for it."""
        await self.post(f"/api/services/{name.replace('.', '/')}", data)

    async def state(self, entity_id: str) -> str:
        """Return the state of an entity, "" while there is none."""
        status, body = await self.fetch(f"/api/states/{entity_id}")
        return str(json.loads(body)["state"]) if status == HTTPStatus.OK else ""

    async def wait_for(
        self, entity_id: str, *states: str, seconds: float = REQUEST_SECONDS
    ) -> str:
        """Wait until an entity has one of the states, or any that is known."""
        seen = ""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    seen = await self.state(entity_id)
                    if seen in states or (not states and seen not in _NOT_KNOWN):
                        return seen
                    await asyncio.sleep(_LOOK_SECONDS)
        except TimeoutError:
            raise ClientError(
                f"{entity_id} is {seen!r} and not {states or 'known'} after {seconds} s"
            ) from None

    # Websocket

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        """Open a websocket that is logged in."""
        async with self._session.ws_connect("/api/websocket", max_msg_size=0) as socket:
            await socket.receive_json()
            await socket.send_json({"type": "auth", "access_token": self._token})
            await socket.receive_json()
            yield socket

    async def command(self, kind: str, **data: object) -> Any:
        """Return the result of a websocket command; raises ClientError."""
        async with aclosing(self._messages(kind, data)) as messages:
            return await anext(messages)

    async def events(
        self, kind: str, is_last: Callable[[Any], bool], **data: object
    ) -> list[Any]:
        """Return the events of a websocket command, up to the last one that counts.

        Raises ClientError.
        """
        events: list[Any] = []
        async with aclosing(self._messages(kind, data)) as messages:
            await anext(messages)
            async for event in messages:
                events.append(event)
                if is_last(event):
                    break
        return events

    async def _messages(
        self, kind: str, data: dict[str, object]
    ) -> AsyncGenerator[Any]:
        """Yield the result of a websocket command, and then its events."""
        async with self.socket() as socket:
            await socket.send_json({"id": 1, "type": kind, **data})
            answer = await socket.receive_json(timeout=REQUEST_SECONDS)
            if not answer["success"]:
                raise CommandError(kind, answer["error"])
            yield answer["result"]
            while True:
                yield (await socket.receive_json(timeout=REQUEST_SECONDS))["event"]

    # Config flows

    async def flow(self, domain: str, *answers: dict[str, Any]) -> Any:
        """Walk a config flow with one answer for each step; return its last result.

        Raises ClientError when it does not end in an entry.
        """
        path = "/api/config/config_entries/flow"
        return await self._walk(path, {"handler": domain}, answers)

    async def subflow(self, entry_id: str, kind: str, *answers: dict[str, Any]) -> Any:
        """Walk a subentry flow of an entry likewise."""
        path = "/api/config/config_entries/subentries/flow"
        return await self._walk(path, {"handler": [entry_id, kind]}, answers)

    async def reconfigure(
        self, entry_id: str, kind: str, subentry_id: str, change: Change
    ) -> None:
        """Change what the form of a subentry holds; raises ClientError."""
        path = "/api/config/config_entries/subentries/flow"
        start = {"handler": [entry_id, kind], "subentry_id": subentry_id}
        step = await self.post(path, start)
        fields = change(_suggested(step["data_schema"]))
        step = await self.post(f"{path}/{step['flow_id']}", fields)
        if step.get("reason") != "reconfigure_successful":
            raise ClientError(f"flow {start['handler']} did not end: {step}")

    async def options(self, entry_id: str, *answers: dict[str, Any]) -> Any:
        """Walk the options flow of an entry likewise."""
        path = "/api/config/config_entries/options/flow"
        return await self._walk(path, {"handler": entry_id}, answers)

    async def _walk(
        self, path: str, start: dict[str, Any], answers: tuple[dict[str, Any], ...]
    ) -> Any:
        step = await self.post(path, start)
        for answer in answers:
            step = await self.post(f"{path}/{step['flow_id']}", answer)
        if step["type"] != "create_entry":
            raise ClientError(f"flow {start['handler']} did not end: {step}")
        return step


_NOT_KNOWN: Final = ("", "unknown", "unavailable")


def _suggested(form: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a form shows, without its sections."""
    return {
        field["name"]: field["description"]["suggested_value"]
        for field in form
        if "suggested_value" in (field.get("description") or {})
    }


async def _json(answer: aiohttp.ClientResponse) -> Any:
    if answer.status >= HTTPStatus.BAD_REQUEST:
        text = await answer.text()
        raise ClientError(f"{answer.method} {answer.url.path}: {answer.status} {text}")
    return await answer.json()
