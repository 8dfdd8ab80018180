"""Cameras of three makers behind a real broker and Home Assistant's own `mqtt`."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
import tempfile
from typing import Final

import pytest
import pytest_asyncio

from demo.house.client import Client
from demo.house.furnish import DOMAIN
from demo.house.hass import HomeAssistant, prepare

from .household import ANNA, unexpected
from .mqtt_cameras import (
    BROKER,
    HOST,
    RING,
    THINGINO,
    WYZE,
    MqttCamera,
    broker,
    ring,
    thingino,
    wyze,
)
from .processes import free_port
from .simulated import until

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(not Path(BROKER).exists(), reason="there is no mosquitto"),
]

NOWHERE: Final = "http://127.0.0.1:9"
FLOWS: Final = "/api/config/config_entries/flow"
CUT: Final = {
    f"{RING}_motion_detection": False,
    f"WYZE{WYZE}POWER": False,
    f"WYZE{WYZE}MOTION_DETECTION": False,
    f"thingino_{THINGINO}_privacy": True,
}
"""What is true of the cameras while they are cut, by unique id."""


@dataclass(frozen=True, slots=True)
class MqttHouse:
    """A household with cameras that come by MQTT."""

    hass: HomeAssistant
    cameras: tuple[MqttCamera, ...]

    @property
    def client(self) -> Client:
        """Return the log-in."""
        return self.hass.client

    @property
    def truth(self) -> dict[str, bool]:
        """Return what is true of the cameras' switches."""
        return {k: v for camera in self.cameras for k, v in camera.states.items()}

    async def entities(self, platform: str) -> dict[str, str]:
        """Return the entity ids of an integration by unique id."""
        return {
            entity["unique_id"]: entity["entity_id"]
            for entity in await self.client.command("config/entity_registry/list")
            if entity["platform"] == platform
        }


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[MqttHouse]:
    """Run broker, cameras and Home Assistant, with its cameras discovered."""
    cameras = (ring(), wyze(), thingino())
    async with broker() as port:
        with tempfile.TemporaryDirectory() as directory, ExitStack() as stack:
            for camera in cameras:
                client = camera.connect(port)
                stack.callback(client.loop_stop)
                stack.callback(client.disconnect)
            config, web = Path(directory) / "config", free_port()
            token = await prepare(config, web, NOWHERE)
            (config / "automations.yaml").write_text("[]")
            hass = HomeAssistant(config, web, token)
            house = MqttHouse(hass, cameras)
            try:
                await hass.start()
                plain = {"set_client_cert": False, "set_ca_cert": "off"}
                given = {"broker": HOST, "port": port, "other_settings": plain}
                await hass.client.flow("mqtt", given)
                await until(lambda: _are_discovered(house), bool, 30)
                yield house
                assert unexpected(hass.log) == []
            finally:
                await hass.stop()


async def _are_discovered(house: MqttHouse) -> bool:
    entities = await house.entities("mqtt")
    known = {camera for camera in entities if camera in house.truth}
    if known != set(house.truth):
        return False
    states = [await house.client.state(entity) for entity in entities.values()]
    return "" not in states and "unavailable" not in states


async def test_cameras_of_three_makers(house: MqttHouse) -> None:
    client, before = house.client, house.truth
    by_id = await house.entities("mqtt")
    sources = [id_ for id_ in by_id.values() if id_.startswith("camera.")]
    assert len(sources) == 3

    form = await client.post(FLOWS, {"handler": DOMAIN})
    form = await client.post(
        f"{FLOWS}/{form['flow_id']}",
        {"cameras": sources, "home_mode": "private", "away_mode": "open"},
    )

    assert form["step_id"] == "cuts"
    (ticked,) = (
        field["default"] for field in form["data_schema"] if field["name"] == "cuts"
    )
    names = {by_id[unique_id] for unique_id in CUT}
    assert {value.split("/")[1] for value in ticked} == names
    assert house.truth == before

    made = await client.post(f"{FLOWS}/{form['flow_id']}", {})
    assert made["type"] == "create_entry"
    ours = await house.entities(DOMAIN)
    assurances = [id_ for key, id_ in ours.items() if key.endswith("_assurance")]
    assert len(assurances) == 3

    await client.action("input_boolean.turn_on", entity_id=ANNA)

    for entity_id in assurances:
        await client.wait_for(entity_id, "confirmed", "verified")
    assert house.truth == {**before, **CUT}

    await client.action("input_boolean.turn_off", entity_id=ANNA)

    for entity_id in assurances:
        await client.wait_for(entity_id, "open", seconds=90)
    assert house.truth == before
    told = {unique_id for camera in house.cameras for unique_id in camera.commands}
    assert told == set(CUT)
