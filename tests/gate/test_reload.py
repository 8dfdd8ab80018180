"""A reload ends what is being shown, so that nobody looks at a camera of before."""

import asyncio

import pytest

from .conftest import Furnish
from .sources import MovingCamera
from .test_live import looking


@pytest.mark.parametrize("mode", ["open", "private"])
async def test_moving_picture_ends(furnish: Furnish, mode: str) -> None:
    """Else its viewer would be told for ever that the camera is private."""
    tour, _ = await furnish(MovingCamera)
    await tour.set_mode(mode)
    async with looking(tour) as following:
        await following()
        assert await tour.hass.config_entries.async_reload(tour.entry.entry_id)
        async with asyncio.timeout(5):
            while await following():
                pass
