"""The upload meter as evidence: what it proves, what it refutes, and when."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .common import ANNA, MarkedCamera, state_of
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
