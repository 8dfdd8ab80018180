"""Home Assistant with a house of rooms: furnished through its own doors."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from pathlib import Path
from string import Template
import tempfile
from typing import Any, Final
from zoneinfo import ZoneInfo

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from PIL import Image

from demo.house.client import Client
from demo.house.furnish import DOMAIN
from demo.house.hass import HomeAssistant, prepare

HERE: Final = Path(__file__).parent
ANNA: Final = "input_boolean.anna_home"
CLOCK: Final = ZoneInfo("Europe/Berlin")
"""The clock on the house's walls."""
CAMERAS: Final = ("Kitchen", "Bedroom", "Front door", "Garden")
"""The kitchen has no cut; the lens of each of the others can be closed."""

_NOWHERE: Final = "http://127.0.0.1:9"
_AREAS: Final[Mapping[str, tuple[str, ...]]] = {
    "Kitchen": ("Küche",),
    "Bedroom": ("master suite", "Schlafzimmer"),
    "Hall": ("Flur",),
    "Garden": ("Garten",),
    "Garage": (),
}
_AREA_OF: Final = {"Front door": "Hall"}
_ALIASES: Final = {"Kitchen": ["hob cam"], "Front door": ["doorbell", "Haustür"]}
_LANGUAGES: Final = ("en", "de")


@dataclass(slots=True)
class Rooms:
    """The running house."""

    hass: HomeAssistant
    pictures: Path
    entry_id: str = ""
    tablet: str = ""
    """Device id of a tablet on the wall of the bedroom."""
    pipelines: dict[str, str] = field(default_factory=dict)
    ids: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Our entity ids, by camera (or "" for the household), domain and key."""

    @property
    def client(self) -> Client:
        """Return the log-in of the owner."""
        return self.hass.client

    def guarded(self, camera: str) -> str:
        """Return the guarded camera."""
        return self.ids[camera, "camera", "guarded"]

    async def states(self, domain: str, key: str) -> dict[str, dict[str, Any]]:
        """Return the states of one of our entities of each camera."""
        states = {
            state["entity_id"]: state for state in await self.client.get("/api/states")
        }
        return {name: states[self.ids[name, domain, key]] for name in CAMERAS}

    async def modes(self) -> dict[str, str]:
        """Return the modes in force."""
        modes = await self.states("sensor", "mode")
        return {name: state["state"] for name, state in modes.items()}

    async def set_mode(
        self, mode: str, *cameras: str, client: Client | None = None
    ) -> None:
        """Set a mode by hand, of all cameras if none are given; the owner's hand."""
        await (client or self.client).action(
            "cloudcam_privacy.set_mode",
            entity_id=[self.guarded(camera) for camera in cameras or CAMERAS],
            mode=mode,
        )

    async def reset(self, client: Client | None = None) -> None:
        """Make it a house with nobody home and without overrides, as the owner."""
        await self.client.action("input_boolean.turn_off", entity_id=ANNA)
        await (client or self.client).action(
            "cloudcam_privacy.resume",
            entity_id=[self.guarded(camera) for camera in CAMERAS],
        )

    async def choose(self, **options: object) -> None:
        """Set the household's options, the others as they are at first."""
        given = {
            "lower_users": [],
            "automations_may_lower": True,
            "voice_may_lower": False,
            "lift_minutes": 30,
            "ledger": "full",
            **options,
        }
        await self.client.options(self.entry_id, given)
        await _reload(self.client, self.entry_id)

    async def say(
        self,
        text: str,
        language: str = "en",
        *,
        device_id: str | None = None,
        client: Client | None = None,
    ) -> str:
        """Type a sentence into Assist's pipeline; return what it answers."""
        events = await (client or self.client).events(
            "assist_pipeline/run",
            lambda event: event["type"] in ("run-end", "error"),
            start_stage="intent",
            end_stage="intent",
            input={"text": text},
            pipeline=self.pipelines[language],
            device_id=device_id,
        )
        (end,) = (event for event in events if event["type"] == "intent-end")
        speech = end["data"]["intent_output"]["response"]["speech"]
        return str(speech["plain"]["speech"])


@asynccontextmanager
async def furnished_rooms(port: int) -> AsyncIterator[Rooms]:
    """Run the house, of which nothing is left afterwards."""
    with tempfile.TemporaryDirectory() as directory:
        config = Path(directory) / "config"
        token = await prepare(config, port, _NOWHERE)
        pictures = config / "pictures"
        pictures.mkdir()
        text = Template((HERE / "configuration.yaml").read_text())
        words = text.substitute(pictures=json.dumps(str(pictures)))
        (config / "configuration.yaml").write_text(words)
        (config / "automations.yaml").write_text("[]")
        rooms = Rooms(HomeAssistant(config, port, token), pictures)
        for camera in CAMERAS:
            paint(rooms, camera)
        try:
            await rooms.hass.start()
            await _furnish(rooms)
            yield rooms
        finally:
            await rooms.hass.stop()


def picture_of(rooms: Rooms, camera: str) -> Path:
    """Return the file that a camera shows."""
    return rooms.pictures / f"{camera}.jpg"


