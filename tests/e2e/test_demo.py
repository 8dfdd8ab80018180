"""`script/demo` itself: it starts, says where everything is, and ends on Ctrl-C."""

import asyncio
from collections.abc import Iterator
import os
from pathlib import Path
import re
import shutil
import signal

import aiohttp
import pytest

from demo.processes import free_ports, is_free

from .processes import ROOT, running
from .simulated import until

SCRIPT = str(ROOT / "script/demo")
DIRECTORY = ROOT / ".demo"
# Below those that connections take for themselves: the demo needs a row of them.
FIRST_PORT = 18500
START_SECONDS = 120
# The camera, the cloud and Home Assistant end one after the other.
END_SECONDS = 30


def _processes(text: str) -> list[int]:
    """Return this machine's processes whose command line contains a text."""
    pids = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in line:
            pids.append(int(path.parent.name))
    return pids


def _gone(port: int) -> bool:
    """Tell whether nothing is left of the demo that was on a port."""
    return not _processes(str(DIRECTORY / str(port))) and is_free(port)


async def _written(port: int) -> bool:
    """Tell whether Home Assistant has written all that was set up to disk."""
    storage = DIRECTORY / str(port) / "config" / ".storage"
    last = ("lovelace_dashboards", "core.entity_registry")
    return all((storage / name).exists() for name in last)


@pytest.fixture
def port() -> Iterator[int]:
    """Return a port for the demo; what the demo keeps for it is deleted afterwards."""
    port = next(free_ports(FIRST_PORT))
    yield port
    shutil.rmtree(DIRECTORY / str(port), ignore_errors=True)


async def test_the_demo_starts_and_ends_and_goes_on(
    http: aiohttp.ClientSession, port: int
) -> None:
    async with running(
        *(SCRIPT, "--headless", "--port", str(port)),
        ready=lambda line: "Ctrl-C" in line,
        seconds=START_SECONDS,
    ) as demo:
        dashboard, cloud, camera = re.findall(r"http://\S+", demo.output)
        assert dashboard.startswith(f"http://127.0.0.1:{port}/")
        for address in (dashboard, f"{cloud}/stats", camera):
            async with http.get(address) as answer:
                assert answer.status == 200
        ((user, password),) = re.findall(r"Log-in +(\S+) / (\S+)", demo.output)
        assert await _may_log_in(http, f"http://127.0.0.1:{port}", user, password)
        (hass,) = _processes(str(DIRECTORY / str(port)))
        await until(lambda: _written(port), bool, seconds=90)

        os.kill(hass, signal.SIGKILL)

        await demo.line(lambda line: "starting it again" in line)
        await until(lambda: _answers(http, dashboard), bool, seconds=START_SECONDS)

        assert await demo.stop(END_SECONDS, signal.SIGINT) == 0
        assert _gone(port)

    async with running(
        *(SCRIPT, "--headless", "--keep", "--port", str(port)),
        ready=lambda line: "Ctrl-C" in line,
        seconds=START_SECONDS,
    ) as again:
        assert re.findall(r"http://\S+", again.output) == [dashboard, cloud, camera]
        assert "Preparing" not in again.output
        await until(lambda: _frames(http, cloud), bool)
        assert await again.stop(END_SECONDS) == 0
        assert _gone(port)


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def _frames(http: aiohttp.ClientSession, cloud: str) -> int:
    async with http.get(f"{cloud}/stats") as answer:
        return int((await answer.json())["frames"])


async def test_a_taken_port_is_said_so() -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, asyncio.timeout(START_SECONDS):
        demo = await asyncio.create_subprocess_exec(
            *(SCRIPT, "--headless", "--port", str(port)),
            stderr=asyncio.subprocess.PIPE,
        )
        _, errors = await demo.communicate()
    assert demo.returncode == 1
    assert errors.decode() == f"Port {port} is taken; --port chooses another one.\n"
    assert not (DIRECTORY / str(port)).exists()


async def _may_log_in(
    http: aiohttp.ClientSession, url: str, user: str, password: str
) -> bool:
    start = {
        "client_id": f"{url}/",
        "handler": ["homeassistant", None],
        "redirect_uri": f"{url}/?auth_callback=1",
    }
    async with http.post(f"{url}/auth/login_flow", json=start) as answer:
        flow = (await answer.json())["flow_id"]
    login = {"client_id": f"{url}/", "username": user, "password": password}
    async with http.post(f"{url}/auth/login_flow/{flow}", json=login) as answer:
        return bool((await answer.json())["type"] == "create_entry")
