"""What is Blink's own: a library that asks rarely, and clips that tell of a leak."""

from collections.abc import AsyncGenerator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from ..common import cut
from .blink import Blink
from .house import House
from .watching import seconds_until_contradicted

pytest.importorskip(Blink.library)


@pytest.fixture
async def blink(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[House]:
    """Guard one of two cameras."""
    house = House(hass, freezer, Blink())
    await house.async_move_in()
    yield house
    house.async_leave_for_good()


@pytest.mark.parametrize("poll_ago", [0, 5, 150, 295])
async def test_told_within_a_poll(blink: House, poll_ago: int) -> None:
    """What the library leaves out does not put off what it would tell."""
    await blink.wait(300 + poll_ago)
    await blink.come()
    await blink.wait(300)
    assert blink.assurance == "confirmed"
    await blink.wait(poll_ago)
    await blink.leave()
    await blink.wait(330)
    assert len(blink.maker.commands) == 2
    assert not blink.is_cut()


@pytest.mark.parametrize("pause", [40, 310])
async def test_goes_on_uploading(blink: House, pause: int) -> None:
    """The next poll tells, also where the clips never cease."""
    maker = blink.maker_as(Blink)
    await blink.wait(600)
    maker.record("Hall")
    await blink.come()
    await blink.wait(310)
    assert blink.assurance == "confirmed"
    maker.record("Hall")
    waited = 0
    while blink.assurance != "contradicted":
        await blink.wait(10)
        waited += 10
        if waited % pause == 0:
            maker.record("Hall")
        assert waited <= 310


async def test_recorded_before(blink: House) -> None:
    """A clip of before she came, and one of the other camera, are no leak."""
    maker = blink.maker_as(Blink)
    maker.record("Hall")
    await blink.wait(2, step=1)
    await blink.come()
    for _ in range(5):
        await blink.wait(170)
        maker.record("Kitchen")
    assert await seconds_until_contradicted(blink, 600, step=10) is None
    assert blink.assurance == "confirmed"


async def test_disarmed_as_a_whole(blink: House) -> None:
    """Where the sync module is disarmed, the camera's own switch is moved as ever."""
    maker = blink.maker_as(Blink)
    maker.set("armed", False)
    await blink.wait(600)
    await blink.come()
    await blink.wait(600)
    assert blink.assurance == "confirmed"
    maker.set("armed", True)
    await blink.wait(600)
    assert blink.is_cut()
    await blink.leave()
    await blink.wait(600)
    assert not blink.is_cut()


async def test_disarmed_for_both(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Two cameras behind one sync module that is their cut: the last one arms it."""
    house = House(hass, freezer, Blink())
    panel = cut("alarm_control_panel.blink_house", "disarmed")
    await house.async_move_in(every_camera=True, cuts=[panel])
    await house.wait(310)
    await house.set_mode("private", camera=0)
    await house.set_mode("private", camera=1)
    await house.wait(610)
    assert house.is_cut()
    assert not house.maker.other_uploads
    assert {house.assurance_of(0), house.assurance_of(1)} == {"confirmed"}
    await house.resume(camera=0)
    await house.wait(610)
    assert house.is_cut()
    await house.resume(camera=1)
    await house.wait(610)
    assert not house.is_cut()
    assert house.maker.commands == [("armed", False), ("armed", True)]
    assert {house.assurance_of(0), house.assurance_of(1)} == {"open"}
    house.async_leave_for_good()
