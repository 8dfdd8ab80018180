"""Diagnostics tell how the household stands, and nothing of who lives in it."""

import json
from typing import Any

from homeassistant.components.diagnostics import REDACTED
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    rule_subentry,
    someone_home,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

NAMES = ("anna", "hideaway", "192.0.2.7", "switch_of_bob", "secret")
"""Parts of whatever tells who lives there, where, or how to reach the camera."""


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Guard a camera in a house where everything is named after somebody."""
    await async_setup_component(hass, "diagnostics", {})
    camera = MarkedCamera("Annas hideaway")
    camera.stream_source = _address  # type: ignore[method-assign]
    plug = Plug("Switch of Bob")
    await async_make_cameras(hass, camera)
    await async_add_devices(hass, plug)
    hass.states.async_set("person.anna", "home")
    hass.states.async_set("media_player.anna", "off")
    anna = (await async_person(hass)).user_id
    entry = await async_guard(
        hass,
        camera_subentry(
            camera.entity_id,
            "Annas hideaway",
            cuts=[cut(plug.entity_id, "off")],
            upload_rate="sensor.annas_hideaway_192_0_2_7_upload",
        ),
        someone_home("person.anna"),
        rule_subentry("activity", "Anna rests", entities=["media_player.anna"]),
        rule_subentry(
            "condition",
            "Anna sings",
            conditions=[
                {
                    "condition": "state",
                    "entity_id": "media_player.anna",
                    "state": "playing",
                }
            ],
        ),
        options={"lower_users": [anna]},
    )
    await async_settle()
    return entry


async def _address() -> str:
    return "rtsp://anna:secret@192.0.2.7/video"


async def async_download(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> dict[str, Any]:
    """Return what the button "Download diagnostics" gives of ours."""
    client = await hass_client()
    answer = await client.get(f"/api/diagnostics/config_entry/{entry.entry_id}")
    assert answer.status == 200
    data: dict[str, Any] = (await answer.json())["data"]
    return data


async def test_nobody_can_be_told(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> None:
    """Neither people nor addresses, tokens or entities named after somebody."""
    await hass.services.async_call(
        "cloudcam_privacy",
        "set_mode",
        {
            "entity_id": entity_id_of(hass, entry, "camera", "guarded"),
            "mode": "private",
            "reason": "Anna sleeps",
        },
        blocking=True,
        context=await async_person(hass),
    )
    source = hass.states.get("camera.annas_hideaway")
    assert source is not None
    text = json.dumps(await async_download(hass, hass_client, entry)).lower()
    for name in (*NAMES, source.attributes["access_token"]):
        assert name.lower() not in text
    (user_id,) = entry.options["lower_users"]
    assert user_id not in text


async def test_how_the_household_stands(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry: MockConfigEntry
) -> None:
    """What is needed to find a fault is there."""
    data = await async_download(hass, hass_client, entry)
    assert data["options"]["lower_users"] == REDACTED
    assert [rule["verdict"] for rule in data["rules"]] == ["true", "false", "false"]
    (camera,) = data["cameras"]
    assert camera["mode"] == camera["gate"] == "private"
    assert camera["assurance"] == "confirmed"
    assert (camera["causes"], camera["override"]) == (["rule"], None)
    assert data["memory_lost"] is False
    assert camera["evidence"]["read_back"] == "true"
    (plug,) = camera["cuts"]
    assert (plug["domain"], plug["cut_state"], plug["status"], plug["state"]) == (
        "switch",
        "off",
        "confirmed",
        "engaged",
    )
    (stored,) = (s["data"] for s in data["subentries"] if s["type"] == "camera")
    assert stored["cuts"][0]["cut_state"] == "off"
