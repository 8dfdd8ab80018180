"""How much half a day of privacy costs a maker's cloud, for two cameras of an account."""

from typing import Final

import pytest

from .house import House

CALLS: Final = {
    "blink.Blink": 1008,
    "imou.Imou": 3240,
    "netatmo.Netatmo": 400,
    "ring.Ring": 3600,
    "tuya.Tuya": 0,
}
"""Questions that the integration asks in twelve hours by itself."""

STILLS: Final = 16
"""Pictures: after 15 and 30 minutes, then every hour, two of them at most each time."""


@pytest.fixture(params=CALLS)
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a maker behind a cloud."""
    return str(request.param)


async def test_twelve_hours(empty_house: House, maker_name: str) -> None:
    """One command for each cut, and no question that was not asked anyway."""
    house = empty_house
    await house.async_move_in()
    maker = house.maker
    await house.wait(600, step=60)
    maker.reads = maker.stills = 0
    await house.come()
    await house.wait(600, step=5)
    await house.wait(12 * 3600 - 600, step=60)
    assert house.assurance in maker.says
    assert len(maker.commands) == len(house.cuts)
    assert maker.reads <= 1.02 * CALLS[maker_name]
    assert maker.stills <= STILLS
