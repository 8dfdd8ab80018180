"""Two cameras of one device or account; two lenses of a device are one."""

import copy

import pytest

from .house import House

HUBS = (
    "blink.Blink",
    "imou.Imou",
    "netatmo.Netatmo",
    "reolink.Channel",
    "reolink.TwoLenses",
    "ring.Ring",
    "tuya.Tuya",
)


@pytest.fixture(params=HUBS)
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return what has two cameras."""
    return str(request.param)


async def test_both_at_once(empty_house: House) -> None:
    """Both are cut, each entity by one command, and both are as they were."""
    house = empty_house
    await house.async_move_in(every_camera=True)
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    assert {house.assurance_of(0), house.assurance_of(1)} == {"confirmed"}
    assert len(house.maker.commands) == len(set(house.cuts))
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before
    assert {house.assurance_of(0), house.assurance_of(1)} == {"open"}


async def test_one_of_two(empty_house: House) -> None:
    """What is done for one is not undone for the other, nor done to it."""
    house = empty_house
    await house.async_move_in(every_camera=True)
    before = copy.deepcopy(house.maker.settings)
    await house.set_mode("private", camera=1)
    await house.wait_long()
    assert house.assurance_of(1) == "confirmed"
    are_one = house.maker.other_uploads is None
    assert not house.maker.other_uploads
    assert house.is_cut() is are_one
    await house.come()
    await house.wait_long()
    await house.leave()
    await house.wait_long()
    assert house.assurance_of(1) == "confirmed"
    assert not house.maker.other_uploads
    assert house.is_cut() is are_one
    await house.resume(camera=1)
    await house.wait_long()
    assert house.maker.settings == before
    assert {house.assurance_of(0), house.assurance_of(1)} == {"open"}
