"""Starting and stopping real processes, for tests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
import os
from pathlib import Path
import signal
import socket
import sys
from typing import Final

from demo.processes import is_free

ROOT: Final = Path(__file__).parents[2]
READY_SECONDS: Final = 90
STOP_SECONDS: Final = 30

# Below those that connections take for themselves, above those of the demo.
_PORTS: Final = range(20000, 32000)

_claims: list[socket.socket] = []


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody has, and that nobody else is given.

    A name in the kernel claims it among all test processes of this machine, long before
    something listens there; with the process the claim ends.
    """
    for port in _PORTS:
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0cloudcam-privacy-{port}")
        except OSError:
            claim.close()
            continue
        _claims.append(claim)
        if is_free(port):
            return port
    raise AssertionError("no port is free")


def says_ready(line: str) -> bool:
    """Tell whether a line is the one that the demo's processes print when they serve."""
    return line.startswith("ready")


class Running:
    """A process that was started, and what it printed so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Read the output from now on, so that the process never waits for us."""
        self._process = process
        self.lines: list[str] = []
        self._came = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._process.pid

    @property
    def output(self) -> str:
        """Return all that the process printed, errors included."""
        return "\n".join(self.lines)

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            self.lines.append(line.decode(errors="replace").rstrip())
            self._came.set()

    async def line(
        self, wanted: Callable[[str], bool], seconds: float = READY_SECONDS
    ) -> str:
        """Wait for a line; fails with the output when it ends or takes too long."""
        seen = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    for line in self.lines[seen:]:
                        seen += 1
                        if wanted(line):
                            return line
                    if self._reader.done():
                        break
                    self._came.clear()
                    came = asyncio.create_task(self._came.wait())
                    try:
                        await asyncio.wait(
                            (came, self._reader), return_when=asyncio.FIRST_COMPLETED
                        )
                    finally:
                        came.cancel()
        raise AssertionError(
            f"no such line within {seconds} s; it said:\n{self.output}"
        )

    async def stop(
        self, seconds: float = STOP_SECONDS, number: signal.Signals = signal.SIGTERM
    ) -> int:
        """Send a signal and return the exit code; fails if it must be killed."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        try:
            async with asyncio.timeout(seconds):
                code = await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            raise AssertionError(
                f"did not end within {seconds} s; it said:\n{self.output}"
            ) from None
        await self._reader
        return code


@asynccontextmanager
async def running(
    *command: str,
    ready: Callable[[str], bool] | None = says_ready,
    seconds: float = READY_SECONDS,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
) -> AsyncIterator[Running]:
    """Run a command at the project's root while in the context.

    Waits for the line that `ready` accepts, and not at all with None. What
    `environment` holds is added to ours. It runs as us or as `user`. Afterwards the
    process is stopped.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=1 << 20,
        user=user,
    )
    run = Running(process)
    try:
        if ready is not None:
            await run.line(ready, seconds)
        yield run
    finally:
        await run.stop()


def python(module: str, *arguments: str) -> tuple[str, ...]:
    """Return the command that runs one of our modules."""
    return (sys.executable, "-m", module, *arguments)
