"""Cameras that nothing cuts: it is said so, and they are left alone."""

import pytest

from ..passing_time import async_pass
from .house import House
from .roster import UNCUT


@pytest.fixture(params=UNCUT)
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a line of the table."""
    return str(request.param)


async def test_nothing_cuts(house: House) -> None:
    """Nothing is found, nothing is sent, and nothing more is said than that."""
    assert house.cuts == []
    for _ in range(2):
        await house.come()
        await house.wait(300)
        assert house.assurance == "gate_only"
        await house.leave()
        await house.wait(90)
        assert house.assurance == "open"
    assert house.maker.commands == []
    assert "did_not_come_back" not in house.events


async def test_restart_without_cuts(house: House) -> None:
    """The same after a restart."""
    await house.come()
    await house.wait(90)
    await house.restart(absent=60)
    await house.wait(90)
    assert house.assurance == "gate_only"
    assert house.maker.commands == []


@pytest.mark.parametrize("down", [False, True])
async def test_half_a_day_without_cuts(house: House, down: bool) -> None:
    """It is asked for nothing while it is private, whether it answers or not."""
    await house.come()
    house.maker.go_down(down)
    house.maker.stills = 0
    await house.wait(12 * 3600, step=600)
    assert house.assurance == "gate_only"
    assert house.maker.stills == 0


async def test_dead_at_last(house: House) -> None:
    """A dead camera is asked ever less often, so that it fills no log."""
    await house.come()
    await house.wait(60)
    house.maker.go_down()
    house.maker.stills = 0
    await house.leave()
    await async_pass(house.hass, house.freezer, 12 * 3600, step=60)
    assert house.maker.stills <= 30
