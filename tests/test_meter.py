"""The upload meter as evidence: what it proves, what it refutes, and when."""

from typing import ClassVar, override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.update_coordinator import CoordinatorEntity
import pytest

from .common import ANNA, MarkedCamera, async_add_integration, state_of
from .cut.polled import Cloud
from .proving import (
    METER,
    camera,
    guard,
    happenings,
    let_pass,
    no_waiting,
    sends,
    settle,
)

__all__ = ["camera", "no_waiting"]


async def test_meter_verifies(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """What the router sees proves the cut, after the time that it needs."""
    entry = await guard(hass, camera, upload_rate=METER, upload_limit=5)
    told = happenings(hass, entry)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    await let_pass(hass, freezer, 1)
    sends(hass, 0.8)
    await let_pass(hass, freezer, 30)
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
    entry = await guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    await let_pass(hass, freezer, 31)
    sends(hass, rate, unit)
    await settle(hass)
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
    sends(hass, rate)
    entry = await guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    await let_pass(hass, freezer, 31)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    sends(hass, rate)
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == assurance


async def test_rest_of_what_had_begun(
    hass: HomeAssistant, camera: MarkedCamera, freezer: FrozenDateTimeFactory
) -> None:
    """A slow meter saw it last while a cut camera may still send."""
    entry = await guard(hass, camera, upload_rate=METER, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    await let_pass(hass, freezer, 25)
    sends(hass, 90)
    await let_pass(hass, freezer, 30)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    sends(hass, 90)
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "contradicted"


@pytest.mark.parametrize(
    ("interval", "always", "later"),
    [(30, True, "confirmed"), (30, False, "verified"), (None, True, "verified")],
)
async def test_meter_that_ceases_to_tell(
    hass: HomeAssistant,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
    interval: float | None,
    always: bool,
    later: str,
) -> None:
    """One that is polled no more proves nothing for long; of others nobody knows."""
    router = Cloud(hass, interval=interval or 1)
    router.always_update = always
    if interval is None:
        router.update_interval = None
    meter = RouterMeter(router)
    await async_add_integration(hass, "router", {"sensor": [meter]})
    entry = await guard(hass, camera, upload_rate=meter.entity_id, upload_limit=5)
    hass.states.async_set(ANNA, "home")
    await settle(hass)
    await let_pass(hass, freezer, 31)
    meter.async_write_ha_state()
    await settle(hass)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
    await let_pass(hass, freezer, 299)
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
    await let_pass(hass, freezer, 1000)
    assert state_of(hass, entry, "sensor", "assurance") == later


class RouterMeter(CoordinatorEntity[Cloud], SensorEntity):
    """What a router has seen a camera send last: nothing."""

    domain: ClassVar[str] = "sensor"
    _attr_name = "Upload"
    _attr_unique_id = "upload"
    _attr_native_value = 0
    _attr_native_unit_of_measurement = "kB/s"
    _attr_device_class = SensorDeviceClass.DATA_RATE

    def __init__(self, router: Cloud) -> None:
        """Follow a router."""
        super().__init__(router)
        self.entity_id = "sensor.router_upload"

    @override
    async def async_added_to_hass(self) -> None:
        """Follow nobody: what is polled no more tells nothing."""
