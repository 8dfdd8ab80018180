"""Set up the household as its owner would: through Home Assistant's own forms."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .client import Client, ClientError

DOMAIN: Final = "cloudcam_privacy"
PEOPLE: Final = ("person.anna", "person.bob")
MICROPHONE: Final = "switch.living_room_microphone"
BATHROOM: Final = "input_boolean.bathroom_in_use"
PRESENCE: Final = ("input_boolean.anna_home", "input_boolean.bob_home")


@dataclass(frozen=True, slots=True)
class CameraAccess:
    """How the simulated camera is reached."""

    name: str
    host: str
    port: int
    rtsp_port: int
    user: str
    password: str


async def guard(client: Client, source: str, *, take_over: bool = True) -> None:
    """Guard the camera while somebody is home, or the bathroom in use.

    Its microphone is off while it is muted.
    """
    entry = await client.flow(
        DOMAIN,
        {
            "cameras": [source],
            "people": list(PEOPLE),
            "home_mode": "private",
            "away_mode": "open",
            "take_over": take_over,
        },
        {},
    )
    entry_id = entry["result"]["entry_id"]
    await _cut_sound(client, entry_id)
    await client.subflow(
        entry_id,
        "rule",
        {"next_step_id": "activity"},
        {"name": "Bathroom in use", "entities": [BATHROOM], "mode": "private"},
    )


async def _cut_sound(client: Client, entry_id: str) -> None:
    """Have the microphone's switch cut the sound, besides what was found."""
    (camera,) = (
        subentry["subentry_id"]
        for subentry in await client.command(
            "config_entries/subentries/list", entry_id=entry_id
        )
        if subentry["subentry_type"] == "camera"
    )
    cut = {"entity_id": MICROPHONE, "cut_state": "off", "stops": "sound"}
    await client.reconfigure(
        entry_id,
        "camera",
        camera,
        lambda fields: {**fields, "cuts": [*fields.get("cuts", ()), cut]},
    )


async def add_camera(client: Client, camera: CameraAccess) -> str:
    """Add the camera with Home Assistant's `foscam`; return its entity id.

    It is put into its room, and everybody goes out.
    """
    for switch in (*PRESENCE, BATHROOM):
        await client.action("input_boolean.turn_off", entity_id=switch)
    await client.flow(
        "foscam",
        {
            "host": camera.host,
            "port": camera.port,
            "rtsp_port": camera.rtsp_port,
            "username": camera.user,
            "password": camera.password,
            "stream": "Main",
        },
    )
    area = await client.command("config/area_registry/create", name=camera.name)
    source = await _entity_id(client, "foscam", "camera", "")
    entity = await client.command("config/entity_registry/get", entity_id=source)
    await client.command(
        "config/device_registry/update",
        device_id=entity["device_id"],
        area_id=area["area_id"],
    )
    return source


async def move_to_noon(client: Client) -> None:
    """Move the house to where the sun is up: at night, placeholders are dark."""
    longitude = (12 - datetime.now(UTC).hour) * 15
    await client.action("homeassistant.set_location", latitude=0, longitude=longitude)


@dataclass(frozen=True, slots=True)
class Entities:
    """Entity ids of the guarded camera and of the household."""

    guarded: str
    mode: str
    assurance: str
    privacy: str
    uploads: str
    select: str
    go_private: str
    everywhere: str


async def find_entities(client: Client) -> Entities:
    """Return our entities; raises ClientError when one is missing."""
    return Entities(
        guarded=await _entity_id(client, DOMAIN, "camera", "_guarded"),
        mode=await _entity_id(client, DOMAIN, "sensor", "_mode"),
        assurance=await _entity_id(client, DOMAIN, "sensor", "_assurance"),
        privacy=await _entity_id(client, DOMAIN, "switch", "_privacy"),
        uploads=await _entity_id(client, DOMAIN, "switch", "_uploads"),
        select=await _entity_id(client, DOMAIN, "select", "_mode"),
        go_private=await _entity_id(client, DOMAIN, "button", "_go_private"),
        everywhere=await _entity_id(client, DOMAIN, "switch", "_everywhere"),
    )


async def _entity_id(client: Client, platform: str, domain: str, ending: str) -> str:
    """Return the entity of an integration whose unique id ends like this."""
    for entity in await client.command("config/entity_registry/list"):
        if (
            entity["platform"] == platform
            and entity["entity_id"].startswith(f"{domain}.")
            and entity["unique_id"].endswith(ending)
        ):
            return str(entity["entity_id"])
    raise ClientError(f"{platform} has no {domain} {ending}")
