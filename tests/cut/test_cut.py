"""Every kind of cut: engaged from its mode on, and put back as it was found."""

from collections.abc import Callable
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.cloudcam_privacy.cut.command import command_for

from ..common import (
    ANNA,
    MarkedCamera,
    MotionCamera,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .devices import (
    Bolt,
    Choice,
    Device,
    Horn,
    Lamp,
    Plug,
    Shutter,
    Tap,
    async_add_devices,
)

SURE = ("confirmed", "verified")


DEVICE_CASES = [
    pytest.param(Plug, "off", "on", ["off", "on"], id="switch"),
    pytest.param(Lamp, "off", "on", ["off", "on"], id="light"),
    pytest.param(Horn, "on", "off", ["on", "off"], id="siren"),
    pytest.param(Choice, "never", "events", ["never", "events"], id="select"),
    pytest.param(Bolt, "locked", "unlocked", ["lock", "unlock"], id="lock"),
    pytest.param(Shutter, "closed", "open", ["close", "to 40"], id="cover"),
    pytest.param(Tap, "closed", "open", ["to 0", "to 70"], id="valve"),
]


@pytest.mark.parametrize(("kind", "cut_state", "found", "calls"), DEVICE_CASES)
async def test_cut_and_put_back(
    hass: HomeAssistant,
    kind: Callable[[], Device],
    cut_state: str,
    found: str,
    calls: list[str],
) -> None:
    """Cut while Anna is home, as found when she is out, time after time."""
    device = kind()
    await async_add_devices(hass, device)
    entry = await async_guard_with(hass, cut(device.entity_id, cut_state))
    assert hass.states.is_state(device.entity_id, found)
    assert device.calls == []

    for _ in range(2):
        await async_come_home(hass)
        assert hass.states.is_state(device.entity_id, cut_state)
        assert state_of(hass, entry, "sensor", "assurance") in SURE
        await async_leave(hass)
        assert hass.states.is_state(device.entity_id, found)
        assert state_of(hass, entry, "sensor", "assurance") == "open"
    assert device.calls == calls * 2


@pytest.mark.parametrize(("kind", "cut_state", "found", "calls"), DEVICE_CASES)
async def test_what_was_cut_before_is_not_ours(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    kind: Callable[[], Device],
    cut_state: str,
    found: str,
    calls: list[str],
) -> None:
    """What the household had cut itself is neither called nor put back.

    It was never seen otherwise, so its word is not taken for a confirmation.
    """
    device = kind()
    await async_add_devices(hass, device)
    by_hand = command_for(device.entity_id, cut_state)
    await hass.services.async_call(
        by_hand.domain, by_hand.service, by_hand.data, blocking=True
    )
    device.calls.clear()
    entry = await async_guard_with(hass, cut(device.entity_id, cut_state))
    await async_come_home(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "pending"
    await async_pass(hass, freezer, 31)
    assert state_of(hass, entry, "sensor", "assurance") == "sent"
    await async_leave(hass)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert hass.states.is_state(device.entity_id, cut_state)
    assert device.calls == []


async def test_cut_by_hand_before(hass: HomeAssistant, plug: Plug) -> None:
    """What was seen not to be cut can be believed when it says that it is."""
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    plug.show(lambda: plug.set_on(False))
    await async_come_home(hass)
    assert state_of(hass, entry, "sensor", "assurance") in SURE
    await async_leave(hass)
    assert plug.calls == []


async def test_only_as_long_as_it_is_as_we_left_it(hass: HomeAssistant) -> None:
    """What somebody put elsewhere meanwhile, while we were away, stays there."""
    device = Choice()
    await async_add_devices(hass, device)
    entry = await async_guard_with(hass, cut(device.entity_id, "never"))
    await async_come_home(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    await _choose(hass, device.entity_id, "always")
    device.calls.clear()
    hass.states.async_set(ANNA, "not_home")
    await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "assurance") == "open"
    assert device.calls == []

    await _choose(hass, device.entity_id, "never")
    await async_settle()
    assert device.calls == ["never"]


async def test_input_boolean(hass: HomeAssistant) -> None:
    """A toggle helper, as a stand-in for an automation of the household's own."""
    await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"privacy": {}}}
    )
    await async_guard_with(hass, cut("input_boolean.privacy", "on"))
    await async_come_home(hass)
    assert hass.states.is_state("input_boolean.privacy", "on")
    await async_leave(hass)
    assert hass.states.is_state("input_boolean.privacy", "off")


