"""Numbers from outside that reach timers and sizes: refused where they come in."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
import voluptuous as vol

from custom_components.cloudcam_privacy.const import DOMAIN

from .conftest import Anonymous, GuardedHouse
from .exits.stills import next_part

NO_INTERVALS = ["nan", "NaN", "-nan", "inf", "Infinity", "1e400", "1e9", "3601", "-inf"]
NO_SIDES = ["0", "-1", "20001", "99999999999999999999"]


async def _status(anonymous: Anonymous, address: str) -> int:
    browser = await anonymous()
    async with asyncio.timeout(5), browser.get(address) as response:
        return response.status


@pytest.mark.parametrize("mode", ["open", "private"])
@pytest.mark.parametrize("interval", NO_INTERVALS)
async def test_interval(
    house: GuardedHouse, anonymous: Anonymous, interval: str, mode: str
) -> None:
    """Home Assistant lets pass what is no number: its timers would never recover."""
    await house.set_mode(mode)
    picture = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}"

    assert await _status(anonymous, f"{picture}&interval={interval}") == 400

    async with asyncio.timeout(5):
        await asyncio.sleep(0.01)


async def test_longest_interval(house: GuardedHouse, anonymous: Anonymous) -> None:
    """An hour is a long time, but a time."""
    picture = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}"
    browser = await anonymous()
    response = await browser.get(f"{picture}&interval=3600")
    assert response.status == 200
    assert await next_part(response)
    response.close()


@pytest.mark.parametrize("mode", ["open", "blurred", "private"])
@pytest.mark.parametrize("side", ["width", "height"])
@pytest.mark.parametrize("pixels", NO_SIDES)
async def test_side(
    house: GuardedHouse, anonymous: Anonymous, pixels: str, side: str, mode: str
) -> None:
    """A picture without pixels, or with more than anybody has, is not made."""
    await house.set_mode(mode)
    picture = f"/api/camera_proxy/{house.entity_id}?token={house.token()}"
    assert await _status(anonymous, f"{picture}&{side}={pixels}") == 400


@pytest.mark.parametrize(
    ("action", "field"),
    [("set_mode", "duration"), ("access_log", "hours"), ("forget", "minutes")],
)
@pytest.mark.parametrize("number", [float("nan"), float("inf"), "nan", "1e400", -1])
async def test_action(
    house: GuardedHouse, hass: HomeAssistant, action: str, field: str, number: Any
) -> None:
    """Refused as what does not fit the schema is, and not by an accident later."""
    data = {"entity_id": house.entity_id, field: number}
    data |= {"mode": "private"} if action == "set_mode" else {}
    with pytest.raises((vol.Invalid, ServiceValidationError)):
        await hass.services.async_call(
            DOMAIN, action, data, blocking=True, return_response=True
        )


@pytest.mark.parametrize("pause", [float("nan"), float("inf"), -1.0, 0.0])
async def test_pace_of_a_source(
    house: GuardedHouse, anonymous: Anonymous, pause: float
) -> None:
    """A source may say anything about the time between its pictures."""
    house.source._attr_frame_interval = pause  # noqa: SLF001
    picture = f"/api/camera_proxy_stream/{house.entity_id}?token={house.token()}"
    browser = await anonymous()
    async with asyncio.timeout(5):
        response = await browser.get(picture)
        assert await next_part(response)
    asked = house.source.asked
    await asyncio.sleep(0.2)
    assert house.source.asked <= asked + 15
    response.close()
