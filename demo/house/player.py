"""Plays a camera's HLS as a dashboard does, segment by segment."""

import re
from typing import Final, Self

from .client import Client, ClientError

_OK: Final = 200
_SEGMENT: Final = re.compile(r"segment/(\d+)\.m4s")


class Player:
    """One who watches."""

    def __init__(self, client: Client, folder: str) -> None:
        """Prepare; `folder` is where all pieces of the video are."""
        self._client = client
        self._folder = folder
        self._last = -1

    @classmethod
    async def open(cls, client: Client, entity_id: str) -> Self:
        """Ask for the video of a camera; raises ClientError."""
        stream = await client.command("camera/stream", entity_id=entity_id)
        player = cls(client, stream["url"].rpartition("/")[0])
        await player._read("master_playlist.m3u8")
        return player

    async def next(self) -> bytes:
        """Return the next whole segment as a file of its own; raises ClientError."""
        address = await self.next_address()
        return await self._read("init.mp4") + await self._read(address)

    async def next_address(self) -> str:
        """Return where the next whole segment is, within the folder."""
        wait = f"?_HLS_msn={self._last + 1}" if self._last >= 0 else ""
        playlist = await self._read(f"playlist.m3u8{wait}")
        self._last = max(map(int, _SEGMENT.findall(playlist.decode())))
        return f"segment/{self._last}.m4s"

    def url(self, address: str) -> str:
        """Return the whole address of a piece."""
        return f"{self._client.url}{self._folder}/{address}"

    async def _read(self, address: str) -> bytes:
        status, content = await self._client.fetch(f"{self._folder}/{address}")
        if status != _OK:
            raise ClientError(f"{address}: {status}")
        return content
