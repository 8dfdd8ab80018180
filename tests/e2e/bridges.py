"""Bridges for a household: one like HomeKit's, and a stand-in for a go2rtc server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp

from demo.household import Household, Ports, temporary_household

from .processes import free_port, python, running

_BRIDGE: Final = Path(__file__).with_name("stand_in_bridge")


@dataclass(frozen=True, slots=True)
class Bridges:
    """A household with bridges."""

    household: Household
    go2rtc_url: str

    async def address(self, entity_id: str) -> str | None:
        """Have the bridge ask a camera for its video's address."""
        result = await self.household.hass.client.command(
            "call_service",
            domain=_BRIDGE.name,
            service="address",
            service_data={"entity_id": entity_id},
            return_response=True,
        )
        address: str | None = result["response"]["address"]
        return address

    async def go2rtc(self) -> dict[str, Any]:
        """Return what the stand-in for go2rtc knows of its streams."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.go2rtc_url}/api/streams") as answer,
        ):
            streams: dict[str, Any] = await answer.json()
            return streams


@asynccontextmanager
async def bridged_household(ports: Ports) -> AsyncIterator[Bridges]:
    """Run a new household with bridges, of which nothing is left afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with (
        running(*python("tests.e2e.go2rtc", "--port", str(port))),
        temporary_household(ports) as household,
    ):
        await household.hass.stop()
        _add_bridges(household.hass.config, url)
        await household.hass.start()
        yield Bridges(household, url)


def _add_bridges(config: Path, go2rtc_url: str) -> None:
    components = config / "custom_components"
    ours = components.readlink() / "cloudcam_privacy"
    components.unlink()
    components.mkdir()
    for component in (ours, _BRIDGE):
        (components / component.name).symlink_to(component)
    with (config / "configuration.yaml").open("a") as file:
        file.write(f"\n{_BRIDGE.name}:\ngo2rtc:\n  url: {go2rtc_url}\n")
