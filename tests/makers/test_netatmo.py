"""What is Netatmo's own: three questions, of which one alone tells how a camera is."""

from collections.abc import AsyncGenerator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .netatmo import Netatmo, NetatmoDoorbell

pytest.importorskip(Netatmo.library)


@pytest.fixture
async def netatmo(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[House]:
    """Guard one of two cameras, which are asked how they are every three minutes."""
    house = House(hass, freezer, Netatmo())
    await house.async_move_in()
    yield house
    house.async_leave_for_good()
    assert house.said_too_much == 0


@pytest.mark.parametrize("passed", [10, 70, 130, 170])
async def test_asked_for_something_else(netatmo: House, passed: int) -> None:
    """What is written when events were asked for is not how the camera is now."""
    netatmo.maker.in_app(uploads=False)
    await netatmo.wait(240 + passed)
    netatmo.maker.in_app(uploads=True)
    await netatmo.wait(5)
    await netatmo.come()
    await netatmo.wait(420)
    assert netatmo.is_cut()
    assert netatmo.assurance == "confirmed"
    assert len(netatmo.maker.commands) == 1


async def test_down_while_it_is_found_cut(netatmo: House) -> None:
    """An error is written, too, and tells nothing."""
    netatmo.maker.in_app(uploads=False)
    await netatmo.wait(250)
    netatmo.maker.in_app(uploads=True)
    netatmo.maker.is_down = True
    await netatmo.come()
    await netatmo.wait(600)
    netatmo.maker.is_down = False
    await netatmo.wait(900)
    assert netatmo.is_cut()


async def test_obeys_after_the_library_has_given_up(netatmo: House) -> None:
    """A timeout is no answer, and what is shown then no proof: it is sent once more."""
    netatmo.maker.slow = 40
    await netatmo.come()
    await netatmo.wait(60)
    netatmo.maker.slow = 0
    await netatmo.wait(600)
    assert netatmo.is_cut()
    assert netatmo.assurance == "confirmed"
    assert len(netatmo.maker.commands) <= 5


@pytest.mark.parametrize("stays", [10, 30])
async def test_gone_before_it_obeys(netatmo: House, stays: int) -> None:
    """A cut that comes after it was taken back is put back, too."""
    netatmo.maker.slow = 40
    await netatmo.come()
    await netatmo.wait(stays)
    netatmo.maker.slow = 0
    await netatmo.leave()
    await netatmo.wait(900)
    assert not netatmo.is_cut()
    assert netatmo.assurance == "open"


async def test_doorbell(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Of a doorbell nothing tells whether it watches, so it is not said to be off."""
    house = House(hass, freezer, NetatmoDoorbell())
    await house.async_move_in()
    await house.come()
    await house.wait(600)
    assert house.assurance == "gate_only"
    assert house.maker.commands == []
    house.async_leave_for_good()
