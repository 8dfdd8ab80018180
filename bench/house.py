"""A real Home Assistant in this process, in a directory of its own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
import socket
from typing import Any, Final

from homeassistant import bootstrap
from homeassistant.config_entries import SOURCE_IMPORT, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.runner import RuntimeConfig

import custom_components
from demo.house.prepare import prepare
from demo.serve import HOST

INTEGRATIONS: Final = Path(__file__).parent / "integrations"
RIG: Final = "rig"

type Config = Mapping[str, Any]

# What most households have; "default_config:" would look for devices in the network.
_BASE: Final[Config] = {
    "homeassistant": {"name": "Bench", "unit_system": "metric", "time_zone": "UTC"},
    "api": {},
    "recorder": {},
    "automation": [],
    "ffmpeg": {},
    "stream": {},
    "logger": {"default": "warning"},
}


@dataclass(frozen=True, slots=True)
class Home:
    """A running Home Assistant and how to reach it over HTTP."""

    hass: HomeAssistant
    url: str
    token: str


def _find_integrations() -> None:
    """Let Home Assistant find the bench's integrations beside ours."""
    if str(INTEGRATIONS) not in custom_components.__path__:
        custom_components.__path__.append(str(INTEGRATIONS))


def any_port() -> int:
    """Return a free port; another one in each process that asks at the same time."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _write(directory: Path, config: Config) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**_BASE, **config}, indent=1)  # Which is YAML, too.
    (directory / "configuration.yaml").write_text(text)


@asynccontextmanager
async def home(directory: Path, config: Config) -> AsyncIterator[Home]:
    """Run Home Assistant with a configuration, beside the usual, in the context.

    What another process has left in the directory is used again.
    """
    _write(directory, config)
    access = directory / "access.json"
    if not access.exists():
        port = any_port()
        token = await prepare(directory, port, "bench", "bench")
        access.write_text(json.dumps([f"http://{HOST}:{port}", token]))
    url, token = json.loads(access.read_text())
    async with _running(directory) as hass:
        yield Home(hass, url, token)


@asynccontextmanager
async def _running(directory: Path) -> AsyncIterator[HomeAssistant]:
    _find_integrations()
    hass = await bootstrap.async_setup_hass(
        RuntimeConfig(str(directory), skip_pip=True, log_no_color=True)
    )
    if hass is None:
        raise RuntimeError("Home Assistant cannot be set up")
    try:
        await hass.async_start()
        await hass.async_block_till_done()
        yield hass
    finally:
        await hass.async_stop(force=True)


async def add_rig(
    hass: HomeAssistant, cameras: int, width: int = 1280
) -> ConfigEntry[Any]:
    """Set up the rig with so many cameras, whose pictures have a width."""
    result = await hass.config_entries.flow.async_init(
        RIG,
        context={"source": SOURCE_IMPORT},
        data={"cameras": cameras, "width": width},
    )
    entry: ConfigEntry[Any] = result["result"]
    await hass.async_block_till_done()
    if entry.state is not ConfigEntryState.LOADED:
        raise RuntimeError(f"The rig is {entry.state}")
    return entry


def rig_entity(domain: str, number: int, kind: str = "") -> str:
    """Return the entity id of a camera of the rig, or of one of its switches."""
    return f"{domain}.rig_{number}{kind and '_'}{kind}"
