"""A house for each maker that a module names in its fixture `maker_name`."""

from collections.abc import AsyncGenerator, Callable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .roster import new_maker


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out the stories that cannot be told of a maker."""
    left_out = [item for item in items if _is_left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _is_left_out(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    name = given.params.get("maker_name") if given else None
    if given is None or name is None:
        return False
    story = item.name.partition("[")[0].removeprefix("test_")
    told = {story, f"{story}[{given.id.replace(name, '').strip('-')}]"}
    maker = new_maker(name)
    return bool(told & {*maker.cannot}) or bool(maker.only and not told & {*maker.only})


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
