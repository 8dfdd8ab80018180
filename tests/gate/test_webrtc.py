"""WebRTC: sessions under way, those about to begin, and what is told to viewers."""

import asyncio
from dataclasses import dataclass
from unittest.mock import Mock

from homeassistant.core import HomeAssistant
import pytest
from pytest_socket import socket_allow_hosts

from custom_components.cloudcam_privacy.video import go2rtc_host

from .conftest import Furnish
from .exits.video import play
from .footage import PASSWORD
from .seen import Seen, tracebacks
from .sources import ANSWER, NativeCamera, VideoCamera
from .tour import Tour
from .visitors import Place, Socket

KINDS = pytest.mark.parametrize("kind", [VideoCamera, NativeCamera])


async def offer(tour: Tour, socket: Socket) -> str:
    """Make an offer, as the dashboard does; return the session's id."""
    fields = {"entity_id": tour.entity_id, "offer": "v=0"}
    answer = await socket.ask("camera/webrtc/offer", **fields)
    assert answer["success"]
    event = await socket.event("session")
    return str(event["session_id"])


async def add_candidate(tour: Tour, socket: Socket, session_id: str) -> None:
    """Tell the camera a way to the viewer."""
    way = {"candidate": "candidate:1", "sdpMid": "0"}
    fields = {"entity_id": tour.entity_id, "session_id": session_id}
    answer = await socket.ask("camera/webrtc/candidate", **fields, candidate=way)
    assert answer["success"]


@KINDS
async def test_viewer_is_told_and_cut_off(
    furnish: Furnish, kind: type[VideoCamera]
) -> None:
    """Who looks is told why it ends; the camera's side has hung up in the same step."""
    tour, other = await furnish(kind)
    socket = await tour.visitors.socket(Place.HOME)
    session_id = await offer(tour, socket)
    await socket.event("answer")
    unconcerned = await tour.visitors.socket(Place.HOME)
    kept = await offer(other, unconcerned)
    await unconcerned.event("answer")
    await add_candidate(tour, socket, session_id)
    sessions = tour.sessions
    assert sessions.candidates == [session_id]

    tour.raise_to("local")
    assert session_id not in sessions.open
    error = await socket.event("error")
    assert error["code"] == "private"
    assert "Living room" in error["message"]
    assert "Local" in error["message"]
    await add_candidate(tour, socket, session_id)
    assert sessions.candidates == [session_id]
    assert kept in other.sessions.open


@KINDS
async def test_answer_that_comes_too_late(
    furnish: Furnish, kind: type[VideoCamera]
) -> None:
    """A session that was being negotiated when the mode was raised never begins."""
    tour, _ = await furnish(kind)
    sessions = tour.sessions
    sessions.may_answer.clear()
    socket = await tour.visitors.socket(Place.HOME)
    session_id = await offer(tour, socket)
    await sessions.asked.wait()
    tour.raise_to("private")
    sessions.may_answer.set()
    await tour.hass.async_block_till_done()
    await socket.event("error")
    await socket.ask("get_config")
    assert [event["type"] for event in socket.events] == ["session", "error"]
    assert session_id not in sessions.open


@KINDS
async def test_viewer_who_leaves_too_early(
    furnish: Furnish, kind: type[VideoCamera]
) -> None:
    """A session whose viewer has left in the meantime does not stay open."""
    tour, _ = await furnish(kind)
    sessions = tour.sessions
    sessions.may_answer.clear()
    socket = await tour.visitors.socket(Place.HOME)
    session_id = await offer(tour, socket)
    await sessions.asked.wait()
    await socket.connection.close()
    await tour.hass.async_block_till_done()
    sessions.may_answer.set()
    await tour.hass.async_block_till_done()
    assert session_id not in sessions.open


async def test_trouble_of_one_camera_opens_no_other(
    furnish: Furnish, caplog: pytest.LogCaptureFixture
) -> None:
    """A camera that raises when it hangs up keeps nothing from ending."""
    tour, other = await furnish(NativeCamera)
    sockets = [await tour.visitors.socket(Place.HOME) for _ in range(2)]
    for socket in sockets:
        await offer(tour, socket)
        await socket.event("answer")
    address, token = await tour.camera.stream_source(), tour.attribute("access_token")
    tour.sessions.trouble = RuntimeError("The cloud does not answer")
    tour.household.async_set_mode(
        tour.household.guards.values(), tour.guard.gate.mode.PRIVATE, tour.somebody
    )
    for camera in (tour, other):
        assert camera.guard.gate.mode.value == "private"
    for socket in sockets:
        await socket.event("error")
    assert address is not None
    assert token not in tour.camera.access_tokens
    assert not tracebacks(caplog)
    assert "The cloud does not answer" in caplog.text


