"""Starting and stopping the demo's processes."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
import os
from pathlib import Path
import signal
import socket
from typing import Final

import aiohttp

from .serve import HOST

ROOT: Final = Path(__file__).parents[1]
READY_SECONDS: Final = 120
STOP_SECONDS: Final = 30
_LOOK_SECONDS: Final = 0.05
_LOG_LINES: Final = 15


class DemoError(Exception):
    """The demo cannot go on; says why in words."""


def is_free(port: int) -> bool:
    """Tell whether a port of 127.0.0.1 can be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_ports(start: int) -> Iterator[int]:
    """Yield the ports from there on that can be had."""
    return (port for port in range(start, 1 << 16) if is_free(port))


class Child:
    """A process of ours. It has a session of its own, so that Ctrl-C reaches only us."""

    def __init__(self, name: str, log: Path) -> None:
        """Name it; what it prints is appended to the log."""
        self.name = name
        self.log = log
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Return the process id while it runs."""
        assert self._process is not None
        return self._process.pid

    async def start(self, *command: str, directory: Path = ROOT) -> None:
        """Start it."""
        output = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                cwd=directory,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        finally:
            os.close(output)

    async def ready(self, url: str) -> None:
        """Wait until it answers over HTTP; raises DemoError when it does not."""
        timeout = aiohttp.ClientTimeout(total=READY_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                async with asyncio.timeout(READY_SECONDS):
                    while not await self._answers(session, url):
                        self.check()
                        await asyncio.sleep(_LOOK_SECONDS)
            except TimeoutError:
                raise self.failure("did not start in time") from None

    @staticmethod
    async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
        try:
            async with session.get(url) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def check(self) -> None:
        """Raise DemoError when the process has ended."""
        if self._process is not None and self._process.returncode is not None:
            raise self.failure("has ended")

    async def ended(self) -> int:
        """Wait until the process ends by itself; return the exit code."""
        assert self._process is not None
        return await self._process.wait()

    def failure(self, what: str) -> DemoError:
        """Return an error with what the process said last."""
        lines = self.log.read_text(errors="replace").splitlines()[-_LOG_LINES:]
        return DemoError("\n".join([f"{self.name} {what}. It said last:", *lines]))

    async def stop(self) -> None:
        """End it, by force when it does not end in time, with all that it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        await self.kill()

    async def kill(self) -> None:
        """End it like `kill -9`, with all that it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        self._process = None
