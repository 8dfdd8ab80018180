"""The whole demo: a cloud camera, its maker's cloud and a Home Assistant beside them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, astuple, dataclass
from itertools import islice
import json
from pathlib import Path
import shutil
import sys
import tempfile
from typing import Final, Self

from .house.dashboard import DASHBOARD, add_dashboard
from .house.furnish import CameraAccess, Entities, add_camera, find_entities, guard
from .house.hass import COMPONENTS, HomeAssistant, prepare
from .house.rooms import DOORBELL, PORTS as ROOM_PORTS, Rooms
from .processes import Child, DemoError, free_ports, is_free
from .serve import HOST

CAMERA: Final = "Living room"
CAMERA_USER: Final = "admin"
CAMERA_PASSWORD: Final = "demo"
_SAVED: Final = "household.json"
_OUT_OF_THE_WAY: Final = 18123

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ports:
    """The TCP ports of 127.0.0.1 that the demo takes."""

    home_assistant: int
    cloud: int
    camera: int
    rtsp: int
    rooms: tuple[int, ...] = ()
    """Of more cameras, where there are more."""

    @classmethod
    def starting_at(cls, port: int, *, rooms: bool = False) -> Self:
        """Return that port for Home Assistant and the next free ones for the rest."""
        others = free_ports(port + 1)
        first = next(others), next(others), next(others)
        return cls(port, *first, tuple(islice(others, ROOM_PORTS if rooms else 0)))

    @classmethod
    def anywhere(cls, *, rooms: bool = False) -> Self:
        """Return free ports, out of the way of what people use."""
        return cls.starting_at(next(free_ports(_OUT_OF_THE_WAY)), rooms=rooms)

    def check(self) -> None:
        """Raise DemoError when one of them is taken."""
        *ports, rooms = astuple(self)
        for port in (*ports, *rooms):
            if not is_free(port):
                raise DemoError(f"Port {port} is taken; --port chooses another one.")


class Household:
    """All processes of one demo, in one directory."""

    def __init__(
        self,
        directory: Path,
        ports: Ports,
        token: str | None = None,
        say: Say = lambda _: None,
        *,
        guarded: bool = True,
        components: Path = COMPONENTS,
    ) -> None:
        """Prepare; with a token, what is in the directory is used again.

        `say` is told in words how far the start is. One that is not guarded has the
        camera, but neither Cloudcam Privacy nor a dashboard. `components` holds the
        custom integrations. With ports for rooms, there are more cameras.
        """
        self.ports = ports
        self.cloud_url = f"http://{HOST}:{ports.cloud}"
        self.camera_url = f"http://{HOST}:{ports.camera}"
        self._directory = directory
        self._token = token
        self._say = say
        self._guarded = guarded
        self._components = components
        self._cloud = Child("The maker's cloud", directory / "cloud.log")
        self._camera = Child("The camera", directory / "camera.log")
        self._rooms: Rooms | None = None
        if ports.rooms:
            self._rooms = Rooms(directory, self.cloud_url, ports.rooms)
        self._hass: HomeAssistant | None = None
        self._entities: Entities | None = None

    @classmethod
    def at(cls, directory: Path, port: int, *, keep: bool, say: Say) -> Self:
        """Return the household of a directory: the one kept there, or a new one."""
        saved = directory / _SAVED
        if keep and saved.exists():
            kept = json.loads(saved.read_text())
            ports = {**kept["ports"], "rooms": tuple(kept["ports"]["rooms"])}
            return cls(directory, Ports(**ports), kept["token"], say)
        return cls(directory, Ports.starting_at(port, rooms=True), None, say)

    @property
    def hass(self) -> HomeAssistant:
        """Return the Home Assistant, once it has been started."""
        assert self._hass is not None
        return self._hass

    @property
    def entities(self) -> Entities:
        """Return our entities, once they have been set up."""
        assert self._entities is not None
        return self._entities

    @property
    def dashboard_url(self) -> str:
        """Return the address of the dashboard."""
        return f"{self.hass.url}/{DASHBOARD}"

    async def start(self) -> None:
        """Start everything; raises DemoError when that fails."""
        self.ports.check()
        new = self._token is None
        if new:
            if self._directory.exists():
                shutil.rmtree(self._directory)
            self._directory.mkdir(parents=True)
        await self._start_hardware()
        config = self._directory / "config"
        if self._token is None:
            self._say("Preparing Home Assistant")
            self._token = await prepare(
                config, self.ports.home_assistant, self.camera_url, self._components
            )
            if self._rooms is not None:
                self._rooms.write_package(config)
        self._hass = HomeAssistant(config, self.ports.home_assistant, self._token)
        self._say("Starting Home Assistant")
        await self._hass.start()
        if new:
            await self._furnish()
        if not self._guarded:
            return
        self._entities = await find_entities(self.hass.client)
        await self.hass.client.wait_for(self._entities.mode)
        if new:
            await add_dashboard(
                self.hass.client, self.cloud_url, DOORBELL if self._rooms else None
            )
            self._save()

    async def _start_hardware(self) -> None:
        ports = self.ports
        self._say("Starting the maker's cloud")
        await self._cloud.start(
            *(sys.executable, "-m", "demo.cloud", "--port", str(ports.cloud))
        )
        await self._cloud.ready(f"{self.cloud_url}/stats")
        self._say("Starting the camera, which begins to upload")
        await self._camera.start(
            *(sys.executable, "-m", "demo.camera", "--name", CAMERA),
            *("--port", str(ports.camera), "--rtsp-port", str(ports.rtsp)),
            *("--user", CAMERA_USER, "--password", CAMERA_PASSWORD),
            *("--cloud", self.cloud_url, "--figures", "0"),
        )
        await self._camera.ready(f"{self.camera_url}/control")
        if self._rooms is not None:
            self._say("Starting the cameras of the other rooms")
            await self._rooms.start()

    async def _furnish(self) -> None:
        self._say("Adding the camera to Home Assistant")
        camera = CameraAccess(
            CAMERA,
            HOST,
            self.ports.camera,
            self.ports.rtsp,
            CAMERA_USER,
            CAMERA_PASSWORD,
        )
        source = await add_camera(self.hass.client, camera)
        if self._guarded:
            self._say("Adding Cloudcam Privacy")
            await guard(self.hass.client, source)
        if self._rooms is not None:
            self._say("Adding the other cameras")
            await self._rooms.furnish(self.hass.client)

    def _save(self) -> None:
        saved = {"ports": asdict(self.ports), "token": self._token}
        path = self._directory / _SAVED
        path.touch(mode=0o600)
        path.write_text(json.dumps(saved))

    async def run(self) -> None:
        """Wait until something ends that should not; raises DemoError then."""

        def again() -> None:
            self._say("Home Assistant has ended: starting it again")

        ends = (self._cloud.ended(), self._camera.ended(), self.hass.ended(again))
        await asyncio.wait(
            [asyncio.ensure_future(end) for end in ends],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for child in (self._cloud, self._camera, self.hass.child):
            child.check()
        for child in self._rooms.children.values() if self._rooms is not None else ():
            child.check()

    async def stop(self) -> None:
        """End all processes."""
        if self._hass is not None:
            await self._hass.stop()
        if self._rooms is not None:
            await self._rooms.stop()
        await self._camera.stop()
        await self._cloud.stop()


@asynccontextmanager
async def temporary_household(
    ports: Ports | None = None,
    *,
    guarded: bool = True,
    rooms: bool = False,
    components: Path = COMPONENTS,
) -> AsyncIterator[Household]:
    """Run a new household, of which nothing is left afterwards.

    With rooms it has more cameras, unless its ports are given.
    """
    with tempfile.TemporaryDirectory() as directory:
        household = Household(
            Path(directory) / "demo",
            ports or Ports.anywhere(rooms=rooms),
            guarded=guarded,
            components=components,
        )
        try:
            await household.start()
            yield household
        finally:
            await household.stop()
