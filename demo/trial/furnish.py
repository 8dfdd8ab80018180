"""Add all cameras of the trial to Home Assistant, and guard them, by its forms."""

from typing import Any, Final

from demo.house.client import Client
from demo.house.furnish import DOMAIN
from demo.serve import HOST

from .camera import LONGEST_SECONDS, Entities, TrialCamera, until

PERSON: Final = "person.anna"
PRESENCE: Final = "input_boolean.anna_home"
USER, PASSWORD = "admin", "demo"
_LOOK_SECONDS: Final = 0.2


async def furnish(
    client: Client,
    cameras: dict[str, TrialCamera],
    rtsp_ports: dict[str, int],
    plugged: str,
) -> str:
    """Add all cameras, and guard them; return the entry's id."""
    await client.action("input_boolean.turn_off", entity_id=PRESENCE)
    for name, camera in cameras.items():
        await client.flow(
            "foscam",
            {
                "host": HOST,
                "port": camera.port,
                "rtsp_port": rtsp_ports[name],
                "username": USER,
                "password": PASSWORD,
                "stream": "Main",
            },
        )
    entry_id = ""
    for name, camera in cameras.items():
        source = f"camera.{_object_id(camera)}"
        if not entry_id:
            made = await client.flow(
                DOMAIN,
                {
                    "cameras": [source],
                    "people": [PERSON],
                    "home_mode": "private",
                    "away_mode": "open",
                    "take_over": True,
                },
                {},
            )
            entry_id = made["result"]["entry_id"]
            continue
        fields: dict[str, Any] = {
            "camera": source,
            "resting_mode": "open",
            "when_unsure": "private",
            "upload_rate": f"sensor.{_object_id(camera)}_upload",
            "upload_limit": 5,
            "trust_internal": False,
            "hide_reason": False,
            "take_over": True,
        }
        if name == plugged:
            fields["cuts"] = await _with_plug(client, camera)
        await client.subflow(entry_id, "camera", fields)
    await _find_entities(client, entry_id, cameras)
    for camera in cameras.values():
        await client.wait_for(
            camera.entities.assurance, "open", seconds=LONGEST_SECONDS
        )
    return entry_id


async def _with_plug(client: Client, camera: TrialCamera) -> list[dict[str, Any]]:
    """Return the camera's own cuts, and its plug as a last resort."""
    sleep = await _own_switch(client, camera)
    cut = {"from_mode": "local", "last_resort": False}
    return [
        {"entity_id": sleep, "cut_state": "on", **cut},
        {"entity_id": "switch.plug", "cut_state": "off", **cut, "last_resort": True},
    ]


def _object_id(camera: TrialCamera) -> str:
    return camera.slug.replace("-", "_")


async def _registered(client: Client) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = await client.command("config/entity_registry/list")
    return entities


async def _ours(client: Client) -> dict[tuple[str, str], str]:
    """Return our entities, by domain and unique id."""
    return {
        (entity["entity_id"].partition(".")[0], entity["unique_id"]): entity[
            "entity_id"
        ]
        for entity in await _registered(client)
        if entity["platform"] == DOMAIN
    }


async def _own_switch(client: Client, camera: TrialCamera) -> str:
    """Return the switch that the camera has itself, before and after taking over."""
    source = f"camera.{_object_id(camera)}"
    entities = await _registered(client)
    (device,) = (
        entity["device_id"]
        for entity in entities
        if entity["platform"] == "foscam"
        and entity["entity_id"] in (source, f"{source}_original")
    )
    (switch,) = (
        str(entity["entity_id"])
        for entity in entities
        if entity["device_id"] == device
        and entity["unique_id"].endswith("_sleep_switch")
    )
    return switch


async def _find_entities(
    client: Client, entry_id: str, cameras: dict[str, TrialCamera]
) -> None:
    subentries = await client.command(
        "config_entries/subentries/list", entry_id=entry_id
    )
    ids = {subentry["title"]: subentry["subentry_id"] for subentry in subentries}
    last = {("event", f"{ids[name]}_privacy") for name in cameras}

    async def are_set_up() -> bool:
        return last <= (await _ours(client)).keys()

    await until(are_set_up, _LOOK_SECONDS)
    ours = await _ours(client)
    for name, camera in cameras.items():

        def find(domain: str, key: str, camera_id: str = ids[name]) -> str:
            return ours[domain, f"{camera_id}_{key}"]

        camera.entities = Entities(
            guarded=find("camera", "guarded"),
            assurance=find("sensor", "assurance"),
            leak=find("binary_sensor", "leak"),
            privacy=find("event", "privacy"),
            sleep=await _own_switch(client, camera),
        )
