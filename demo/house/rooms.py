"""The demo's second and third camera: one that the router cuts off, and a doorbell."""

from pathlib import Path
from string import Template
import sys
from typing import Final

from demo.processes import Child
from demo.serve import HOST

from .client import Client
from .furnish import DOMAIN

KITCHEN: Final = "Kitchen"
FRONT_DOOR: Final = "Front door"
NAMES: Final = (KITCHEN, FRONT_DOOR)
DOORBELL: Final = "input_button.doorbell"
PORTS: Final = 2 * len(NAMES)
_PACKAGE: Final = Path(__file__).with_name("rooms.yaml")
_INTERNET: Final = "switch.kitchen_camera_internet_access"
_UPLOAD: Final = "sensor.kitchen_camera_upload"
_RINGING: Final = "binary_sensor.doorbell"


class Rooms:
    """The two cameras, and what Home Assistant has of them."""

    def __init__(self, directory: Path, cloud_url: str, ports: tuple[int, ...]) -> None:
        """Prepare; each camera takes a port for HTTP and one for RTSP."""
        self._cloud_url = cloud_url
        pairs = zip(ports[::2], ports[1::2], strict=True)
        self._ports = dict(zip(NAMES, pairs, strict=True))
        self.children = {
            name: Child(f"The camera {name}", directory / f"{_slug(name)}.log")
            for name in NAMES
        }

    async def start(self) -> None:
        """Start the cameras, which begin to upload."""
        for name, child in self.children.items():
            port, rtsp_port = self._ports[name]
            await child.start(
                *(sys.executable, "-m", "demo.camera", "--name", name),
                *("--port", str(port), "--rtsp-port", str(rtsp_port)),
                *("--cloud", self._cloud_url, "--figures", "0"),
            )
        for name, child in self.children.items():
            await child.ready(f"{self._url(name)}/control")

    def write_package(self, config: Path) -> None:
        """Write what Home Assistant's configuration needs besides."""
        text = Template(_PACKAGE.read_text()).substitute(
            kitchen=self._url(KITCHEN), cloud=self._cloud_url
        )
        (config / "packages" / _PACKAGE.name).write_text(text)

    async def furnish(self, client: Client) -> None:
        """Add the cameras, guard them, and count all that can be counted."""
        (entry,) = await client.command("config_entries/get", domain=DOMAIN)
        entry_id = entry["entry_id"]
        router = {
            "cuts": [{"entity_id": _INTERNET, "cut_state": "off"}],
            "upload_rate": _UPLOAD,
        }
        doorbell = {"when_unsure": "ignore"}
        for name, fields in ((KITCHEN, router), (FRONT_DOOR, doorbell)):
            source = await self._add(client, name)
            await client.subflow(entry_id, "camera", {"camera": source, **fields})
        await client.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})
        await _open_for_visitors(client, entry_id)
        for entity in await client.command("config/entity_registry/list"):
            if entity["platform"] == DOMAIN and entity["disabled_by"]:
                await client.command(
                    "config/entity_registry/update",
                    entity_id=entity["entity_id"],
                    disabled_by=None,
                )
        await client.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})

    async def stop(self) -> None:
        """End the cameras."""
        for child in self.children.values():
            await child.stop()

    async def _add(self, client: Client, name: str) -> str:
        """Add a camera with Home Assistant's `generic`, in its room."""
        rtsp_port = self._ports[name][1]
        added = await client.flow(
            "generic",
            {
                "still_image_url": f"{self._url(name)}/snapshot.jpg",
                "stream_source": f"rtsp://{HOST}:{rtsp_port}/videoMain",
                "advanced": {
                    "framerate": 2,
                    "verify_ssl": False,
                    "rtsp_transport": "tcp",
                    "authentication": "basic",
                },
            },
            {"confirmed_ok": True},
        )
        entry_id = added["result"]["entry_id"]
        area = await client.command("config/area_registry/create", name=name)
        (entity,) = (
            entity
            for entity in await client.command("config/entity_registry/list")
            if entity["config_entry_id"] == entry_id
        )
        await client.command(
            "config/device_registry/update",
            device_id=entity["device_id"],
            name_by_user=name,
            area_id=area["area_id"],
        )
        source = f"camera.{_slug(name)}"
        await client.command(
            "config/entity_registry/update",
            entity_id=entity["entity_id"],
            new_entity_id=source,
        )
        return source

    def _url(self, name: str) -> str:
        return f"http://{HOST}:{self._ports[name][0]}"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "_")


async def _open_for_visitors(client: Client, entry_id: str) -> None:
    """Show who is at the door while somebody rings, whatever else is the rule."""
    (door,) = (
        entity["entity_id"]
        for entity in await client.command("config/entity_registry/list")
        if entity["platform"] == DOMAIN
        and entity["unique_id"].endswith("_guarded")
        and "front_door" in entity["entity_id"]
    )
    await client.subflow(
        entry_id,
        "rule",
        {"next_step_id": "activity"},
        {
            "name": "Somebody rings",
            "entities": [_RINGING],
            "mode": "open",
            "exception": True,
            "cameras": [door],
        },
    )
