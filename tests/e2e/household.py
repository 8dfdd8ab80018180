"""The demo's household for tests: flipped, looked at through every exit, and reset."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
import io
from pathlib import Path
from typing import Any, Final

import aiohttp
from PIL import Image

from demo.house.client import Client
from demo.house.furnish import BATHROOM, DOMAIN, PRESENCE, Entities
from demo.household import Household
from demo.maker import Maker
from demo.marker import find_marks, has_marker

SOURCE: Final = "camera.living_room"
"""The camera before it is guarded; its guarded camera once that has taken over."""
ORIGINAL: Final = f"{SOURCE}_original"
"""The camera once its place is taken."""
ANNA: Final = PRESENCE[0]
# What the assurance says once the camera is known to be cut off.
SURE: Final = ("confirmed", "verified")
# Home Assistant's foscam asks the camera for its state at most every 10 s.
SETTLED_SECONDS: Final = 60
ENABLED_SECONDS: Final = 60


def shows_the_room(picture: bytes) -> bool:
    """Tell whether bytes hold a frame of the simulated camera, by either mark."""
    if find_marks(picture):
        return True
    return has_marker(Image.open(io.BytesIO(picture)))


@dataclass(frozen=True, slots=True)
class House:
    """A running household, and what its maker receives."""

    household: Household
    maker: Maker

    @property
    def client(self) -> Client:
        """Return the log-in."""
        return self.household.hass.client

    @property
    def entities(self) -> Entities:
        """Return our entities."""
        return self.household.entities

    def flip(self, switch: str, state: str) -> Callable[[], Awaitable[None]]:
        """Return what turns a switch `on` or `off`."""
        return lambda: self.client.action(
            f"input_boolean.turn_{state}", entity_id=switch
        )

    async def is_private(self) -> None:
        """Wait until it is certain that the camera is cut off."""
        await self.client.wait_for(
            self.entities.assurance, *SURE, seconds=SETTLED_SECONDS
        )

    async def is_open(self) -> None:
        """Wait until the camera is back."""
        await self.client.wait_for(
            self.entities.assurance, "open", seconds=SETTLED_SECONDS
        )

    async def be_private(self) -> None:
        """Have Anna come home, and wait until that has taken effect."""
        await self.flip(ANNA, "on")()
        await self.is_private()

    async def reset(self) -> None:
        """Make it a house with nobody home, no override and an open camera."""
        for switch in (*PRESENCE, BATHROOM):
            await self.flip(switch, "off")()
        await self.client.action(
            "select.select_option", entity_id=self.entities.select, option="automatic"
        )
        await self.is_open()

    async def look(self, width: int = 640) -> bytes:
        """Return the guarded camera's picture as dashboards get it."""
        status, picture = await self.client.fetch(
            f"/api/camera_proxy/{self.entities.guarded}?width={width}"
        )
        assert status == 200, picture
        return picture

    async def mode(self) -> str:
        """Return the mode in force."""
        return await self.client.state(self.entities.mode)

    async def attributes(self, entity_id: str) -> dict[str, Any]:
        """Return the attributes of an entity."""
        state = await self.client.get(f"/api/states/{entity_id}")
        attributes: dict[str, Any] = state["attributes"]
        return attributes

    def media(self, name: str) -> Path:
        """Return a file in the directory that Home Assistant may write to."""
        return self.household.hass.config / "media" / name

    async def wakings(self) -> list[str]:
        """Return when the camera was told to wake up or to look for people."""
        url = f"{self.household.camera_url}/control"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            commands = (await answer.json())["commands"]
        return [
            command["time"]
            for command in commands
            if command.get("sleep") is False or command.get("human_detection")
        ]

    async def unguard(self) -> None:
        """Remove Cloudcam Privacy, and wait until the source is back in its place."""
        (entry,) = await self.client.command("config_entries/get", domain=DOMAIN)
        await self.client.delete(
            f"/api/config/config_entries/entry/{entry['entry_id']}"
        )
        await self.client.wait_for(SOURCE, "idle", "recording", "streaming")

    async def platform(self, entity_id: str) -> str:
        """Return the integration that an entity is from."""
        entity = await self.client.command(
            "config/entity_registry/get", entity_id=entity_id
        )
        return str(entity["platform"])

    async def entity_id(self, domain: str, key: str) -> str:
        """Return an entity of the guarded camera, which may be disabled."""
        registry = await self.client.command("config/entity_registry/list")
        ids = {entity["entity_id"]: entity["unique_id"] for entity in registry}
        camera = ids[self.entities.guarded].removesuffix("_guarded")
        return next(
            str(entity_id)
            for entity_id, unique_id in ids.items()
            if unique_id == f"{camera}_{key}" and entity_id.startswith(f"{domain}.")
        )

    async def enable(self, *sensors: str) -> None:
        """Enable sensors that are not at first, and wait until they are known.

        Home Assistant reloads the entry by itself, half a minute afterwards.
        """
        for sensor in sensors:
            await self.client.command(
                "config/entity_registry/update", entity_id=sensor, disabled_by=None
            )
        for sensor in sensors:
            await self.client.wait_for(sensor, seconds=ENABLED_SECONDS)
        await self.is_open()

    async def issues(self) -> list[str]:
        """Return the repair issues of Cloudcam Privacy."""
        result = await self.client.command("repairs/list_issues")
        return [
            issue["translation_key"]
            for issue in result["issues"]
            if issue["domain"] == DOMAIN
        ]


_EXPECTED: Final = (
    # Said at each start: of --skip-pip, and of every custom integration.
    "Skipping pip installation of required modules",
    "We found a custom integration",
    # Said by a camera whose file was taken away.
    "Could not read camera",
    # Said of each action that was refused.
    "gives no picture now",
    "You can make cameras more private, but not less",
    "[homeassistant.components.websocket_api.http.connection]",
    # Said of a target with an area that does not exist.
    "areas cellar are missing or not currently available",
    # Said of the demo's microphone, in a house without the demo's camera.
    "Platform rest not ready yet: No route to resource/endpoint: http://127.0.0.1:9",
    # Said of whatever a busy machine is slow with.
    "Updating state for",
    "took longer than the scheduled update interval",
    "is taking over 10 seconds",
    # Said after each kill.
    "was shutdown cleanly",
    "Ended unfinished session",
)


def unexpected(log: list[str]) -> list[str]:
    """Return the lines of a log that should not be in it."""
    return [
        line for line in log if line and not any(text in line for text in _EXPECTED)
    ]
