"""A real household with many cameras, each a process of its own."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
import sys
from typing import Any, Final

import aiohttp

from demo.house.client import Client
from demo.house.furnish import DOMAIN, PEOPLE, PRESENCE
from demo.house.hass import prepare
from demo.household import CAMERA_PASSWORD, CAMERA_USER
from demo.marker import slug
from demo.processes import ROOT, Child
from demo.serve import HOST

from ...e2e.processes import free_port
from .clocked import ClockedHomeAssistant

ANNA: Final = PRESENCE[0]
_SLOW_LOOP: Final = Path(__file__).parent / "slow_loop"


@dataclass
class Camera:
    """A simulated camera and its guard."""

    name: str
    port: int
    rtsp_port: int
    child: Child
    guarded: str = ""
    mode: str = ""
    assurance: str = ""
    sleep_switch: str = ""
    """Foscam's own entity, which shows what the camera has last answered."""

    @property
    def slug(self) -> str:
        """Return how the maker's cloud calls it."""
        return slug(self.name)

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://{HOST}:{self.port}"


class House:
    """The processes of one household, in one directory."""

    def __init__(self, directory: Path, cameras: int) -> None:
        """Prepare."""
        self.directory = directory
        self.cloud_port = free_port()
        self.cloud_url = f"http://{HOST}:{self.cloud_port}"
        self._cloud = Child("The maker's cloud", directory / "cloud.log")
        self.cameras = [
            Camera(
                f"Room {number}",
                free_port(),
                free_port(),
                Child(f"Camera {number}", directory / f"camera{number}.log"),
            )
            for number in range(1, cameras + 1)
        ]
        self.hass: ClockedHomeAssistant
        self.http: aiohttp.ClientSession

    @property
    def client(self) -> Client:
        """Return the log-in."""
        return self.hass.client

    @property
    def store(self) -> Path:
        """Return the file in which the household's memory is."""
        return self.hass.config / ".storage" / DOMAIN

    async def start(self) -> None:
        """Start all, and set the household up through Home Assistant's forms."""
        self.http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20))
        await self._cloud.start(
            *(sys.executable, "-m", "demo.cloud", "--port", str(self.cloud_port))
        )
        await self._cloud.ready(f"{self.cloud_url}/stats")
        for camera in self.cameras:
            await self.start_camera(camera)
        config, port = self.directory / "config", free_port()
        token = await prepare(config, port, self.cameras[0].url)
        components = config / "custom_components"
        components.unlink()
        components.mkdir()
        (components / DOMAIN).symlink_to(ROOT / "custom_components" / DOMAIN)
        (components / "slow_loop").symlink_to(_SLOW_LOOP)
        with (config / "configuration.yaml").open("a") as yaml:
            yaml.write("\nslow_loop:\n")
        self.hass = ClockedHomeAssistant(config, port, token)
        await self.hass.start()
        await self._furnish()
        await self.hass.stop()  # Which writes all to the disk, as days would.
        await self.hass.start()

    async def start_camera(self, camera: Camera) -> None:
        """Plug a camera in; it begins to upload, as it comes from the factory."""
        await camera.child.start(
            *(sys.executable, "-m", "demo.camera", "--name", camera.name),
            *("--port", str(camera.port), "--rtsp-port", str(camera.rtsp_port)),
            *("--user", CAMERA_USER, "--password", CAMERA_PASSWORD),
            *("--cloud", self.cloud_url, "--figures", "0"),
        )
        await camera.child.ready(f"{camera.url}/control")

    async def _furnish(self) -> None:
        client = self.client
        for switch in PRESENCE:
            await client.action("input_boolean.turn_off", entity_id=switch)
        for camera in self.cameras:
            await client.flow(
                "foscam",
                {
                    "host": HOST,
                    "port": camera.port,
                    "rtsp_port": camera.rtsp_port,
                    "username": CAMERA_USER,
                    "password": CAMERA_PASSWORD,
                    "stream": "Main",
                },
            )
        sources = [
            entity
            for entity in await client.command("config/entity_registry/list")
            if entity["platform"] == "foscam"
            and entity["entity_id"].startswith("camera.")
        ]
        entries = {
            entry["entry_id"]: entry
            for entry in await client.command("config_entries/get", domain="foscam")
        }
        assert len(sources) == len(entries) == len(self.cameras)
        await client.flow(
            DOMAIN,
            {
                "cameras": [source["entity_id"] for source in sources],
                "people": list(PEOPLE),
                "home_mode": "private",
                "away_mode": "open",
                "take_over": True,
            },
            {},
        )
        await self._find_guards()

    async def _find_guards(self) -> None:
        """Find out which guard stands before which camera, by their names."""
        ours: dict[str, dict[str, str]] = {}
        for entity in await self.client.command("config/entity_registry/list"):
            if entity["platform"] == DOMAIN:
                owner, _, key = entity["unique_id"].partition("_")
                domain = entity["entity_id"].partition(".")[0]
                ours.setdefault(owner, {})[f"{domain}_{key}"] = entity["entity_id"]
        guards = {
            each["sensor_mode"]: each
            for each in ours.values()
            if "camera_guarded" in each
        }
        assert len(guards) == len(self.cameras)
        for camera in self.cameras:
            name = camera.slug.replace("-", "_")
            camera.sleep_switch = f"switch.{name}_sleep_mode"
            guard = guards[f"sensor.{name}_mode"]
            camera.guarded = guard["camera_guarded"]
            camera.mode = guard["sensor_mode"]
            camera.assurance = guard["sensor_assurance"]

    async def presence(self, *, home: bool) -> None:
        """Let Anna come or go."""
        action = f"input_boolean.turn_{'on' if home else 'off'}"
        await self.client.action(action, entity_id=ANNA)

    async def stats(self) -> dict[str, Any]:
        """Return what the maker's cloud has received, by camera."""
        async with self.http.get(f"{self.cloud_url}/stats") as answer:
            numbers: dict[str, Any] = await answer.json()
        per_camera: dict[str, Any] = numbers["per_camera"]
        return per_camera

    async def control(self, camera: Camera, **wanted: object) -> None:
        """Change a camera past all faults."""
        async with self.http.post(f"{camera.url}/control", json=wanted) as answer:
            answer.raise_for_status()

    async def issues(self) -> list[str]:
        """Return our repair issues."""
        result = await self.client.command("repairs/list_issues")
        return sorted(
            issue["translation_key"]
            for issue in result["issues"]
            if issue["domain"] == DOMAIN
        )

    async def stop(self) -> None:
        """End all processes."""
        if hasattr(self, "hass"):
            await self.hass.kill()
        await asyncio.gather(*(camera.child.kill() for camera in self.cameras))
        await self._cloud.kill()
        await self.http.close()
