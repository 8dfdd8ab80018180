"""An event loop in a world of its own: its time jumps, its network is in memory.

Nothing waits for real time, for a thread, a socket or a process, so a story of days
takes a second, and the same story always ends the same way.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
import itertools
import selectors
import socket
from typing import Any, override

from freezegun.api import FrozenDateTimeFactory

QUIET = 3
"""Rounds without anything to do after which nothing is left to do at this time."""

_MOST_ROUNDS = 20_000


class Clock:
    """The clock on the wall, which somebody can set, and one that nobody can."""

    def __init__(self, wall: FrozenDateTimeFactory) -> None:
        """Take the clock that the whole process looks at."""
        self._wall = wall
        self.elapsed = 0.0
        """Seconds that have passed, however the clock was set."""

    def now(self) -> datetime:
        """Return what the clock shows."""
        return self._wall().replace(tzinfo=UTC)

    def start(self, when: datetime) -> None:
        """Set the clock and begin to count."""
        self._wall.move_to(when)
        self.elapsed = 0.0

    def pass_(self, seconds: float) -> None:
        """Let time go by."""
        self.elapsed += seconds
        self._wall.tick(timedelta(seconds=seconds))

    def set(self, by: timedelta) -> None:
        """Set the clock, as a time server does; no time goes by."""
        self._wall.tick(by)


class _Jumper(selectors.DefaultSelector):
    """Waits for nothing, and lets the time go by that was to be waited."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    @override
    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("Everything waits, and for nothing")
        self._clock.pass_(timeout)
        return []


class _Server:
    """Somebody who listens, at an address that only this loop knows."""

    def __init__(self, address: tuple[str, int], close: Callable[[], None]) -> None:
        self._address = address
        self.close = close
        self.sockets = [self]

    def getsockname(self) -> tuple[str, int]:
        """Return the address."""
        return self._address

    async def wait_closed(self) -> None:
        """Wait for nobody."""


class Connection(asyncio.Transport):
    """The server's side of a connection; what it sends is handed to a listener."""

    def __init__(
        self, protocol: asyncio.Protocol, peer: str, sent: Callable[[bytes], None]
    ) -> None:
        """Connect from an address."""
        super().__init__({"peername": (peer, 50_000), "sockname": ("127.0.0.1", 8123)})
        self._protocol = protocol
        self._sent = sent
        self._closing = False
        protocol.connection_made(self)

    def receive(self, data: bytes) -> None:
        """Let the server receive something."""
        if not self._closing:
            self._protocol.data_received(data)

    @override
    def write(self, data: bytes | bytearray | memoryview) -> None:
        if not self._closing:
            self._sent(bytes(data))

    @override
    def close(self) -> None:
        if not self._closing:
            self._closing = True
            asyncio.get_running_loop().call_soon(self._protocol.connection_lost, None)

    @override
    def abort(self) -> None:
        self.close()

    @override
    def is_closing(self) -> bool:
        return self._closing

    @override
    def get_write_buffer_size(self) -> int:
        return 0

    @override
    def set_write_buffer_limits(
        self, high: int | None = None, low: int | None = None
    ) -> None:
        """There is no buffer."""

    @override
    def pause_reading(self) -> None:
        """Read on: nothing comes by itself."""

    @override
    def resume_reading(self) -> None:
        """Read on."""


class Copying(asyncio.SubprocessTransport):
    """A process that copies video, a piece at a time, until it is killed."""

    def __init__(
        self, loop: VirtualLoop, protocol: Any, piece: Callable[[], bytes]
    ) -> None:
        """Start to copy."""
        super().__init__()
        self._loop = loop
        self._protocol = protocol
        self._piece = piece
        self._exited: asyncio.Future[int] = loop.create_future()
        protocol.connection_made(self)
        loop.call_soon(self._copy)

    def _copy(self) -> None:
        if not self._exited.done():
            self._protocol.pipe_data_received(1, self._piece())
            self._loop.call_later(VirtualLoop.PIECE_SECONDS, self._copy)

    @override
    def get_pid(self) -> int:
        return 0

    @override
    def get_returncode(self) -> int | None:
        return self._exited.result() if self._exited.done() else None

    @override
    def get_pipe_transport(self, fd: int) -> asyncio.BaseTransport | None:
        return asyncio.Transport() if fd == 1 else None

    @override
    def kill(self) -> None:
        if self._exited.done():
            raise ProcessLookupError
        self._exited.set_result(-9)
        self._protocol.pipe_connection_lost(1, None)
        self._protocol.process_exited()

    async def _wait(self) -> int:
        return await self._exited

    @override
    def close(self) -> None:
        """Leave nothing behind."""

    @override
    def is_closing(self) -> bool:
        return self._exited.done()


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer when nothing is left to do."""

    PIECE_SECONDS = 20
    """Seconds between two pieces of video."""

    def __init__(self, clock: Clock, piece: Callable[[], bytes]) -> None:
        """Begin; processes that are started copy pieces of a video."""
        self.clock = clock
        self._piece = piece
        self._ports = itertools.count(40_000)
        self._servers: dict[int, Callable[[], asyncio.Protocol]] = {}
        super().__init__(_Jumper(clock))

    @override
    def time(self) -> float:
        return self.clock.elapsed

    @override
    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future: asyncio.Future[T] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as err:  # noqa: BLE001  # whatever it raises is its answer
            future.set_exception(err)
        return future

    @override
    async def create_server(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.Protocol],
        *args: Any,
        **kwargs: Any,
    ) -> _Server:
        port = next(self._ports)
        self._servers[port] = protocol_factory

        def close() -> None:
            self._servers.pop(port, None)

        return _Server(("127.0.0.1", port), close)

    @override
    async def subprocess_exec(
        self, protocol_factory: Callable[[], Any], *args: Any, **kwargs: Any
    ) -> tuple[Copying, Any]:
        protocol = protocol_factory()
        return Copying(self, protocol, self._piece), protocol

    @override
    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        raise OSError("There is no network here")

    def connect(
        self, port: int, peer: str, sent: Callable[[bytes], None]
    ) -> Connection | None:
        """Connect to a server of this loop from an address; None if nobody listens."""
        if (factory := self._servers.get(port)) is None:
            return None
        return Connection(factory(), peer, sent)

    async def settle(self) -> None:
        """Let everything run that waits for no later time."""
        quiet = 0
        for _ in range(_MOST_ROUNDS):
            await asyncio.sleep(0)
            due = self._scheduled and self._scheduled[0]._when <= self.time()  # type: ignore[attr-defined]  # noqa: SLF001
            quiet = 0 if self._ready or due else quiet + 1  # type: ignore[attr-defined]
            if quiet == QUIET:
                return
        raise AssertionError("It never comes to rest")

    def forget_timers(self) -> None:
        """Let nothing that was to come later come."""
        for handle in tuple(self._scheduled):  # type: ignore[attr-defined]
            handle.cancel()

    async def pass_(self, seconds: float) -> None:
        """Let time go by, with everything that is due in it."""
        await asyncio.sleep(seconds)
        await self.settle()
