"""Home Assistant's own picture card, in a real browser, while modes come and go."""

from collections.abc import Callable

import pytest

from .household import ANNA, House
from .picture_card import picture_card

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]


async def _choose(house: House, mode: str) -> None:
    await house.client.action(
        "select.select_option", entity_id=house.entities.select, option=mode
    )


async def test_video_is_back_without_a_reload(
    house: House, record_property: Record
) -> None:
    """Private shows the placeholder, and what follows is video again."""
    async with picture_card(house) as card:
        await card.shows("hls", room=True)

        await house.flip(ANNA, "on")()
        seconds = await card.shows("mjpeg", room=False)
        record_property(
            "dashboard, somebody comes home: until the placeholder", seconds
        )
        await house.is_private()

        await house.flip(ANNA, "off")()
        seconds = await card.shows("hls", room=True)
        record_property("dashboard, everybody leaves: until there is video", seconds)


@pytest.mark.parametrize("script_first", [False, True])
async def test_who_may_still_look_is_back_without_a_reload(
    house: House, record_property: Record, script_first: bool
) -> None:
    """At home there is video in `local` too, though all video ends with the change."""
    async with picture_card(house, script_first=script_first) as card:
        await card.shows("hls", room=True)

        before = card.addresses.copy()
        await _choose(house, "local")
        await card.plays_anew(before)
        seconds = await card.shows("hls", room=True)
        record_property("dashboard, open to local: until there is video", seconds)
