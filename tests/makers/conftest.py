"""A house for each maker that a module names in its fixture `maker_name`."""

from collections.abc import AsyncGenerator, Callable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .roster import new_maker


@pytest.fixture
async def empty_house(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    maker_name: str,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> AsyncGenerator[House]:
    """Return a house into which nobody has moved yet.

    What will be said is compared with what is true, all the time.
    """
    maker = new_maker(maker_name)
    story: str = request.function.__name__.removeprefix("test_")
    if story in maker.cannot:
        pytest.skip("It cannot be told of this maker")
    pytest.importorskip(maker.library)
    house = House(hass, freezer, maker)
    yield house
    house.async_leave_for_good()
    record_property("maker", maker_name)
    record_property("story", request.node.name)
    record_property("told", house.told)
    record_property("commands", len(maker.commands))
    record_property("reads", maker.reads)
    record_property("stills", maker.stills)
    assert house.said_too_much <= house.tolerated


@pytest.fixture
async def house(empty_house: House) -> House:
    """Guard a camera with what the catalogue finds; nobody is home."""
    await empty_house.async_move_in()
    return empty_house
