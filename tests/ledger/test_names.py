"""Under which name a use is noted: whoever it was, or that it is not known."""

import asyncio

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloudcam_privacy.ledger.session import EVENT_ACCESS

from ..gate.conftest import Furnish
from ..gate.exits.actions import act
from ..gate.exits.video import hls_address
from ..gate.visitors import Place
from .seen import viewers
from .test_paths import OWNER

LINK = "someone with a link"


async def test_snapshot_during_somebody_elses_recording(furnish: Furnish) -> None:
    """Each is noted under who called its action, though one waits for the other."""
    tour, _ = await furnish()
    anna = await tour.hass.auth.async_create_user("Anna", group_ids=["system-admin"])
    ben = await tour.hass.auth.async_create_user("Ben", group_ids=["system-admin"])
    events = async_capture_events(tour.hass, EVENT_ACCESS)
    waits, goes_on = asyncio.Event(), asyncio.Event()
    source = tour.source

    async def address() -> str:
        waits.set()
        await goes_on.wait()
        return source.server.video

    source.stream_source = address  # type: ignore[method-assign]
    recording = asyncio.create_task(
        act(
            tour,
            "record",
            user_id=anna.id,
            filename=str(tour.folder / "a.mp4"),
            duration=1,
            lookback=0,
        )
    )
    await waits.wait()
    await act(tour, "snapshot", user_id=ben.id, filename=str(tour.folder / "b.jpg"))
    goes_on.set()
    await recording
    tour.guard.ledger.async_stop()
    await tour.hass.async_block_till_done()
    assert {(e.data["path"], e.data["who"]) for e in events} == {
        ("recording", "Anna"),
        ("snapshot", "Ben"),
    }


@pytest.mark.parametrize(
    ("place", "browser", "who"),
    [
        (Place.HOME, "another", OWNER),
        (Place.REMOTE, "another", OWNER),
        (Place.CLOUD, "the same", OWNER),
        (Place.CLOUD, "another", LINK),
    ],
)
async def test_who_plays(
    furnish: Furnish, place: Place, browser: str, who: str
) -> None:
    """All who come through the cloud have one address: only the browser tells."""
    tour, _ = await furnish()
    tour.visitors.browser_name = "the same"
    address = await hls_address(tour, place)
    assert address is not None
    tour.visitors.browser_name = browser
    assert await tour.visitors.read(place, address)
    folder = address.rpartition("/")[0]
    assert await tour.visitors.read(place, f"{folder}/playlist.m3u8")
    begin = await tour.visitors.read(place, f"{folder}/init.mp4")
    assert begin
    playlist = await tour.visitors.read(place, f"{folder}/playlist.m3u8")
    assert playlist
    piece = playlist.rpartition(b"segment/")[2].partition(b".")[0].decode()
    await tour.visitors.read(place, f"{folder}/segment/{int(piece)}.m4s")
    assert {name for name, *_ in viewers(tour.hass, tour.guard)} == {who}


async def test_a_hundred_browsers_at_one_place(furnish: Furnish) -> None:
    """They are no hundred people."""
    tour, _ = await furnish()
    address = await hls_address(tour, Place.HOME)
    assert address is not None
    assert await tour.visitors.read(Place.HOME, address)
    folder = address.rpartition("/")[0]
    playlist = await tour.visitors.read(Place.HOME, f"{folder}/playlist.m3u8")
    assert playlist
    piece = playlist.rpartition(b"segment/")[2].partition(b".")[0].decode()
    for number in range(100):
        tour.visitors.browser_name = f"Browser {number}"
        await tour.visitors.read(Place.HOME, f"{folder}/segment/{int(piece)}.m4s")
    assert 1 <= len(viewers(tour.hass, tour.guard)) <= 5


async def test_token_at_the_device_of_somebody_known(furnish: Furnish) -> None:
    """The page of somebody who is logged in loads pictures by tokens, too."""
    tour, _ = await furnish()
    still = f"/api/camera_proxy/{tour.entity_id}"
    token = tour.attribute("access_token")
    assert await tour.visitors.read(Place.HOME, f"{still}?token={token}")
    assert viewers(tour.hass, tour.guard) == [("someone at home", "home", "still")]
    assert await tour.visitors.read(Place.HOME, still, login=True)
    assert await tour.visitors.read(Place.HOME, f"{still}?token={token}")
    assert {name for name, *_ in viewers(tour.hass, tour.guard)} == {
        "someone at home",
        OWNER,
    }
    (session,) = [s for s in tour.guard.ledger.sessions if s.who.name == OWNER]
    assert session.frames == 2
