"""What happens to a camera is one sentence in the logbook, not a line of each entity."""

from datetime import datetime, timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent

from .common import (
    MarkedCamera,
    async_act,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    household_of,
    someone_home,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

pytestmark = pytest.mark.usefixtures("recorder_mock")

ANNA = "person.anna"


async def async_house(hass: HomeAssistant, **fields: Any) -> MockConfigEntry:
    """Guard a camera with a cut; nobody is home."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.states.async_set(ANNA, "not_home")
    assert await async_setup_component(hass, "logbook", {})
    cuts = [cut(plug.entity_id, "off")]
    camera = camera_subentry("camera.living_room", "Living room", cuts=cuts, **fields)
    entry = await async_guard(hass, camera, someone_home(ANNA))
    await async_settle()
    return entry


async def async_lines(
    hass: HomeAssistant,
    new_client: WebSocketGenerator,
    entry: MockConfigEntry,
    start: datetime,
) -> list[str]:
    """Return what the logbook says of the camera."""
    await async_settle()
    await hass.async_block_till_done()
    await get_instance(hass).async_block_till_done()
    client = await new_client(hass)
    camera = entity_id_of(hass, entry, "camera", "guarded")
    asked = {"start_time": start.isoformat(), "entity_ids": [camera]}
    await client.send_json_auto_id({"type": "logbook/get_events", **asked})
    lines = (await client.receive_json())["result"]
    return [
        f"{line['name']} {line.get('message', line.get('state'))}" for line in lines
    ]


@pytest.mark.parametrize("hides", [True, False])
async def test_somebody_comes_home(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hides: bool
) -> None:
    """One sentence, with the reason unless the household keeps that to itself."""
    entry = await async_house(hass, hide_reason=hides)
    start = dt_util.utcnow()
    for state in ("home", "not_home"):
        hass.states.async_set(ANNA, state)
        await async_settle()
    assert await async_lines(hass, hass_ws_client, entry, start) == (
        ["Living room became private", "Living room became open"]
        if hides
        else [
            "Living room became private: Someone is home",
            "Living room became open: No rule asks for privacy",
        ]
    )


async def test_sound_and_trouble(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """The sound has sentences of its own, and so has what went wrong."""
    entry = await async_house(hass)
    start = dt_util.utcnow()
    anna = await async_person(hass)
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    for action in ("mute", "unmute"):
        await async_act(hass, action, camera, context=anna)
        await async_settle()
    (guard,) = household_of(entry).guards.values()
    for happening in (PrivacyEvent.CONTRADICTED, PrivacyEvent.DID_NOT_COME_BACK):
        guard.async_tell(happening)
    assert await async_lines(hass, hass_ws_client, entry, start) == [
        "Living room was muted: Set by hand",
        "Living room was unmuted",
        "Living room still sends although it is cut off",
        "Living room did not come back",
    ]


@pytest.mark.parametrize("hides", [True, False])
async def test_what_ends_by_itself_says_when(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hides: bool
) -> None:
    """A mode by hand for an hour, and its end unless the household keeps it."""
    entry = await async_house(hass, hide_reason=hides)
    start = dt_util.utcnow()
    anna = await async_person(hass)
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    for_an_hour = {"mode": "blurred", "duration": {"hours": 1}}
    await async_act(hass, "set_mode", {**camera, **for_an_hour}, context=anna)
    await async_settle()
    shown = hass.states.get(entity_id_of(hass, entry, "select", "mode"))
    assert shown is not None
    end = datetime.fromisoformat(shown.attributes["until"])
    assert timedelta() <= end - (start + timedelta(hours=1)) < timedelta(minutes=1)
    until = household_of(entry).texts.until(end)
    assert await async_lines(hass, hass_ws_client, entry, start) == [
        "Living room became blurred"
        if hides
        else f"Living room became blurred until {until}: Set by hand"
    ]
