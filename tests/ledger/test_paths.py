"""Every path: who looks is known at once, and what it was is told when it is over."""

import contextlib

from homeassistant.components.camera import async_get_image, async_get_stream_source
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.cloudcam_privacy.ledger.session import EVENT_ACCESS

from ..gate.conftest import Furnish
from ..gate.exits.actions import act
from ..gate.exits.stills import next_part
from ..gate.exits.video import hls, hls_address, play
from ..gate.seen import Seen
from ..gate.sources import NativeCamera, VideoCamera
from ..gate.visitors import Place
from .seen import is_watched, number, state_of, told, until, viewers

OWNER = "Mock User"
LINK = "someone with a link"
AT_HOME = "someone at home"


async def test_still(furnish: Furnish) -> None:
    """Stills of one person in a row are one use, watched until shortly after."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    assert not is_watched(hass, guard)
    assert state_of(hass, guard, "sensor", "last_viewed").state == "unknown"

    for _ in range(3):
        address = f"/api/camera_proxy/{tour.entity_id}"
        assert await tour.visitors.read(Place.REMOTE, address, login=True)
    assert viewers(hass, guard) == [(OWNER, "remote", "still")]
    assert is_watched(hass, guard)
    household = "binary_sensor.cloudcam_privacy_watched"
    assert hass.states.is_state(household, "on")
    last = state_of(hass, guard, "sensor", "last_viewed")
    assert (last.attributes["who"], last.attributes["destination"]) == (
        OWNER,
        "remote",
    )

    await until(lambda: not is_watched(hass, guard), 6)
    assert hass.states.is_state(household, "off")
    assert not events  # The next still may belong to it.
    guard.ledger.async_stop()
    await hass.async_block_till_done()
    assert told(events) == [("viewed", OWNER, "remote", "still", "open")]
    assert events[0].data["frames"] == 3
    assert number(hass, guard, "data_left_home") == events[0].data["bytes"] > 1000


async def test_moving_picture(furnish: Furnish) -> None:
    """A moving JPEG is over when the connection is."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    token = tour.attribute("access_token")
    address = f"/api/camera_proxy_stream/{tour.entity_id}?token={token}"
    response = await tour.visitors.get(Place.HOME, address)
    for _ in range(5):
        assert await next_part(response)
    assert viewers(hass, guard) == [(AT_HOME, "home", "mjpeg")]

    response.close()
    await until(lambda: not is_watched(hass, guard))
    assert told(events) == [("viewed", AT_HOME, "home", "mjpeg", "open")]
    assert events[0].data["frames"] >= 3
    assert number(hass, guard, "data_left_home") == 0


@pytest.mark.parametrize(
    ("place", "destination"), [(Place.HOME, "home"), (Place.CLOUD, "remote")]
)
async def test_hls(furnish: Furnish, place: Place, destination: str) -> None:
    """Who plays HLS is known by where the address was asked from."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    address = await hls_address(tour, place)
    assert address is not None
    assert not is_watched(hass, guard)
    assert await hls(tour, place, address) is Seen.LIVE
    assert viewers(hass, guard) == [(OWNER, destination, "hls")]
    assert await hls(tour, Place.REMOTE, address) is Seen.LIVE
    assert (LINK, "remote", "hls") in viewers(hass, guard)

    await until(lambda: not is_watched(hass, guard), 7)
    assert told(events)[0] == ("viewed", OWNER, destination, "hls", "open")
    assert all(event.data["bytes"] > 100 for event in events)
    assert len(events) == 2


@pytest.mark.parametrize("kind", [VideoCamera, NativeCamera])
async def test_webrtc(furnish: Furnish, kind: type[VideoCamera]) -> None:
    """A session of WebRTC lasts from the answer until somebody hangs up."""
    tour, _ = await furnish(kind)
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    socket = await tour.visitors.socket(Place.HOME)
    await socket.ask("camera/webrtc/offer", entity_id=tour.entity_id, offer="v=0")
    await socket.event("answer")
    assert viewers(hass, guard) == [(OWNER, "home", "webrtc")]
    await socket.connection.close()
    await until(lambda: not is_watched(hass, guard))
    assert told(events) == [("viewed", OWNER, "home", "webrtc", "open")]
    assert events[0].data["frames"] is None


async def test_webrtc_counts_what_the_provider_fetches(furnish: Furnish) -> None:
    """What a provider copies for a viewer is that viewer's."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    socket = await tour.visitors.socket(Place.REMOTE)
    await socket.ask("camera/webrtc/offer", entity_id=tour.entity_id, offer="v=0")
    await socket.event("answer")
    address = tour.provider.addresses[-1]
    assert address is not None
    assert await play(address) is Seen.LIVE
    assert viewers(hass, guard) == [(OWNER, "remote", "webrtc")]
    await socket.connection.close()
    await until(lambda: not is_watched(hass, guard))
    assert events[0].data["bytes"] > 100
    assert number(hass, guard, "data_left_home") == events[0].data["bytes"]


