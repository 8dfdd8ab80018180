"""Those who live in the house of rooms, each with a login."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from demo.house.client import Client

from .house import Rooms

_GROUPS: Final = {
    "Anna": "system-users",
    "Ben": "system-users",
    "Guest": "system-read-only",
}
PASSWORD: Final = "secret of the house"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a login."""

    user_id: str
    client: Client


@asynccontextmanager
async def people_of(rooms: Rooms) -> AsyncIterator[dict[str, Person]]:
    """Give everybody a login; the owner has one already, and is called Owner."""
    people = {}
    owner = await rooms.client.command("auth/current_user")
    await rooms.client.command("config/auth/update", user_id=owner["id"], name="Owner")
    for name, group in _GROUPS.items():
        user_id = await _add_login(rooms.client, name, group)
        token = await _log_in(rooms.hass.url, name.lower())
        people[name] = Person(user_id, Client(rooms.hass.url, token))
    try:
        yield people | {"Owner": Person(owner["id"], rooms.client)}
    finally:
        for person in people.values():
            await person.client.close()
            await rooms.client.command("config/auth/delete", user_id=person.user_id)


@asynccontextmanager
async def stranger(rooms: Rooms) -> AsyncIterator[str]:
    """Give somebody a login who may read nothing; yield the name to log in with."""
    user_id = await _add_login(rooms.client, "Stranger")
    try:
        yield "stranger"
    finally:
        await rooms.client.command("config/auth/delete", user_id=user_id)


async def _add_login(client: Client, name: str, *groups: str) -> str:
    """Add a user with a password; return the user's id."""
    user = await client.command("config/auth/create", name=name, group_ids=groups)
    user_id: str = user["user"]["id"]
    await client.command(
        "config/auth_provider/homeassistant/create",
        user_id=user_id,
        username=name.lower(),
        password=PASSWORD,
    )
    return user_id


async def _log_in(url: str, user: str) -> str:
    """Return an access token, as a browser gets it."""
    client_id = f"{url}/"
    timeout = aiohttp.ClientTimeout(total=15)
    async with aiohttp.ClientSession(base_url=url, timeout=timeout) as session:

        async def post(path: str, **body: Any) -> dict[str, Any]:
            async with session.post(path, **body) as answer:
                assert answer.status == 200, await answer.text()
                result: dict[str, Any] = await answer.json()
                return result

        flow = await post(
            "/auth/login_flow",
            json={
                "client_id": client_id,
                "handler": ["homeassistant", None],
                "redirect_uri": client_id,
            },
        )
        login = {"client_id": client_id, "username": user, "password": PASSWORD}
        step = await post(f"/auth/login_flow/{flow['flow_id']}", json=login)
        tokens = await post(
            "/auth/token",
            data={
                "client_id": client_id,
                "code": step["result"],
                "grant_type": "authorization_code",
            },
        )
        return str(tokens["access_token"])
