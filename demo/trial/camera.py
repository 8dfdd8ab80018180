"""One camera of the trial, from the side of the maker's app."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from demo.marker import slug
from demo.processes import Child
from demo.serve import HOST

# The longest that anything should take, on a busy machine.
LONGEST_SECONDS: Final = 150


async def until(happened: Callable[[], Awaitable[bool]], pause: float) -> None:
    """Look again and again until something has happened; raises TimeoutError."""
    async with asyncio.timeout(LONGEST_SECONDS):
        while True:
            if await happened():
                return
            await asyncio.sleep(pause)


@dataclass(frozen=True, slots=True)
class Entities:
    """What belongs to one camera in Home Assistant."""

    guarded: str
    assurance: str
    leak: str
    privacy: str
    sleep: str
    """The camera's own switch."""


class TrialCamera:
    """A simulated camera, and what belongs to it in Home Assistant."""

    def __init__(self, name: str, port: int, child: Child) -> None:
        """Name it."""
        self.name = name
        self.slug = slug(name)
        self.url = f"http://{HOST}:{port}"
        self.port = port
        self.child = child
        self.entities: Entities

    async def control(self, **wanted: object) -> dict[str, Any]:
        """Change it, past all faults; return how it is then."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/control", json=wanted) as answer,
        ):
            answer.raise_for_status()
            state: dict[str, Any] = await answer.json()
            return state
