"""An HTTP server without a network, for what is given only in answer to a request."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, override

from aiohttp import web

QUEUE: Final = 4
"""Chunks that wait to be taken before whoever answers is made to wait."""

_REQUEST: Final = b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"
"""The old version, in whose answers nothing stands between the chunks."""

type Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Wire(asyncio.Transport):
    """The server's end of a connection; what it writes can be taken from `chunks`."""

    def __init__(self, protocol: asyncio.Protocol) -> None:
        super().__init__()
        self.chunks: asyncio.Queue[bytes] = asyncio.Queue()
        self._protocol = protocol
        self._is_paused = False
        self._is_closing = False

    async def take(self) -> bytes:
        """Return the next chunk; raises QueueShutDown when there is none to come."""
        chunk = await self.chunks.get()
        if self._is_paused and self.chunks.qsize() < QUEUE:
            self._is_paused = False
            self._protocol.resume_writing()
        return chunk

    @override
    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self._is_closing:
            return
        self.chunks.put_nowait(bytes(data))
        if not self._is_paused and self.chunks.qsize() >= QUEUE:
            self._is_paused = True
            self._protocol.pause_writing()

    @override
    def is_closing(self) -> bool:
        return self._is_closing

    @override
    def close(self) -> None:
        self._is_closing = True
        self.chunks.shutdown()

    @override
    def abort(self) -> None:
        self.close()

    @override
    def pause_reading(self) -> None:
        """There is nothing more to read."""

    @override
    def resume_reading(self) -> None:
        """There is nothing more to read."""


async def async_get(answer: Answer) -> AsyncGenerator[bytes]:
    """Yield what is written in answer to a GET, head and all, until it ends."""
    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=0, handler_cancellation=True
    )
    await runner.setup()
    if TYPE_CHECKING:
        assert runner.server is not None
    protocol = runner.server()
    wire = _Wire(protocol)
    protocol.connection_made(wire)
    try:
        protocol.data_received(_REQUEST)
        with suppress(asyncio.QueueShutDown):
            while True:
                yield await wire.take()
    finally:
        protocol.connection_lost(None)
        await runner.cleanup()
