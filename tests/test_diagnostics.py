"""Diagnostics: enough to help, and nothing that tells who or where."""

import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .cut.guarded import async_come_home
from .house import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    rule_subentry,
    someone_home,
)
from .passing_time import async_settle

PRIVATE_MATTERS = ("anna", "Bedroom", "bath", "secret", "Mistress", "sensor.rate")


async def _download(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, entry_id: str
) -> dict[str, Any]:
    assert await async_setup_component(hass, "diagnostics", {})
    client = await hass_client()
    answer = await client.get(f"/api/diagnostics/config_entry/{entry_id}")
    assert answer.status == 200
    data: dict[str, Any] = (await answer.json())["data"]
    return data


async def test_download_tells_how_it_stands_and_nobody_s_affairs(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    camera = MarkedCamera("Bedroom")
    await async_make_cameras(hass, camera)
    hass.states.async_set("switch.plug", "on")
    hass.states.async_set("person.anna", "not_home")
    hass.states.async_set("light.bath", "off")
    assert camera.registry_entry is not None
    entry = await async_guard(
        hass,
        camera_subentry(
            camera.registry_entry.id,
            "Bedroom",
            cuts=[cut("switch.plug", "off")],
            upload_rate="sensor.rate",
        ),
        someone_home("person.anna"),
        rule_subentry(
            "activity", "Mistress is here", entities=["light.bath"], states=[]
        ),
        options={"lower_users": ["secret-user-id"]},
    )
    await async_come_home(hass)
    await async_settle()

    data = await _download(hass, hass_client, entry.entry_id)

    text = json.dumps(data)
    for matter in PRIVATE_MATTERS:
        assert matter not in text
    (guarded,) = data["cameras"]
    assert guarded["mode"] == "private"
    assert guarded["gate"] == "private"
    assert guarded["causes"] == ["rule"]
    assert guarded["override"] is None
    (plug,) = guarded["cuts"]
    assert plug["domain"] == "switch"
    assert plug["cut_state"] == "off"
    assert [rule["verdict"] for rule in data["rules"]] == ["true", "false"]
    assert data["memory_lost"] is False
