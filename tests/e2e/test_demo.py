"""`script/demo` itself: it starts, says where everything is, and ends on Ctrl-C."""

import asyncio
import os
from pathlib import Path
import re
import shutil
import signal

import aiohttp

from demo.processes import is_free

from .processes import ROOT, free_port, running
from .simulated import until

ENDS_SECONDS = 20


def _processes(text: str) -> list[str]:
    """Return the command lines of this machine's processes that contain a text."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if text in line and int(path.parent.name) != os.getpid():
            lines.append(line)
    return lines


async def test_the_demo_starts_and_ends(http: aiohttp.ClientSession) -> None:
    port = free_port()
    directory = ROOT / ".demo" / str(port)
    try:
        async with running(
            *(str(ROOT / "script/demo"), "--headless", "--port", str(port)),
            ready=lambda line: "Ctrl-C" in line,
            seconds=120,
        ) as demo:
            dashboard, cloud, camera = re.findall(r"http://\S+", demo.output)
            assert dashboard.startswith(f"http://127.0.0.1:{port}/")
            for address in (dashboard, f"{cloud}/stats", camera):
                async with http.get(address) as answer:
                    assert answer.status == 200
            user, password = re.findall(r"Log-in +(\S+) / (\S+)", demo.output)[0]
            assert await _may_log_in(http, f"http://127.0.0.1:{port}", user, password)
            assert _processes(str(directory))

            os.kill(demo.pid, signal.SIGINT)

            async def gone() -> bool:
                return not _processes(str(directory)) and is_free(port)

            await until(gone, bool, seconds=ENDS_SECONDS)
            assert await demo.stop() == 0
    finally:
        shutil.rmtree(directory, ignore_errors=True)


async def test_a_taken_port_is_said_so() -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with (
        server,
        running(
            *(str(ROOT / "script/demo"), "--headless", "--port", str(port)),
            ready=lambda line: (
                line == f"Port {port} is taken; --port chooses another one."
            ),
        ) as demo,
    ):
        assert await demo.stop() == 1
    assert not (ROOT / ".demo" / str(port)).exists()


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
