"""Cameras that say that they are private and film on: they are found out."""

import pytest

from .house import House


@pytest.fixture(params=["onvif.Liar", "unifiprotect.Unmasked"])
def maker_name(request: pytest.FixtureRequest) -> str:
    """Return a camera whose own word is not true."""
    return str(request.param)


async def test_films_on(house: House) -> None:
    """Contradicted by the live picture within a minute, and as long as it lasts."""
    house.tolerated = 60
    await house.come()
    await house.wait(60, step=1)
    assert house.assurance == "contradicted"
    await house.wait(3600, step=60)
    assert house.assurance == "contradicted"
    await house.leave()
    await house.wait(120)
    assert house.assurance == "open"
    house.told.append(f"found out within {house.said_too_much:.0f} s")
