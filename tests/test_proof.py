"""Evidence, escalation, drift, and a camera that does not come back."""

import asyncio
from collections.abc import Generator
from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from .house import (
    MAKER,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    someone_home,
    state_of,
)

ANNA = "person.anna"
METER = "sensor.upload"
PLUG = "input_boolean.plug"
SWITCH = "input_boolean.privacy_switch"


@pytest.fixture(autouse=True)
def no_waiting() -> Generator[None]:
    """Look for a frozen picture at once."""
    package = "custom_components.cloudcam_privacy"
    with (
        patch(f"{package}.cut.picture_test.FROZEN_PAUSE", 0),
        patch(f"{package}.source.PAUSE", 0.01),
    ):
        yield


@pytest.fixture
async def camera(hass: HomeAssistant) -> MarkedCamera:
    """Return a camera with a privacy switch, a plug and a meter; nobody is home."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(
        hass,
        "input_boolean",
        {"input_boolean": {"privacy_switch": {}, "plug": {"initial": True}}},
    )
    hass.states.async_set(ANNA, "not_home")
    _sends(hass, 110)
    return camera


def _sends(hass: HomeAssistant, rate: float | str, unit: str = "kB/s") -> None:
    hass.states.async_set(METER, str(rate), {"unit_of_measurement": unit})


async def _guard(
    hass: HomeAssistant,
    camera: MarkedCamera,
    *more: dict[str, object],
    **fields: object,
) -> MockConfigEntry:
    cuts = [cut(SWITCH, "on"), *more]
    return await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room", cuts=cuts, **fields),
        someone_home(ANNA),
    )


async def _settle(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def _pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float
) -> None:
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass)
    await _settle(hass)


def _happenings(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    told: list[str] = []
    entity_id = entity_id_of(hass, entry, "event", "privacy")

    @callback
    def changed(event: Event) -> None:
        if event.data["entity_id"] == entity_id:
            told.append(event.data["new_state"].attributes["event_type"])

    hass.bus.async_listen("state_changed", changed)
    return told


def _issues(hass: HomeAssistant) -> set[str]:
    return {
        issue.translation_key or ""
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == "cloudcam_privacy"
    }


async def test_meter_verifies(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """What the router sees proves the cut, after the time that it needs."""
    entry = await _guard(hass, camera, upload_rate=METER, upload_limit=5)
    told = _happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    await _pass(hass, freezer, 1)
    _sends(hass, 0.8)
    await _pass(hass, freezer, 30)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
    assert state_of(hass, entry, "binary_sensor", "leak") == "off"
    assert told == ["raised", "cut"]


@pytest.mark.parametrize(
    ("rate", "unit", "assurance"),
    [
        (5, "kB/s", "verified"),
        (5.1, "kB/s", "contradicted"),
        (41, "kbit/s", "contradicted"),
        (0.001, "MB/s", "verified"),
        ("unavailable", "kB/s", "confirmed"),
        ("many", "kB/s", "confirmed"),
        (1, "bananas", "confirmed"),
    ],
)
async def test_meter_against_its_limit(
    hass: HomeAssistant,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
    rate: float | str,
    unit: str,
    assurance: str,
) -> None:
    """In any unit of the meter; what cannot be read proves nothing."""
    entry = await _guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    await _pass(hass, freezer, 31)
    _sends(hass, rate, unit)
    await _settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == assurance


@pytest.mark.parametrize(
    ("rate", "assurance"), [(0, "verified"), (110, "contradicted")]
)
async def test_meter_that_is_stuck(
    hass: HomeAssistant,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
    rate: float,
    assurance: str,
) -> None:
    """What it told before the cut tells nothing of it, until it says so again."""
    _sends(hass, rate)
    entry = await _guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    await _pass(hass, freezer, 31)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    _sends(hass, rate)
    await _settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == assurance


async def test_rest_of_what_had_begun(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A slow meter saw it last while a cut camera may still send."""
    entry = await _guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    await _pass(hass, freezer, 25)
    _sends(hass, 90)
    await _pass(hass, freezer, 30)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    _sends(hass, 90)
    await _settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"