@KINDS
@pytest.mark.parametrize("trouble", [RuntimeError("broken"), KeyError("sdp")])
async def test_trouble_with_the_offer(
    furnish: Furnish,
    kind: type[VideoCamera],
    trouble: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever the camera raises, the viewer is told in words and the log is quiet."""
    tour, _ = await furnish(kind)
    tour.sessions.trouble = trouble
    socket = await tour.visitors.socket(Place.HOME)
    await offer(tour, socket)
    error = await socket.event("error")
    assert error["message"] == "The camera gives no video"
    assert not tracebacks(caplog)
    tour.sessions.trouble = None


async def test_provider_gets_no_password(furnish: Furnish) -> None:
    """A provider plays the sealed source, at the address that is good for the viewer."""
    tour, _ = await furnish()
    await tour.set_mode("local")
    socket = await tour.visitors.socket(Place.HOME)
    await offer(tour, socket)
    assert (await socket.event("answer"))["answer"] == ANSWER
    (address,) = tour.provider.addresses
    assert address is not None
    assert PASSWORD not in address
    assert tour.server.base not in address
    assert await tour.camera.stream_source() is None


@pytest.mark.parametrize("before", ["open", "private"])
async def test_home_has_webrtc_in_local_mode(furnish: Furnish, before: str) -> None:
    """The provider is there for those at home, whatever the mode was before."""
    tour, _ = await furnish()
    await tour.set_mode(before)
    await tour.set_mode("local")
    socket = await tour.visitors.socket(Place.HOME)
    await offer(tour, socket)
    assert (await socket.event("answer"))["answer"] == ANSWER


@KINDS
async def test_reload_ends_sessions(furnish: Furnish, kind: type[VideoCamera]) -> None:
    """What a camera of before a reload has begun, that of after it could not end."""
    tour, _ = await furnish(kind)
    socket = await tour.visitors.socket(Place.HOME)
    session_id = await offer(tour, socket)
    await socket.event("answer")
    sessions = tour.sessions
    assert session_id in sessions.open
    async with asyncio.timeout(5):
        await tour.hass.config_entries.async_reload(tour.entry.entry_id)
    assert session_id not in sessions.open


async def test_go2rtc_on_another_machine(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets an address that it can reach, and that dies like any other."""
    tour, _ = await furnish()
    monkeypatch.setitem(tour.hass.data, "go2rtc", Mock(url="http://192.0.2.7:1984"))
    asked: list[str] = []

    async def source_ip(_: HomeAssistant, target: str) -> str:
        asked.append(target)
        return "127.0.0.2"

    monkeypatch.setattr(go2rtc_host, "async_get_source_ip", source_ip)
    socket_allow_hosts(["127.0.0.1", "127.0.0.2"])
    await tour.set_mode("local")
    socket = await tour.visitors.socket(Place.HOME)
    await offer(tour, socket)
    await socket.event("answer")

    (address,) = tour.provider.addresses
    assert asked == ["192.0.2.7"]
    assert address is not None
    assert address.startswith("http://127.0.0.2:")
    assert await play(address) is Seen.LIVE
    tour.raise_to("private")
    assert await play(address) is Seen.REFUSED
    await tour.set_mode("open")
    inside = await tour.camera.stream_source()
    assert inside is not None
    assert inside.startswith("http://127.0.0.1:")


async def test_go2rtc_here(furnish: Furnish, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of ours can be reached from outside unless somebody outside needs it."""
    tour, _ = await furnish()
    monkeypatch.setitem(tour.hass.data, "go2rtc", Mock(url="http://127.0.0.1:11984/"))
    socket = await tour.visitors.socket(Place.HOME)
    await offer(tour, socket)
    await socket.event("answer")
    (address,) = tour.provider.addresses
    assert address is not None
    assert address.startswith("http://127.0.0.1:")


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a camera of Home Assistant 2026.11 says of itself."""

    two_way_audio: bool = False


@pytest.mark.parametrize("kind", [NativeCamera, VideoCamera])
async def test_voice_of_a_doorbell(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch, kind: type[VideoCamera]
) -> None:
    """Whoever may watch may talk, where the camera speaks WebRTC itself."""
    tour, _ = await furnish(kind)
    for camera, talks in ((tour.source, True), (tour.camera, False)):
        said = Capabilities(two_way_audio=talks)
        for name in ("camera_entity_capabilities", "_attr_camera_entity_capabilities"):
            monkeypatch.setattr(camera, name, said, raising=False)
    tour.source.async_write_ha_state()
    await tour.set_mode("local")
    said = tour.camera._attr_camera_entity_capabilities  # type: ignore[attr-defined]  # noqa: SLF001
    assert said.two_way_audio is (kind is NativeCamera)
