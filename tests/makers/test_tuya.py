"""What is Tuya's own: commands that nobody answers, and a library that drops repeats."""

from collections.abc import AsyncGenerator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import House
from .tuya import Tuya, TuyaPrivate

pytest.importorskip(Tuya.library)


@pytest.fixture
async def tuya(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, request: pytest.FixtureRequest
) -> AsyncGenerator[House]:
    """Guard one of two cameras."""
    house = House(hass, freezer, getattr(request, "param", Tuya)())
    await house.async_move_in()
    yield house
    house.async_leave_for_good()
    assert house.said_too_much == 0


@pytest.mark.parametrize("tuya", [TuyaPrivate], indirect=True)
@pytest.mark.parametrize("busy", [1, 2])
async def test_refused_and_sent_again(tuya: House, busy: int) -> None:
    """A repeat within ten seconds would be dropped by the library, without a word."""
    tuya.maker.busy = busy
    await tuya.come()
    await tuya.wait(40, step=1)
    assert tuya.is_cut()
    assert tuya.assurance == "confirmed"
    assert len(tuya.maker.commands) == busy + 1


async def test_nobody_answers(tuya: House) -> None:
    """The camera obeys, and no push tells: not said, and asked ever less often."""
    maker = tuya.maker_as(Tuya)
    maker.pushes = False
    await tuya.come()
    await tuya.wait(12 * 3600, step=60)
    assert tuya.is_cut()
    assert tuya.assurance == "failed"
    assert len(maker.commands) <= 20 * len(tuya.cuts)
    maker.pushes = True
    maker.tell()
    await tuya.wait(10)
    assert tuya.assurance == "confirmed"
    await tuya.leave()
    await tuya.wait(60)
    assert not tuya.is_cut()
    assert tuya.assurance == "open"


@pytest.mark.parametrize("noticed", [True, False])
async def test_offline(tuya: House, noticed: bool) -> None:
    """What cannot be reached is cut when it is back."""
    maker = tuya.maker_as(Tuya)
    if noticed:
        maker.go(online=False)
    maker.is_offline = True
    await tuya.come()
    await tuya.wait(600)
    assert tuya.assurance in ("pending", "failed")
    maker.go(online=True)
    await tuya.wait(900 if not noticed else 30)
    assert tuya.is_cut()
    assert tuya.assurance == "confirmed"
