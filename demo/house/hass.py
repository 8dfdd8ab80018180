"""Home Assistant as a process: prepared, started, killed, started again, stopped."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import sys
from typing import Any, Final

from demo.processes import ROOT, Child, DemoError
from demo.serve import HOST

from .client import Client

USER: Final = "demo"
PASSWORD: Final = "demo"
COMPONENTS: Final = ROOT / "custom_components"
# From where we come: a program on this machine would be nobody at home.
AT_HOME: Final = "192.168.7.20"
# With this exit code Home Assistant asks to be started again.
RESTART_EXIT_CODE: Final = 100
START_SECONDS: Final = 120
PREPARE_SECONDS: Final = 180
_LOOK_SECONDS: Final = 0.1


async def prepare(
    config: Path, port: int, camera_url: str, components: Path = COMPONENTS
) -> str:
    """Make the configuration directory; return an access token."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "demo.house.prepare", "--config", str(config)),
        *("--port", str(port), "--camera", camera_url),
        *("--user", USER, "--password", PASSWORD),
        *("--components", str(components)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(PREPARE_SECONDS):
            output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode:
        raise DemoError(f"Preparing Home Assistant failed:\n{output.decode()}")
    return output.decode().split()[-1]


class HomeAssistant:
    """A Home Assistant in a directory made by `prepare`."""

    def __init__(self, config: Path, port: int, token: str) -> None:
        """Prepare; it does not run yet."""
        self.config = config
        self.url = f"http://{HOST}:{port}"
        self.token = token
        self.child = Child("Home Assistant", config / "console.log")
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        """Return the log-in while it runs."""
        assert self._client is not None
        return self._client

    async def launch(self) -> None:
        """Start the process and wait for nothing."""
        hass = Path(sys.executable).with_name("hass")
        await self.child.start(
            *(str(hass), "--config", str(self.config), "--skip-pip", "--log-no-color"),
            directory=self.config,
        )
        self._client = Client(self.url, self.token, AT_HOME)

    async def start(self) -> None:
        """Start and wait until it runs."""
        await self.launch()
        await self.wait_until_running()

    async def wait_until_running(self) -> None:
        """Wait until all integrations are set up; raises DemoError when it fails."""
        await self.child.ready(f"{self.url}/manifest.json")
        config: dict[str, Any] = {}
        try:
            async with asyncio.timeout(START_SECONDS):
                while config.get("state") != "RUNNING":
                    self.child.check()
                    await asyncio.sleep(_LOOK_SECONDS)
                    config = await self.client.get("/api/config")
        except TimeoutError:
            raise self.child.failure("did not finish its start") from None

    async def ended(self, again: Callable[[], None]) -> None:
        """Wait until it ends; started again after its own wish or a `kill -9`.

        `again` is told of each such start.
        """
        while (code := await self.child.ended()) < 0 or code == RESTART_EXIT_CODE:
            again()
            await self._leave()
            await self.launch()

    async def stop(self) -> None:
        """Stop it as the user would."""
        await self._leave()
        await self.child.stop()

    async def kill(self) -> None:
        """End it like a power cut: `kill -9`."""
        await self.child.kill()
        await self._leave()

    async def _leave(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    @property
    def log(self) -> list[str]:
        """Return the lines of warnings and errors, of all starts so far."""
        return self.child.log.read_text(errors="replace").splitlines()
