"""The same stories for each maker: nothing more is said than is true."""

import pytest

from ..passing_time import async_pass
from .house import SURE, House


async def test_home_and_away(house: House) -> None:
    """Cut while Anna is home, with one command; uploading again when she is out."""
    for _ in range(2):
        house.maker.commands.clear()
        for home in (True, False):
            await (house.come if home else house.leave)()
            await house.wait(90)
            assert house.maker.uploads is not home
            assert house.assurance in (SURE if home else ("open",))
        assert len(house.maker.commands) == 2
    assert house.said_too_much == 0


async def test_a_minute_at_home(house: House) -> None:
    """She comes and goes before anything can be seen."""
    await house.come()
    await house.wait(5)
    await house.leave()
    await house.wait(300)
    assert house.maker.uploads
    assert house.assurance == "open"


async def test_late_to_tell(house: House) -> None:
    """What is shown late is no sabotage, and no reason to send again."""
    house.maker.lag = house.maker.latest
    await house.come()
    await house.wait(240)
    assert not house.maker.uploads
    assert house.assurance in SURE
    assert len(house.maker.commands) == 1
    assert house.said_too_much == 0


async def test_down(house: House) -> None:
    """Nothing is said to be cut while the maker is down; cut when it is back."""
    house.maker.is_down = True
    await house.come()
    await house.wait(240)
    assert house.assurance in ("pending", "failed")
    house.maker.is_down = False
    await house.wait(420)
    assert not house.maker.uploads
    assert house.assurance in SURE
    assert house.said_too_much == 0


async def test_switched_on_in_the_app(house: House) -> None:
    """It is cut again as soon as the integration tells."""
    await house.come()
    await house.wait(120)
    house.maker.in_app(uploads=True)
    await house.wait(300)
    assert not house.maker.uploads
    assert house.said_too_much <= house.maker.poll + 5


async def test_asleep_by_the_app_before(house: House) -> None:
    """What a person has switched off stays off."""
    house.maker.in_app(uploads=False)
    await house.wait(60)
    await house.come()
    await house.wait(60)
    assert house.assurance in SURE
    await house.leave()
    await house.wait(120)
    assert not house.maker.uploads
    assert house.maker.commands == []


@pytest.mark.parametrize("side", ["ours", "theirs"])
async def test_reload(house: House, side: str) -> None:
    """Reloading either side changes nothing, and sends nothing again."""
    await house.come()
    await house.wait(90)
    house.maker.commands.clear()
    entry = house.entry if side == "ours" else house.integration
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    await house.wait(120)
    assert house.maker.commands == []
    assert not house.maker.uploads
    assert house.assurance in SURE
    await house.leave()
    await house.wait(120)
    assert house.maker.uploads


async def test_half_a_day(house: House) -> None:
    """No more commands in half a day, and no more reads than the integration's own."""
    await house.come()
    await house.wait(60)
    house.maker.commands.clear()
    house.maker.reads = 0
    await async_pass(house.hass, house.freezer, 12 * 3600, step=300)
    assert house.maker.commands == []
    assert house.maker.reads <= 12 * 3600 / house.maker.poll * 1.1
