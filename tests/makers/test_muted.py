"""A microphone that is switched off by itself, and goes through privacy so."""

import copy

import pytest

from .house import House


@pytest.fixture(params=["reolink.Reolink"])
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a camera whose microphone can be switched."""
    return str(request.param)


async def test_muted_through_privacy(house: House) -> None:
    """Muted by hand before she comes home: muted when she has left, too."""
    before = copy.deepcopy(house.maker.settings)
    await house.mute()
    await house.wait(90)
    assert house.maker.settings == {**before, "audio": False}
    await house.come()
    await house.wait_long()
    assert house.is_cut()
    assert house.assurance in house.maker.says
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == {**before, "audio": False}
    await house.unmute()
    await house.wait(90)
    assert house.maker.settings == before
    assert len(house.maker.commands) == 2 * len(house.cuts)


async def test_mute_ends_while_it_does_not_answer(house: House) -> None:
    """Muted for a while before: it hears again as soon as it answers after privacy."""
    before = copy.deepcopy(house.maker.settings)
    await house.mute(minutes=3)
    await house.wait(90)
    await house.come()
    await house.wait(180)
    assert not house.maker.settings["audio"]
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before
