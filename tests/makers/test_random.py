"""Random stories of each maker: STORIES=50 pytest --timeout=0 tests/makers/test_random.py."""

import copy
import os
import random
from typing import Final

import pytest

from .house import House
from .roster import MAKERS

STORIES: Final = int(os.environ.get("STORIES", "1"))
"""How many are told of each maker."""

ACTS: Final = (
    "come",
    "leave",
    "private",
    "resume",
    "app",
    "down",
    "up",
    "slow",
    "busy",
    "late",
    "ours",
    "theirs",
    "restart",
)


@pytest.fixture(params=MAKERS)
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a line of the table."""
    return str(request.param)


@pytest.mark.parametrize("seed", range(STORIES))
async def test_any_story(empty_house: House, seed: int) -> None:
    """Whatever happens: in the end it is cut, is said to be, and comes back."""
    house, chance = empty_house, random.Random(seed)
    maker = house.maker
    await house.async_move_in(chance.choice(("private", "local")))
    before = copy.deepcopy(maker.settings)
    for _ in range(chance.randint(3, 9)):
        lied = house.said_too_much
        await _act(house, chance)
        await house.wait(chance.choice((1, 3, 7, 15, 40, 90, 300)), step=1)
        house.tolerated = house.said_too_much
        assert house.said_too_much - lied <= maker.poll + maker.hides_loss + 10
    maker.go_down(False)
    maker.slow = maker.lag = maker.busy = 0
    await house.wait(60)
    await house.resume()
    await house.come()
    await house.wait(max(900, 5 * maker.poll))
    assert house.is_cut()
    assert house.assurance in maker.says
    house.tolerated = house.said_too_much
    await house.leave()
    await house.wait(max(600, 3 * maker.poll))
    assert house.assurance == "open"
    assert maker.settings == before


async def _act(house: House, chance: random.Random) -> None:
    """Let something happen."""
    maker, act = house.maker, chance.choice(ACTS)
    by_yaml = bool(maker.camera)
    match act:
        case "come":
            await house.come()
        case "leave":
            await house.leave()
        case "private":
            await house.set_mode("private")
        case "resume":
            await house.resume()
        case "app" if house.is_cut() and house.assurance != "open":
            maker.in_app(uploads=True)
        case "down" | "up":
            maker.go_down(act == "down")
        case "slow" if "slow_to_obey" not in maker.cannot:
            maker.slow = chance.choice((0, 4, 25))
        case "busy":
            maker.busy = chance.choice((0, 1, 3))
        case "late":
            maker.lag = chance.choice((0, maker.latest))
        case "ours":
            await house.hass.config_entries.async_reload(house.entry.entry_id)
        case "theirs" if not by_yaml and not maker.is_down:
            await house.hass.config_entries.async_reload(house.integration.entry_id)
        case "restart" if not by_yaml and not maker.is_down:
            await house.restart(chance.choice((0, 20, 45)))
