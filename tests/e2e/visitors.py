"""People who look into the demo's household, each with a login and a place."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
import re
import time
from typing import Final

import aiohttp

from demo.house.client import Client

from .household import House

AT_HOME: Final = "192.168.7.20"
ON_THE_WALL: Final = "192.168.7.30"
OUTSIDE: Final = "203.0.113.9"
_PASSWORD: Final = "a long enough one"
_PIECE: Final = re.compile(rb'#EXT-X-PART:DURATION=.*URI="./(segment/[\d.]+\.m4s)"')


@asynccontextmanager
async def visitor(house: House, name: str, come_from: str) -> AsyncIterator[Client]:
    """Add a user who is no administrator, and log in from a place."""
    owner, username = house.client, name.lower()
    created = await owner.command(
        "config/auth/create", name=name, group_ids=["system-users"]
    )
    await owner.command(
        "config/auth_provider/homeassistant/create",
        user_id=created["user"]["id"],
        username=username,
        password=_PASSWORD,
    )
    client = Client(house.client.url, await _token(owner.url, username), come_from)
    try:
        yield client
    finally:
        await client.close()
        await owner.command("config/auth/delete", user_id=created["user"]["id"])


async def _token(url: str, username: str) -> str:
    """Log in as the frontend does."""
    here = {"client_id": f"{url}/"}
    form = {"handler": ["homeassistant", None], "redirect_uri": f"{url}/"}
    async with aiohttp.ClientSession(base_url=url) as session:

        async def send(path: str, body: Mapping[str, object]) -> dict[str, str]:
            async with session.post(path, json={**here, **body}) as answer:
                given: dict[str, str] = await answer.json()
                return given

        flow = await send("/auth/login_flow", form)
        path = f"/auth/login_flow/{flow['flow_id']}"
        who = {"username": username, "password": _PASSWORD}
        code = (await send(path, {**who}))["result"]
        grant = {**here, "grant_type": "authorization_code", "code": code}
        async with session.post("/auth/token", data=grant) as answer:
            token: str = (await answer.json())["access_token"]
            return token


async def look(client: Client, house: House) -> bytes:
    """Return a still."""
    status, picture = await client.fetch(f"/api/camera_proxy/{house.entities.guarded}")
    assert status == 200
    return picture


async def play(client: Client, house: House, seconds: float) -> int:
    """Play HLS; return how many bytes of video came."""
    stream = await client.command("camera/stream", entity_id=house.entities.guarded)
    folder = stream["url"].partition("/master_playlist")[0]
    await client.fetch(stream["url"])
    seen: dict[bytes, int] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _, playlist = await client.fetch(f"{folder}/playlist.m3u8")
        newest = _PIECE.findall(playlist)[-1:]
        for piece in newest:
            if piece not in seen:
                _, video = await client.fetch(f"{folder}/{piece.decode()}")
                seen[piece] = len(video)
        await asyncio.sleep(0.1)
    return sum(seen.values())


async def watch_with_link(house: House, seconds: float) -> int:
    """Watch the moving JPEG as a tablet does that knows only its link.

    Returns how many pictures came.
    """
    attributes = await house.attributes(house.entities.guarded)
    path = f"/api/camera_proxy_stream/{house.entities.guarded}"
    link = f"{path}?token={attributes['access_token']}"
    received = bytearray()
    with suppress(TimeoutError):
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(headers={"X-Forwarded-For": ON_THE_WALL}) as session,
            session.get(f"{house.client.url}{link}") as answer,
        ):
            async for chunk in answer.content.iter_any():
                received += chunk
    return received.count(b"--frame")