async def test_escalation_to_the_last_resort_and_back(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A camera that goes on sending is cut again, then unplugged; all is put back."""
    entry = await _guard(
        hass,
        camera,
        cut(PLUG, "off", last_resort=True),
        upload_rate=METER,
        upload_limit=5,
    )
    told = _happenings(hass, entry)
    sent: list[str] = []
    hass.bus.async_listen(
        "call_service", callback(lambda event: sent.append(event.data["service"]))
    )
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    assert sent == ["turn_on"]
    await _pass(hass, freezer, 31)
    _sends(hass, 110)
    await _settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"
    assert state_of(hass, entry, "binary_sensor", "leak") == "on"
    await _pass(hass, freezer, 1)
    assert sent == ["turn_on", "turn_on"]
    assert hass.states.is_state(PLUG, "on")
    await _pass(hass, freezer, 31)
    assert hass.states.is_state(PLUG, "off")
    _sends(hass, 0)
    await _pass(hass, freezer, 1)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
    assert "contradicted" not in _issues(hass)

    hass.states.async_set(ANNA, "not_home")
    await _settle(hass)
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
    entry = await _guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    for _ in range(4):
        await _pass(hass, freezer, 31)
        _sends(hass, 110)
    assert "contradicted" in _issues(hass)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    _sends(hass, 0)
    await _pass(hass, freezer, 901)
    await _pass(hass, freezer, 2)
    assert _issues(hass) == set()
    assert state_of(hass, entry, "sensor", "assurance") == "verified"


async def test_cut_that_is_not_confirmed(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A switch that accepts and ignores stays pending and gets an issue."""
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
    assert state_of(hass, entry, "sensor", "assurance") == "pending"
    assert "cut_failed" in _issues(hass)
    hass.states.async_set("switch.deaf", "on")
    freezer.tick(31)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"


async def test_somebody_keeps_switching_it_on(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """Three times it is cut again and said so; then we stop fighting."""
    entry = await _guard(hass, camera)
    told = _happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    for expected in ("on", "on", "off"):
        await hass.services.async_call(
            "input_boolean", "turn_off", {"entity_id": SWITCH}, blocking=True
        )
        await _settle(hass)
        assert hass.states.is_state(SWITCH, expected)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert told[-1] == "contradicted"


@pytest.mark.parametrize("gone", [True, False])
async def test_picture_test(
    hass: HomeAssistant, camera: MarkedCamera, gone: bool
) -> None:
    """A switch that is known to put the picture out has to put it out."""
    registry = er.async_get(hass)
    switch = registry.async_get_or_create(
        "switch", MAKER, "privacy_mode", suggested_object_id="privacy"
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
    await _settle(hass)
    expected = "verified" if gone else "contradicted"
    assert state_of(hass, entry, "sensor", "assurance") == expected


async def test_camera_that_was_off_is_not_waited_for(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """A camera that somebody had switched off stays off, and nobody is alarmed."""
    await camera.async_turn_off()
    entry = await _guard(hass, camera)
    told = _happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    hass.states.async_set(ANNA, "not_home")
    await _settle(hass)
    assert not camera.is_on
    assert told == ["raised", "cut", "lowered", "restored"]
    assert _issues(hass) == set()


async def test_camera_that_does_not_come_back(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    """It is put back twice, then said so; it is still waited for."""
    entry = await _guard(hass, camera)
    told = _happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await _settle(hass)
    camera.fails = True
    package = "custom_components.cloudcam_privacy"
    with (
        patch(f"{package}.bring_back.BACK_LIMIT", 0.05),
        patch(f"{package}.bring_back.LOST_PAUSE", 0.05),
        patch(f"{package}.issues.SOON", 0),
    ):
        hass.states.async_set(ANNA, "not_home")
        async with asyncio.timeout(5):
            while "did_not_come_back" not in _issues(hass):
                await hass.async_block_till_done()
        assert told[-1] == "did_not_come_back"
        assert state_of(hass, entry, "sensor", "assurance") == "open"
        camera.fails = False
        async with asyncio.timeout(5):
            while _issues(hass):
                await hass.async_block_till_done()
    assert told[-1] == "came_back"
