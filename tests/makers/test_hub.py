"""Two cameras of one device: a recorder's channels are two, two lenses are one."""

import copy

import pytest

from .house import House


@pytest.fixture(params=["reolink.Channel", "reolink.TwoLenses"])
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a device with two cameras."""
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
    if "other_privacy" in before:
        assert house.maker.settings["other_privacy"]
        assert not house.is_cut()
    else:
        assert house.is_cut()
    await house.come()
    await house.wait_long()
    await house.leave()
    await house.wait_long()
    assert house.assurance_of(1) == "confirmed"
    assert house.is_cut() is ("other_privacy" not in before)
    await house.resume(camera=1)
    await house.wait_long()
    assert house.maker.settings == before
    assert {house.assurance_of(0), house.assurance_of(1)} == {"open"}
