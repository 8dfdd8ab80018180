"""Evidence, escalation, drift, and a camera that does not come back."""

import asyncio
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from .common import (
    ANNA,
    MAKER,
    MarkedCamera,
    async_guard,
    camera_subentry,
    cut,
    someone_home,
    state_of,
)
from .proving import (
    METER,
    PLUG,
    SWITCH,
    camera,
    guard,
    happenings,
    let_pass,
    no_waiting,
    sends,
    settle,
    told_issues,
)

__all__ = ["camera", "no_waiting"]


async def test_escalation_to_the_last_resort_and_back(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A camera that goes on sending is read anew, then unplugged; all is put back."""
    entry = await guard(
        hass,
        camera,
        cut(PLUG, "off", last_resort=True),
        upload_rate=METER,
        upload_limit=5,
    )
    told = happenings(hass, entry)
    sent: list[str] = []
    hass.bus.async_listen(
        "call_service", callback(lambda event: sent.append(event.data["service"]))
    )
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    assert sent == ["turn_on"]
    await let_pass(hass, freezer, 31)
    sends(hass, 110)
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"
    assert state_of(hass, entry, "binary_sensor", "leak") == "on"
    await let_pass(hass, freezer, 1)
    assert sent == ["turn_on"]
    assert hass.states.is_state(PLUG, "on")
    await let_pass(hass, freezer, 31)
    assert hass.states.is_state(PLUG, "off")
    sends(hass, 0)
    await let_pass(hass, freezer, 1)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
    assert "contradicted" not in told_issues(hass)

    hass.states.async_set(ANNA, "not_home")
    await settle(hass)
    assert hass.states.is_state(PLUG, "on")
    assert hass.states.is_state(SWITCH, "off")
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert told == [
        "raised",
        "cut",
        "contradicted",
        "cut",
        "lowered",
        "restored",
        "came_back",
    ]


async def test_nothing_helps(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """After all was tried there is a repair issue; it clears itself."""
    entry = await guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    for _ in range(4):
        await let_pass(hass, freezer, 31)
        sends(hass, 110)
    assert "contradicted" in told_issues(hass)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    sends(hass, 0)
    await let_pass(hass, freezer, 901)
    await let_pass(hass, freezer, 2)
    assert "contradicted" not in told_issues(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"


async def test_cut_that_is_not_confirmed(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A switch that accepts and ignores has failed, and gets an issue."""
    hass.states.async_set("switch.deaf", "off")
    hass.services.async_register("switch", "turn_on", callback(lambda call: None))
    entry = await async_guard(
        hass,
        camera_subentry(
            camera.entity_id, "Living room", cuts=[cut("switch.deaf", "on")]
        ),
        someone_home(ANNA),
    )
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "assurance") == "pending"
    for _ in range(3):
        freezer.tick(31)
        async_fire_time_changed(hass)
        await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "assurance") == "failed"
    assert state_of(hass, entry, "binary_sensor", "leak") == "on"
    assert "cut_failed" in told_issues(hass)
    hass.states.async_set("switch.deaf", "on")
    freezer.tick(31)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"


async def test_somebody_keeps_switching_it_on(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """Three times it is cut again and said so; then we stop fighting."""
    entry = await guard(hass, camera)
    told = happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    for expected in ("on", "on", "off"):
        await hass.services.async_call(
            "input_boolean", "turn_off", {"entity_id": SWITCH}, blocking=True
        )
        await settle(hass)
        assert hass.states.is_state(SWITCH, expected)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert told[-1] == "contradicted"


@pytest.mark.parametrize(
    ("gone", "integration", "expected"),
    [
        (True, MAKER, "confirmed"),
        (True, "other", "verified"),
        (False, MAKER, "contradicted"),
        (False, "other", "contradicted"),
    ],
)
async def test_picture_test(
    hass: HomeAssistant,
    camera: MarkedCamera,
    gone: bool,
    integration: str,
    expected: str,
) -> None:
    """A switch that is known to put the picture out has to put it out.

    That the integration refuses which has switched the camera off proves nothing.
    """
    registry = er.async_get(hass)
    switch = registry.async_get_or_create(
        "switch",
        integration,
        "privacy_mode",
        suggested_object_id="privacy",
        translation_key="privacy_mode",
    )
    entry = await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room", cuts=[cut(switch.id, "on")]),
        someone_home(ANNA),
    )
    hass.states.async_set(switch.entity_id, "off")

    @callback
    def turn_on(_: object) -> None:
        camera.fails = gone
        hass.states.async_set(switch.entity_id, "on")

    hass.services.async_register("switch", "turn_on", turn_on)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == expected


async def test_camera_that_was_off_is_not_waited_for(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """A camera that somebody had switched off stays off, and nobody is alarmed."""
    await camera.async_turn_off()
    entry = await guard(hass, camera)
    told = happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    hass.states.async_set(ANNA, "not_home")
    await settle(hass)
    assert not camera.is_on
    assert told == ["raised", "cut", "lowered", "restored"]
    assert "did_not_come_back" not in told_issues(hass)


async def test_camera_that_does_not_come_back(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """It is put back twice, then said so; it is still waited for."""
    entry = await guard(hass, camera)
    told = happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    camera.fails = True
    package = "custom_components.cloudcam_privacy"
    with (
        patch(f"{package}.cut.restore.BACK_LIMIT", 0.05),
        patch(f"{package}.cut.restore.LOST_PAUSE", 0.05),
        patch(f"{package}.cut.restore.LONGEST_LOST_PAUSE", 0.05),
        patch(f"{package}.household.issues.SOON", 0),
    ):
        hass.states.async_set(ANNA, "not_home")
        async with asyncio.timeout(5):
            while "did_not_come_back" not in told_issues(hass):
                await hass.async_block_till_done()
        assert told[-1] == "did_not_come_back"
        assert state_of(hass, entry, "sensor", "assurance") == "open"
        camera.fails = False
        async with asyncio.timeout(5):
            while "did_not_come_back" in told_issues(hass):
                await hass.async_block_till_done()
    assert told[-1] == "came_back"
