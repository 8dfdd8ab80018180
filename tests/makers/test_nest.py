"""Google Nest: nothing of its own cuts it, and its events tell of a plug that does not."""

from collections.abc import AsyncGenerator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from ..common import cut, state_of
from ..cut.devices import Plug, async_add_devices
from ..passing_time import async_pass
from .house import House
from .nest import Nest
from .watching import seconds_until_contradicted

pytest.importorskip(Nest.library)


@pytest.fixture
async def house(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[House]:
    """Guard one of two cameras with a plug that people have chosen."""
    house = House(hass, freezer, Nest())
    plug = Plug()
    await async_add_devices(hass, plug)
    await house.async_move_in(cuts=[cut(plug.entity_id, "off")])
    yield house
    house.async_leave_for_good()


async def test_nothing_is_found(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody sees anything through Home Assistant, and that is all that is said."""
    house = House(hass, freezer, Nest())
    await house.async_move_in()
    maker = house.maker_as(Nest)
    await house.come()
    maker.reads = 0
    for _ in range(24):
        await house.wait(1800, step=300)
        await maker.see("Hall")
        assert house.assurance == "gate_only"
    assert house.cuts == []
    assert state_of(hass, house.entry, "binary_sensor", "leak") == "unknown"
    assert maker.reads <= 2
    await house.leave()
    await house.wait(60)
    assert house.assurance == "open"
    house.async_leave_for_good()


@pytest.mark.parametrize("kind", ["CameraMotion.Motion", "CameraPerson.Person"])
async def test_the_wrong_plug(house: House, kind: str) -> None:
    """The plug says off, and the camera goes on: its maker tells within a second."""
    await house.come()
    await house.wait(60)
    assert house.assurance == "confirmed"
    await house.maker_as(Nest).see("Kitchen", kind)
    assert await seconds_until_contradicted(house, 5) is None
    await house.maker_as(Nest).see("Hall", kind)
    took = await seconds_until_contradicted(house, 5)
    assert took is not None
    assert took <= 1


async def test_the_right_plug(house: House) -> None:
    """What she was seen by as she came is told late, and is no leak."""
    await house.come()
    house.maker.in_app(uploads=False)
    await async_pass(house.hass, house.freezer, 10)
    await house.maker_as(Nest).see("Hall")
    assert await seconds_until_contradicted(house, 120, step=10) is None
    assert house.assurance == "confirmed"
    await house.leave()
    house.maker.in_app(uploads=True)
    await house.wait(90)
    assert house.assurance == "open"


async def test_new_password(house: House) -> None:
    """Locked out of the maker's cloud, the plug cuts as ever, and nothing contradicts."""
    entries = house.hass.config_entries
    house.maker.locked_out = True
    await entries.async_reload(house.integration.entry_id)
    await house.come()
    house.maker.in_app(uploads=False)
    await house.wait(120)
    assert house.assurance == "confirmed"
    house.maker.locked_out = False
    await entries.async_reload(house.integration.entry_id)
    await house.wait(60)
    assert house.assurance == "confirmed"
    await house.maker_as(Nest).see("Hall")
    assert await seconds_until_contradicted(house, 5) is not None
