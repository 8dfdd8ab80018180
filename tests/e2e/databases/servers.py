"""Database servers of the distribution, each in a directory and on a socket of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
import os
from pathlib import Path
import pwd
import shutil
from subprocess import CalledProcessError
from typing import Final

from ..processes import running

_POSTGRESQL: Final = Path("/usr/lib/postgresql")
_SET_UP_SECONDS: Final = 60
# PostgreSQL refuses to run as root.
_USER: Final = "postgres" if os.geteuid() == 0 else None

type Database = Callable[[Path], AbstractAsyncContextManager[str]]
"""Serves a database from an empty directory; gives its address for the recorder."""


@asynccontextmanager
async def sqlite(directory: Path) -> AsyncIterator[str]:
    """Serve a file, as Home Assistant does by itself."""
    yield f"sqlite:///{directory}/home.db"


@asynccontextmanager
async def postgresql(directory: Path) -> AsyncIterator[str]:
    """Run PostgreSQL."""
    programs = max(_POSTGRESQL.iterdir(), key=lambda path: int(path.name)) / "bin"
    data = directory / "data"
    if _USER is not None:
        shutil.chown(directory, _USER)
    await _run(
        *(f"{programs}/initdb", "--pgdata", str(data), "--username", "home"),
        *("--auth", "trust", "--encoding", "UTF8"),
        user=_USER,
    )
    async with running(
        *(f"{programs}/postgres", "-D", str(data), "-k", str(directory)),
        *("-c", "listen_addresses="),
        ready=lambda line: "ready to accept connections" in line,
        user=_USER,
    ):
        await _run(
            *(f"{programs}/createdb", "--host", str(directory)),
            *("--username", "home", "home"),
        )
        yield f"postgresql://home@/home?host={directory}"


@asynccontextmanager
async def mariadb(directory: Path) -> AsyncIterator[str]:
    """Run MariaDB."""
    user = pwd.getpwuid(os.geteuid()).pw_name
    socket = directory / "socket"
    data = f"--datadir={directory}/data"
    await _run(
        *("mariadb-install-db", "--no-defaults", data, f"--user={user}"),
        *("--auth-root-authentication-method=normal", "--skip-test-db"),
    )
    async with running(
        *("/usr/sbin/mariadbd", "--no-defaults", "--skip-networking"),
        *(data, f"--socket={socket}", f"--user={user}"),
        ready=lambda line: "ready for connections" in line,
    ):
        await _run(
            *("mariadb-admin", "--no-defaults", f"--socket={socket}"),
            *("--user=root", "create", "home"),
        )
        yield f"mysql+pymysql://root@localhost/home?unix_socket={socket}&charset=utf8mb4"


async def _run(*command: str, user: str | None = None) -> None:
    """Run a command to its end; raises CalledProcessError with what it said."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        user=user,
    )
    async with asyncio.timeout(_SET_UP_SECONDS):
        output, _ = await process.communicate()
    if process.returncode:
        raise CalledProcessError(process.returncode, command, output)