async def test_input_select(hass: HomeAssistant) -> None:
    """A drop-down helper goes back to the option that was chosen before."""
    config = {"uploads": {"options": ["all", "some", "none"], "initial": "some"}}
    await async_setup_component(hass, "input_select", {"input_select": config})
    await async_guard_with(hass, cut("input_select.uploads", "none"))
    await async_come_home(hass)
    assert hass.states.is_state("input_select.uploads", "none")
    await async_leave(hass)
    assert hass.states.is_state("input_select.uploads", "some")


def shows(camera: MarkedCamera) -> bool:
    return camera.is_on


async def test_camera_off(hass: HomeAssistant) -> None:
    """The source itself is switched off, and on again."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, cut(camera.entity_id, "off"), camera=camera)
    assert shows(camera)
    await async_come_home(hass)
    assert not shows(camera)
    assert state_of(hass, entry, "sensor", "assurance") in SURE
    await async_leave(hass)
    assert shows(camera)
    assert state_of(hass, entry, "sensor", "assurance") == "open"


async def test_camera_switched_on_in_its_app(hass: HomeAssistant) -> None:
    """A camera's state does not tell that it went on; it is noticed all the same."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_guard_with(hass, cut(camera.entity_id, "off"), camera=camera)
    await async_come_home(hass)
    await camera.async_turn_on()
    await async_settle()
    assert not shows(camera)


async def test_motion_detection(hass: HomeAssistant) -> None:
    """A camera that uploads on motion only is kept from seeing motion."""
    camera = MotionCamera("Living room")
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(
        hass, cut(camera.entity_id, "motion_off"), camera=camera
    )
    await async_come_home(hass)
    assert not camera.motion_detection_enabled
    assert camera.is_on
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    await async_leave(hass)
    assert camera.motion_detection_enabled


async def test_script(hass: HomeAssistant) -> None:
    """A script runs each time, once; nothing tells whether it worked."""
    runs = async_mock_service(hass, "router", "block")
    await async_setup_component(
        hass,
        "script",
        {"script": {"block": {"sequence": [{"action": "router.block"}]}}},
    )
    entry = await async_guard_with(hass, cut("script.block", "on"))
    for times in (1, 2):
        await async_come_home(hass)
        await hass.async_block_till_done()
        assert len(runs) == times
        assert state_of(hass, entry, "sensor", "assurance") == "sent"
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
        assert len(runs) == times
        await async_leave(hass)
        assert state_of(hass, entry, "sensor", "assurance") == "open"
    assert len(runs) == 2


async def test_scene(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A scene is asked for again until its call succeeds, and is not undone."""
    await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"upload": {"initial": True}}}
    )
    scene = {"name": "Blind", "entities": {"input_boolean.upload": "off"}}
    await async_setup_component(hass, "scene", {"scene": [scene]})
    activate = "homeassistant.components.homeassistant.scene.async_reproduce_state"
    with patch(activate, side_effect=HomeAssistantError("busy")):
        await async_guard_with(hass, cut("scene.blind", "on"))
        await async_come_home(hass)
    assert hass.states.is_state("input_boolean.upload", "on")
    await async_pass(hass, freezer, 6)
    assert hass.states.is_state("input_boolean.upload", "off")
    await async_leave(hass)
    assert hass.states.is_state("input_boolean.upload", "off")


async def _choose(hass: HomeAssistant, entity_id: str, option: str) -> None:
    await hass.services.async_call(
        "select",
        "select_option",
        {"entity_id": entity_id, "option": option},
        blocking=True,
    )