def paint(rooms: Rooms, camera: str, brightness: int = 120) -> None:
    """Give a camera a picture to show."""
    colour = (40 * [*CAMERAS, camera].index(camera), brightness, 90)
    Image.new("RGB", (160, 90), colour).save(picture_of(rooms, camera))


async def add_camera(rooms: Rooms, camera: str) -> str:
    """Add a camera that shows its file; return its config entry's id."""
    # From 2026.11 on, no name is asked for: the camera is named as the file.
    is_asked = (MAJOR_VERSION, MINOR_VERSION) < (2026, 11)
    added = await rooms.client.flow(
        "local_file",
        {"file_path": str(picture_of(rooms, camera))}
        | ({"name": camera} if is_asked else {}),
    )
    entry_id: str = added["result"]["entry_id"]
    return entry_id


async def _furnish(rooms: Rooms) -> None:
    client = rooms.client
    areas = await _add_areas(client)
    sources = {}
    for camera in CAMERAS:
        await add_camera(rooms, camera)
        slug = camera.lower().replace(" ", "_")
        sources[camera] = f"camera.{slug}"
        await client.command(
            "config/entity_registry/update",
            entity_id=sources[camera],
            area_id=areas[_AREA_OF.get(camera, camera)],
            aliases=_ALIASES.get(camera, []),
        )
    rooms.entry_id = await _guard(client, sources)
    rooms.ids.update(await _find(client, rooms.entry_id))
    rooms.tablet = await _hang_up_tablet(client, areas["Bedroom"])
    for language in _LANGUAGES:
        pipeline = await client.command(
            "assist_pipeline/pipeline/create",
            name=language,
            language=language,
            conversation_engine="conversation.home_assistant",
            conversation_language=language,
            **dict.fromkeys(_WITHOUT),
        )
        rooms.pipelines[language] = pipeline["id"]


_WITHOUT: Final = (
    *("stt_engine", "stt_language", "tts_engine", "tts_language", "tts_voice"),
    *("wake_word_entity", "wake_word_id"),
)


async def _add_areas(client: Client) -> dict[str, str]:
    """Add the rooms; the bedroom is upstairs. Return their ids."""
    floor = await client.command(
        "config/floor_registry/create", name="Upstairs", aliases=["Obergeschoss"]
    )
    areas = {}
    for name, aliases in _AREAS.items():
        area = await client.command(
            "config/area_registry/create",
            name=name,
            aliases=list(aliases),
            **({"floor_id": floor["floor_id"]} if name == "Bedroom" else {}),
        )
        areas[name] = area["area_id"]
    return areas


async def _guard(client: Client, sources: Mapping[str, str]) -> str:
    """Guard the cameras; return the entry's id."""
    first, *others = sources
    entry = await client.flow(
        DOMAIN,
        {
            "cameras": [sources[first]],
            "people": ["person.anna"],
            "home_mode": "private",
            "away_mode": "open",
            "take_over": True,
        },
        {},
    )
    entry_id: str = entry["result"]["entry_id"]
    for camera in others:
        lens = f"input_boolean.{sources[camera].partition('.')[2]}_lens"
        await client.subflow(
            entry_id,
            "camera",
            {
                "camera": sources[camera],
                "cuts": [{"entity_id": lens, "cut_state": "on"}],
                "resting_mode": "open",
                "when_unsure": "private",
                "upload_limit": 5,
                "trust_internal": False,
                "hide_reason": False,
                "take_over": True,
            },
        )
    await _reload(client, entry_id)
    return entry_id


async def _reload(client: Client, entry_id: str) -> None:
    """Reload the entry, after the reload that its last change has caused."""
    await client.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})


async def _find(client: Client, entry_id: str) -> dict[tuple[str, str, str], str]:
    """Return our entity ids."""
    subentries = await client.command(
        "config_entries/subentries/list", entry_id=entry_id
    )
    owners = {row["subentry_id"]: row["title"] for row in subentries}
    owners[entry_id] = ""
    found = {}
    for entity in await client.command("config/entity_registry/list"):
        if entity["platform"] == DOMAIN:
            owner, _, key = entity["unique_id"].partition("_")
            domain = entity["entity_id"].partition(".")[0]
            found[owners[owner], domain, key] = entity["entity_id"]
    return found


async def _hang_up_tablet(client: Client, area_id: str) -> str:
    """Register a tablet with Home Assistant's app and put it into a room."""
    await client.post(
        "/api/mobile_app/registrations",
        {
            "app_id": "rooms",
            "app_name": "Rooms",
            "app_version": "1",
            "device_id": "tablet",
            "device_name": "Tablet",
            "manufacturer": "Rooms",
            "model": "Tablet",
            "os_name": "Rooms",
            "os_version": "1",
            "supports_encryption": False,
        },
    )
    devices = await client.command("config/device_registry/list")
    (tablet,) = (device["id"] for device in devices if device["name"] == "Tablet")
    await client.command(
        "config/device_registry/update", device_id=tablet, area_id=area_id
    )
    return str(tablet)
