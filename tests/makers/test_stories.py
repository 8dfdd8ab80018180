"""The same stories for each maker: nothing more is said than is true."""

import copy

import pytest

from ..passing_time import async_pass
from .house import House
from .roster import MAKERS


@pytest.fixture(params=MAKERS)
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a line of the table."""
    return str(request.param)


async def test_home_and_away(house: House) -> None:
    """Cut while Anna is home, with one command; as it was when she is out."""
    before = copy.deepcopy(house.maker.settings)
    for _ in range(2):
        house.maker.commands.clear()
        for home in (True, False):
            await (house.come if home else house.leave)()
            await house.wait_long()
            assert house.is_cut() is home
            assert house.assurance in (house.maker.says if home else ("open",))
        assert len(house.maker.commands) == 2 * len(house.cuts)
        assert house.maker.settings == before


async def test_local(empty_house: House) -> None:
    """The picture stays at home where something else stops the uploads."""
    house = empty_house
    await house.async_move_in("local")
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    assert house.is_cut()
    assert house.assurance in house.maker.says
    assert await house.async_shows_picture() is house.maker.leaves_picture
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before


@pytest.mark.parametrize("modes", [("local", "private"), ("private", "local")])
async def test_another_mode(empty_house: House, modes: tuple[str, str]) -> None:
    """From one mode to the other and out of the house: all is as it was."""
    house = empty_house
    home_mode, other = modes
    await house.async_move_in(home_mode)
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    await house.set_mode(other)
    await house.wait_long()
    assert len(set(house.maker.commands)) == len(house.maker.commands)
    assert house.is_cut()
    assert house.assurance in house.maker.says
    await house.leave()
    await house.resume()
    await house.wait_long()
    assert house.maker.settings == before


async def test_a_minute_at_home(house: House) -> None:
    """She comes and goes before anything can be seen."""
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait(5)
    await house.leave()
    await house.wait(max(300, 3 * house.maker.poll))
    assert house.assurance == "open"
    assert house.maker.settings == before


async def test_back_again_soon(house: House) -> None:
    """She has forgotten something: it is cut at once again, though just on its way back."""
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    await house.leave()
    await house.wait(15)
    await house.come()
    await house.wait(10)
    assert house.is_cut()
    await house.wait(max(300, 3 * house.maker.poll))
    assert house.assurance in house.maker.says
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before


async def test_late_to_tell(house: House) -> None:
    """What is shown late is no sabotage, and no reason to send again."""
    house.maker.lag = house.maker.latest
    await house.come()
    await house.wait(max(240, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says
    assert len(house.maker.commands) == len(house.cuts)


async def test_slow_to_obey(house: House) -> None:
    """A command that takes long is left to run, and not sent twice."""
    house.maker.slow = 40
    await house.come()
    await house.wait(30)
    assert not house.is_cut()
    await house.wait(max(240, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says
    assert len(house.maker.commands) == len(house.cuts)


async def test_busy(house: House) -> None:
    """What is refused is sent again, after a while."""
    house.maker.busy = 2
    await house.come()
    await house.wait(max(240, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says
    assert len(house.maker.commands) <= len(house.cuts) + 2


async def test_down(house: House) -> None:
    """Nothing is said to be cut while the maker is down; cut when it is back."""
    house.maker.go_down()
    await house.come()
    await house.wait(240)
    assert house.assurance in ("pending", "failed")
    house.maker.go_down(False)
    await house.wait(max(420, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says


async def test_lost_meanwhile(house: House) -> None:
    """Down for ten minutes while it is cut: it is left as it is, and comes back."""
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    house.maker.go_down()
    await house.wait(600)
    house.maker.go_down(False)
    await house.wait(max(180, 3 * house.maker.poll))
    assert house.maker.commands == []
    assert house.assurance in house.maker.says
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before


async def test_switched_on_while_lost(house: House) -> None:
    """What nobody can see is not said to be so; it is cut again when it is back."""
    await house.come()
    await house.wait_long()
    house.maker.go_down()
    await house.wait(max(90, 2 * house.maker.poll, house.maker.hides_loss))
    house.maker.in_app(uploads=True)
    await house.wait(300)
    assert house.said_too_much == 0
    house.maker.go_down(False)
    house.tolerated = house.maker.poll + 5
    await house.wait(max(300, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says


async def test_switched_on_in_the_app(house: House) -> None:
    """It is cut again as soon as the integration tells."""
    await house.come()
    await house.wait(120)
    house.tolerated = house.maker.poll + 5
    house.maker.in_app(uploads=True)
    await house.wait(max(300, 3 * house.maker.poll))
    assert house.is_cut()


async def test_asleep_by_the_app_before(house: House) -> None:
    """What a person has switched off stays off."""
    house.maker.in_app(uploads=False)
    before = copy.deepcopy(house.maker.settings)
    await house.wait(max(60, 2 * house.maker.poll))
    await house.come()
    await house.wait(max(60, 3 * house.maker.poll))
    assert house.assurance in house.maker.says
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before
    assert "did_not_come_back" not in house.events


@pytest.mark.parametrize("late", [False, True])
async def test_on_again_in_the_app_as_she_comes(house: House, late: bool) -> None:
    """What is still shown of before she came is not believed."""
    house.maker.in_app(uploads=False)
    await house.wait_long()
    house.maker.lag = house.maker.latest if late else 0
    house.maker.in_app(uploads=True)
    await house.wait(5)
    await house.come()
    await house.wait(max(360, 3 * house.maker.poll))
    assert house.is_cut()
    assert house.assurance in house.maker.says


async def _still_cut(house: House) -> None:
    """Nothing is sent again, and all comes back."""
    await house.wait_long()
    assert house.maker.commands == []
    assert house.is_cut()
    assert house.assurance in house.maker.says


@pytest.mark.parametrize("side", ["ours", "theirs"])
async def test_reload(house: House, side: str) -> None:
    """Reloading either side changes nothing, and sends nothing again."""
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    entry = house.entry if side == "ours" else house.integration
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    await _still_cut(house)
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before


@pytest.mark.parametrize(
    ("absent", "lost"), [(0, False), (60, False), (60, True)], ids=["", "late", "lost"]
)
async def test_restart(house: House, absent: float, lost: bool) -> None:
    """A restart changes nothing, also where the integration takes its time."""
    before = copy.deepcopy(house.maker.settings)
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    await house.restart(absent, lost=lost)
    await _still_cut(house)
    assert "cut: failed" not in house.told
    await house.leave()
    await house.wait_long()
    assert house.maker.settings == before


async def test_new_password(house: House) -> None:
    """Locked out while cut: nothing is lost, and all comes back with the password."""
    before = copy.deepcopy(house.maker.settings)
    entries = house.hass.config_entries
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    house.maker.locked_out = True
    await entries.async_reload(house.integration.entry_id)
    await house.wait(120)
    await house.leave()
    await house.wait(120)
    assert house.is_cut()
    house.maker.locked_out = False
    assert await entries.async_reload(house.integration.entry_id)
    await house.wait_long()
    assert house.assurance == "open"
    assert house.maker.settings == before


async def test_half_a_day(house: House) -> None:
    """No more commands in half a day, and no more questions than the integration's."""
    house.maker.reads = house.maker.stills = 0
    await async_pass(house.hass, house.freezer, 3600, step=600)
    own_reads = 12 * house.maker.reads * house.maker.reads_when_cut
    own_stills = 12 * house.maker.stills
    await house.come()
    await house.wait_long()
    house.maker.commands.clear()
    house.maker.reads = house.maker.stills = 0
    await house.wait(12 * 3600, step=600)
    assert house.maker.commands == []
    assert house.maker.reads <= 1.1 * own_reads
    assert house.maker.stills <= own_stills + 12 * 3
    house.maker.reads = max(0, house.maker.reads - own_reads)
