"""What Home Assistant tells over its websocket, noted with the time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
import time
from typing import Any

import aiohttp

from demo.house.client import Client


@dataclass(frozen=True, slots=True)
class Told:
    """A state that was written; `at` is in seconds of the monotonic clock."""

    at: float
    entity_id: str
    state: str
    attributes: dict[str, Any]


@dataclass(slots=True)
class Record:
    """All states that some entities have had."""

    told: list[Told] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, told: Told) -> None:
        """Note one more."""
        self.told.append(told)
        self._news.set()

    def since(self, at: float, entity_id: str) -> list[Told]:
        """Return what an entity has told from a time on."""
        return [t for t in self.told if t.entity_id == entity_id and t.at >= at]

    def states(self, at: float, entity_id: str) -> list[tuple[float, str]]:
        """Return which states an entity has come into since, and after how long."""
        states: list[tuple[float, str]] = []
        for told in self.since(at, entity_id):
            if not states or states[-1][1] != told.state:
                states.append((told.at - at, told.state))
        return states

    async def until(
        self,
        entity_id: str,
        happened: Callable[[Told], bool],
        since: float,
        seconds: float,
    ) -> Told:
        """Wait until an entity has told such a thing; raises TimeoutError."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    self._news.clear()
                    for told in self.since(since, entity_id):
                        if happened(told):
                            return told
                    await self._news.wait()
        except TimeoutError:
            seen = self.states(since, entity_id)
            raise TimeoutError(f"{entity_id} has only told {seen}") from None


@asynccontextmanager
async def watching(client: Client, entity_ids: set[str]) -> AsyncIterator[Record]:
    """Note what these entities tell while in the context."""
    record = Record()
    async with client.socket() as socket:
        await socket.send_json(
            {"id": 1, "type": "subscribe_events", "event_type": "state_changed"}
        )
        await socket.receive_json()
        reading = asyncio.create_task(_read(socket, entity_ids, record))
        try:
            yield record
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading


async def _read(
    socket: aiohttp.ClientWebSocketResponse, entity_ids: set[str], record: Record
) -> None:
    async for message in socket:
        data = message.json()["event"]["data"]
        if data["entity_id"] in entity_ids and (new := data["new_state"]):
            record.add(
                Told(
                    time.monotonic(), data["entity_id"], new["state"], new["attributes"]
                )
            )
