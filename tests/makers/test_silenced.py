"""What a privacy mode may speak for that leaves its camera without an answer."""

import pytest

from ..common import cut
from .house import House

ROUTER = "switch.router"


@pytest.fixture(params=["reolink.Reolink"])
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a camera that answers nothing else in its privacy mode."""
    return str(request.param)


async def test_speaks_for_its_own_device_alone(empty_house: House) -> None:
    """A router's switch that does not answer is not the camera's doing."""
    house = empty_house
    house.hass.states.async_set(ROUTER, "unavailable")
    await house.async_move_in(also=(cut(ROUTER, "off"),))
    await house.come()
    await house.wait_long()
    assert house.is_cut()
    assert house.assurance == "failed"
    house.hass.states.async_set(ROUTER, "on")
    await house.wait(5)
    house.hass.states.async_set(ROUTER, "off")
    await house.wait(30)
    assert house.assurance == "confirmed"