async def test_sealed_source(furnish: Furnish) -> None:
    """A bridge that plays the sealed source is a viewer for as long as it plays."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    address = await async_get_stream_source(hass, tour.entity_id)
    assert address is not None
    assert not is_watched(hass, guard)
    assert await play(address) is Seen.LIVE
    await until(lambda: not is_watched(hass, guard))
    who = "Home Assistant"
    assert told(events) == [("viewed", who, "internal", "stream_source", "open")]


async def test_recording(furnish: Furnish) -> None:
    """A recording is one use, by whoever's action it is, as large as its file."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    path = tour.folder / "recording.mp4"
    await act(tour, "record", filename=str(path), duration=1, lookback=0)
    await hass.async_block_till_done()
    who = "Home Assistant"
    assert told(events) == [("viewed", who, "internal", "recording", "open")]
    assert events[0].data["bytes"] == path.stat().st_size > 0
    assert number(hass, guard, "data_left_home") == path.stat().st_size


async def test_recording_that_may_not_be_written(furnish: Furnish) -> None:
    """What was not recorded was not seen either."""
    tour, _ = await furnish()
    events = async_capture_events(tour.hass, EVENT_ACCESS)
    await act(tour, "record", filename="/nowhere/recording.mp4", duration=1)
    tour.guard.ledger.async_stop()
    assert not events


async def _still(hass: HomeAssistant, entity_id: str) -> None:
    with contextlib.suppress(HomeAssistantError):
        await async_get_image(hass, entity_id)


async def test_action_of_somebody(furnish: Furnish) -> None:
    """A snapshot by hand is that person's, and it goes to nobody knows where."""
    tour, _ = await furnish()
    hass = tour.hass
    events = async_capture_events(hass, EVENT_ACCESS)
    await hass.services.async_call(
        "camera",
        "snapshot",
        {"entity_id": tour.entity_id, "filename": str(tour.folder / "a.jpg")},
        blocking=True,
        context=tour.somebody,
    )
    await tour.set_mode("private")
    await act(tour, "snapshot", filename=str(tour.folder / "b.jpg"))
    await hass.async_block_till_done()
    assert told(events) == [
        ("viewed", "Anna", "internal", "snapshot", "open"),
        ("refused", "Home Assistant", "internal", "snapshot", "private"),
    ]


async def test_refusals(furnish: Furnish) -> None:
    """Each refusal counts; of the same in a row, the first is told."""
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    await tour.set_mode("private")
    events = async_capture_events(hass, EVENT_ACCESS)
    address = f"/api/camera_proxy/{tour.entity_id}"
    for place in (Place.HOME, Place.HOME, Place.REMOTE):
        assert await tour.visitors.read(place, address, login=True)
    assert await hls_address(tour, Place.HOME) is None
    await _still(hass, tour.entity_id)
    assert await async_get_stream_source(hass, tour.entity_id) is None
    await tour.set_mode("local")
    socket = await tour.visitors.socket(Place.REMOTE)
    await socket.ask("camera/webrtc/offer", entity_id=tour.entity_id, offer="v=0")
    await socket.event("error")
    house = "Home Assistant"
    assert told(events) == [
        ("refused", OWNER, "home", "still", "private"),
        ("refused", OWNER, "remote", "still", "private"),
        ("refused", OWNER, "home", "hls", "private"),
        ("refused", house, "internal", "still", "private"),
        ("refused", house, "internal", "stream_source", "private"),
        ("refused", OWNER, "remote", "webrtc", "local"),
    ]
    assert number(hass, guard, "refusals") == 7
    assert not is_watched(hass, guard)


async def test_refused_lowering(furnish: Furnish) -> None:
    """Who wished to lower privacy without the right is noted."""
    tour, _ = await furnish()
    await tour.set_mode("private")
    events = async_capture_events(tour.hass, EVENT_ACCESS)
    with pytest.raises(HomeAssistantError):
        tour.household.async_lift([tour.guard], Context())
    house = "Home Assistant"
    assert told(events) == [("refused", house, "internal", "lowering", "private")]
    assert number(tour.hass, tour.guard, "refusals") == 1


@pytest.mark.parametrize("place", [Place.HOME, Place.REMOTE])
async def test_raise_ends_what_goes_on(furnish: Furnish, place: Place) -> None:
    """When the mode is raised, uses end in that very step, and refusals begin.

    A page at home goes on with the placeholder, and is refused nothing.
    """
    tour, _ = await furnish()
    hass, guard = tour.hass, tour.guard
    events = async_capture_events(hass, EVENT_ACCESS)
    token = tour.attribute("access_token")
    address = f"/api/camera_proxy_stream/{tour.entity_id}?token={token}"
    response = await tour.visitors.get(place, address)
    assert await next_part(response)
    assert is_watched(hass, guard)
    tour.raise_to("private")
    assert not is_watched(hass, guard)
    assert await next_part(response)
    if place is Place.HOME:
        expected = [("viewed", AT_HOME, "home", "mjpeg", "open")]
    else:
        expected = [
            ("viewed", LINK, "remote", "mjpeg", "open"),
            ("refused", LINK, "remote", "mjpeg", "private"),
        ]
    await until(lambda: len(events) == len(expected))
    assert told(events) == expected
    response.close()
