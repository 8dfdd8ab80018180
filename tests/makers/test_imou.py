"""What is Imou's own: a library that shows off where asking has failed."""

from collections.abc import AsyncGenerator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .imou import Imou, ImouMotion

pytest.importorskip(Imou.library)


@pytest.fixture
async def imou(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, request: pytest.FixtureRequest
) -> AsyncGenerator[House]:
    """Guard one of two cameras."""
    house = House(hass, freezer, getattr(request, "param", Imou)())
    await house.async_move_in()
    yield house
    house.async_leave_for_good()
    assert house.said_too_much == 0


@pytest.mark.parametrize("imou", [ImouMotion], indirect=True)
@pytest.mark.parametrize("mute_before", [0, 300])
async def test_refused_and_not_told(imou: House, mute_before: int) -> None:
    """That nothing was answered is no answer, least of all that it is cut."""
    maker = imou.maker_as(Imou)
    maker.is_mute, maker.busy = True, 100
    await imou.wait(mute_before)
    await imou.come()
    await imou.wait(900)
    assert imou.assurance in ("pending", "failed")
    maker.busy = 0
    await imou.wait(900)
    assert imou.is_cut()
    assert imou.assurance == "confirmed"


async def test_not_told_while_closed(imou: House) -> None:
    """That nothing is answered is nobody's doing."""
    maker = imou.maker_as(Imou)
    await imou.come()
    await imou.wait(300)
    assert imou.assurance in ("confirmed", "verified")
    maker.is_mute = True
    for _ in range(60):
        await imou.wait(30)
        assert imou.assurance != "contradicted"
    maker.is_mute = False
    await imou.wait(600)
    assert imou.assurance in ("confirmed", "verified")
    await imou.leave()
    await imou.wait(300)
    assert not imou.is_cut()
