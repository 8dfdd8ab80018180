"""Alexa and Google Assistant, through Home Assistant's own handlers of their requests."""

from http import HTTPStatus
from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..common import entity_id_of
from ..rooms import async_rooms, modes_of
from .talking import NONE, K

ALEXA = {
    "alexa": {
        "smart_home": {
            "filter": {"include_domains": ["switch", "button", "camera"]},
        }
    }
}
GOOGLE = {
    "google_assistant": {
        "project_id": "house",
        "exposed_domains": ["switch", "button", "camera"],
        "expose_by_default": True,
    }
}


async def _alexa(
    client: TestClient[Any, Any], entity_id: str, interface: str, name: str
) -> dict[str, Any]:
    """Send a directive about an entity, and return the answer's event."""
    answer = await client.post(
        "/api/alexa/smart_home",
        json={
            "directive": {
                "header": {
                    "namespace": interface,
                    "name": name,
                    "messageId": "1",
                    "correlationToken": "2",
                    "payloadVersion": "3",
                },
                "endpoint": {
                    "endpointId": entity_id.replace(".", "#"),
                    "scope": {"type": "BearerToken", "token": "3"},
                },
                "payload": {},
            }
        },
    )
    assert answer.status == HTTPStatus.OK
    return dict((await answer.json())["event"])


async def _google(
    client: TestClient[Any, Any], entity_id: str, command: str, **params: Any
) -> dict[str, Any]:
    """Send a command about an entity, and return what became of it, or the error."""
    answer = await client.post(
        "/api/google_assistant",
        json={
            "requestId": "1",
            "inputs": [
                {
                    "intent": "action.devices.EXECUTE",
                    "payload": {
                        "commands": [
                            {
                                "devices": [{"id": entity_id}],
                                "execution": [
                                    {
                                        "command": f"action.devices.commands.{command}",
                                        "params": params,
                                    }
                                ],
                            }
                        ]
                    },
                }
            ],
        },
    )
    assert answer.status == HTTPStatus.OK
    payload = (await answer.json())["payload"]
    return dict(payload["commands"][0] if "commands" in payload else payload)


@pytest.mark.parametrize("allowed", [True, False])
async def test_alexa(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    allowed: bool,
) -> None:
    """Told "turn on kitchen privacy", and off again where a voice may."""
    entry, client = await _async_house(hass, hass_client, ALEXA, allowed)
    switch = entity_id_of(hass, entry, "switch", "privacy")
    state = hass.states.get(switch)
    assert state is not None
    assert state.name == "Kitchen Privacy"

    event = await _alexa(client, switch, "Alexa.PowerController", "TurnOn")

    assert event["header"]["name"] == "Response"
    await hass.async_block_till_done()
    assert modes_of(entry) == K
    await _alexa(client, switch, "Alexa.PowerController", "TurnOff")
    await hass.async_block_till_done()
    assert modes_of(entry) == (NONE if allowed else K)


@pytest.mark.parametrize("allowed", [True, False])
async def test_google(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    allowed: bool,
) -> None:
    """Told "turn on kitchen privacy", and off again where a voice may."""
    entry, client = await _async_house(hass, hass_client, GOOGLE, allowed)
    switch = entity_id_of(hass, entry, "switch", "privacy")

    result = await _google(client, switch, "OnOff", on=True)

    assert result["status"] == "SUCCESS"
    await hass.async_block_till_done()
    assert modes_of(entry) == K
    result = await _google(client, switch, "OnOff", on=False)
    assert ("errorCode" in result) is not allowed
    await hass.async_block_till_done()
    assert modes_of(entry) == (NONE if allowed else K)


async def test_button(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
) -> None:
    """It is a scene to both, and can only raise."""
    entry, client = await _async_house(hass, hass_client, {**ALEXA, **GOOGLE}, False)
    button = entity_id_of(hass, entry, "button", "go_private")
    event = await _alexa(client, button, "Alexa.SceneController", "Activate")
    assert event["header"]["name"] == "ActivationStarted"
    await hass.async_block_till_done()
    assert modes_of(entry) == K
    bedroom = entity_id_of(hass, entry, "button", "go_private", 1)
    result = await _google(client, bedroom, "ActivateScene", deactivate=False)
    assert result["status"] == "SUCCESS"
    await hass.async_block_till_done()
    assert modes_of(entry) == ["private", "private"]


async def _async_house(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    assistant: dict[str, Any],
    allowed: bool,
) -> tuple[MockConfigEntry, TestClient[Any, Any]]:
    entry = await async_rooms(hass, {"voice_may_lower": allowed})
    for domain in assistant:
        assert await async_setup_component(hass, domain, assistant)
    await hass.async_block_till_done()
    return entry, await hass_client()
