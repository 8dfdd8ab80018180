"""A Home Assistant with one foscam camera for each fault, side by side.

Set up through the front doors: Home Assistant's forms, and YAML for what stands in
for a router that measures and for a smart plug.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
import json
from pathlib import Path
import sys
import tempfile
from typing import Any, Final

import aiohttp

from demo.house.client import Client
from demo.house.furnish import DOMAIN
from demo.house.hass import HomeAssistant, prepare
from demo.marker import slug
from demo.processes import Child, free_ports
from demo.serve import HOST

from .camera import TrialCamera
from .furnish import PASSWORD, PRESENCE, USER, furnish

_FIRST_PORT: Final = 18323


@dataclass(frozen=True, slots=True)
class TrialHouse:
    """The running house."""

    hass: HomeAssistant
    cloud_url: str
    cameras: dict[str, TrialCamera]
    entry_id: str

    @property
    def client(self) -> Client:
        """Return the log-in."""
        return self.hass.client

    async def anna(self, where: str) -> None:
        """Let her be `home` or `out`."""
        state = "on" if where == "home" else "off"
        await self.client.action(f"input_boolean.turn_{state}", entity_id=PRESENCE)

    async def received(self, camera: TrialCamera) -> dict[str, Any]:
        """Return the maker's numbers of one camera."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.cloud_url}/stats") as answer,
        ):
            stats = await answer.json()
        numbers: dict[str, Any] = stats["per_camera"][camera.slug]
        return numbers

    async def issues(self, camera: TrialCamera) -> dict[str, str]:
        """Return the ids of a camera's repair issues, by translation key."""
        result = await self.client.command("repairs/list_issues")
        return {
            issue["translation_key"]: issue["issue_id"]
            for issue in result["issues"]
            if issue["domain"] == DOMAIN
            and issue["translation_placeholders"].get("camera") == camera.name
        }

    async def submit_issue(self, issue_id: str) -> None:
        """Press "Submit" in a repair issue."""
        flow = await self.client.post(
            "/api/repairs/issues/fix", {"handler": DOMAIN, "issue_id": issue_id}
        )
        await self.client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", {})


def _yaml(cloud_url: str, cameras: list[TrialCamera], plugged: TrialCamera) -> str:
    """Return a router that measures each camera, and a plug that one hangs on."""
    rates = [
        {
            "name": f"{camera.name} upload",
            "unique_id": f"upload_{camera.slug}",
            "unit_of_measurement": "kB/s",
            "device_class": "data_rate",
            "value_template": "{{ value_json.per_camera"
            f".get('{camera.slug}', {{}}).get('rate', 0) / 1000 }}}}",
        }
        for camera in cameras
    ]
    router = {"resource": f"{cloud_url}/stats", "scan_interval": 2, "sensor": rates}
    plug = {
        "platform": "rest",
        "name": "Plug",
        "unique_id": "plug",
        "resource": f"{plugged.url}/control",
        "headers": {"Content-Type": "application/json"},
        "body_on": '{"power": true}',
        "body_off": '{"power": false}',
        "is_on_template": "{{ value_json.power }}",
        "scan_interval": 2,
    }
    return f"\nrest: {json.dumps([router])}\nswitch: {json.dumps([plug])}\n"


@asynccontextmanager
async def trial_house(names: list[str], plugged: str) -> AsyncIterator[TrialHouse]:
    """Run a new house with these cameras, of which one hangs on a plug."""
    ports = free_ports(_FIRST_PORT)
    hass_port, cloud_port = next(ports), next(ports)
    cloud_url = f"http://{HOST}:{cloud_port}"
    async with AsyncExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cloud = Child("The maker's cloud", directory / "cloud.log")
        stack.push_async_callback(cloud.stop)
        await cloud.start(
            *(sys.executable, "-m", "demo.cloud", "--port", str(cloud_port))
        )
        await cloud.ready(f"{cloud_url}/stats")
        cameras: dict[str, TrialCamera] = {}
        rtsp_ports: dict[str, int] = {}
        for name in names:
            port, rtsp_ports[name] = next(ports), next(ports)
            child = Child(name, directory / f"{slug(name)}.log")
            stack.push_async_callback(child.stop)
            cameras[name] = TrialCamera(name, port, child)
            await child.start(
                *(sys.executable, "-m", "demo.camera", "--name", name),
                *("--port", str(port), "--rtsp-port", str(rtsp_ports[name])),
                *("--user", USER, "--password", PASSWORD, "--figures", "0"),
                *("--cloud", cloud_url),
            )
        for camera in cameras.values():
            await camera.child.ready(f"{camera.url}/control")
        config = directory / "config"
        token = await prepare(config, hass_port, cameras[plugged].url)
        yaml = _yaml(cloud_url, list(cameras.values()), cameras[plugged])
        with (config / "configuration.yaml").open("a") as file:
            file.write(yaml)
        hass = HomeAssistant(config, hass_port, token)
        stack.push_async_callback(hass.stop)
        await hass.start()
        entry_id = await furnish(hass.client, cameras, rtsp_ports, plugged)
        yield TrialHouse(hass, cloud_url, cameras, entry_id)
