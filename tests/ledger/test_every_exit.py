"""Whatever exit a frame takes, the ledger tells of it, and of what was refused there."""

from homeassistant.core import Event
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloudcam_privacy.ledger.session import EVENT_ACCESS, AccessPath

from ..gate.conftest import Furnish
from ..gate.exits.actions import ACTIONS
from ..gate.exits.bridges import BRIDGES
from ..gate.exits.exit import Exit
from ..gate.exits.stills import STILLS
from ..gate.exits.video import VIDEO
from ..gate.seen import Seen
from ..gate.tour import Tour
from ..gate.visitors import Place
from .seen import until

EXITS = [*STILLS, *VIDEO, *ACTIONS, *BRIDGES]
NAMES = {
    "AI task with the camera attached": "Home Assistant: AI Task",
    "HomeKit still": "Home Assistant: homekit",
    "HomeKit video": "Home Assistant: homekit",
    "Image processing": "Home Assistant: Image processing",
    "Moving JPEG of a `proxy` camera on top": "Home Assistant: proxy",
    "Still of a `proxy` camera on top": "Home Assistant: proxy",
}
"""What asks for itself, by the name of an integration, or its domain if not set up."""


def destination(way: Exit, place: Place) -> str:
    """Return where the frames go that somebody gets at an exit."""
    if way.stays_inside or place is Place.INTERNAL:
        return "internal"
    return "home" if place is Place.HOME else "remote"


async def walk(tour: Tour, way: Exit, place: Place) -> tuple[Seen, list[Event]]:
    """Look at an exit; return what was seen, and what the ledger told of it."""
    events: list[Event] = async_capture_events(tour.hass, EVENT_ACCESS)
    seen = await way.look(tour, place)
    await tour.hass.async_block_till_done()
    ledger = tour.guard.ledger
    await until(lambda: AccessPath.MJPEG not in {s.who.way for s in ledger.sessions})
    ledger.async_stop()
    await tour.hass.async_block_till_done()
    return seen, list(events)


ON_PAGES = (
    "Media source, resolved and played",
    "Moving JPEG",
    "Moving JPEG of stills",
    "Still, at a signed address",
    "Still, with the camera's token",
)
"""Pictures on a page that somebody has open; a placeholder there is no refusal at home."""


@pytest.mark.parametrize("way", EXITS, ids=lambda way: way.name)
async def test_use(way: Exit, furnish: Furnish) -> None:
    """Each frame that gets out is part of a use, with its destination."""
    tour, _ = await furnish(way.kind)
    for place in way.places:
        seen, events = await walk(tour, way, place)
        assert seen is Seen.LIVE
        uses = [event.data for event in events if event.data["type"] == "viewed"]
        assert {use["destination"] for use in uses} == {destination(way, place)}
        if way.name in NAMES:
            assert {use["who"] for use in uses} == {NAMES[way.name]}


@pytest.mark.parametrize("way", EXITS, ids=lambda way: way.name)
async def test_refusal(way: Exit, furnish: Furnish) -> None:
    """No use is told where nothing gets out, and who is refused by us counts."""
    tour, _ = await furnish(way.kind)
    await tour.set_mode("private")
    for place in way.places:
        before = tour.guard.ledger.refusals
        seen, events = await walk(tour, way, place)
        assert seen in (Seen.PLACEHOLDER, Seen.REFUSED)
        assert "viewed" not in {event.data["type"] for event in events}
        if way.name in ON_PAGES and place is Place.HOME:
            assert tour.guard.ledger.refusals == before
        elif seen is Seen.PLACEHOLDER or not way.is_video:
            assert tour.guard.ledger.refusals > before
