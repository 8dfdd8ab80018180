"""What Home Assistant does not promise, taken away one by one."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

from aiohttp.web_protocol import RequestHandler
from homeassistant.components.camera import (
    Camera,
    CameraEntityFeature,
    ws_camera_stream,
)
from homeassistant.components.camera.webrtc import ws_webrtc_offer
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy import ha_internals, system_health
from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.ha_internals import tables, video
from custom_components.cloudcam_privacy.ha_internals.reliance import Reliance, missing
from custom_components.cloudcam_privacy.household.issues import INTERNALS

from .conftest import Furnish
from .exits.exit import Exit
from .exits.stills import STILLS
from .exits.video import VIDEO
from .seen import Seen
from .tour import Tour
from .visitors import Place

WAYS = {way.name: way for way in (*STILLS, *VIDEO)}
STILL = WAYS["Still, with the camera's token"]
MOVING = WAYS["Moving JPEG"]
HLS = WAYS["HLS (websocket `camera/stream`)"]
WEBRTC = WAYS["WebRTC through a provider such as go2rtc"]

type TakeAway = Callable[[HomeAssistant, pytest.MonkeyPatch], None]


def _commands(hass: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have commands answered by something else than what decorators wrap."""
    commands = hass.data["websocket_api"]
    plain = {"camera/stream": ws_camera_stream, "camera/webrtc/offer": ws_webrtc_offer}
    for name, handler in plain.items():
        _, schema = commands[name]
        patch.setitem(commands, name, (partial(handler), schema))


def _request(_: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have requests served by a coroutine of another name."""
    serve = RequestHandler._handle_request  # noqa: SLF001
    patch.setattr(serve, "__qualname__", "RequestHandler._serve")


def _native(_: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have cameras tell in another way that they speak WebRTC."""
    init = Camera.__init__

    def other(self: Camera) -> None:
        init(self)
        del self._supports_native_async_webrtc

    patch.setattr(Camera, "__init__", other)
    patch.setattr(Camera, "_supports_native_async_webrtc", None, raising=False)
    patch.delattr(Camera, "_supports_native_async_webrtc")


def _streams(hass: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have streams in something else than a list."""
    patch.setitem(hass.data["stream"], "streams", {})


def _conversations(hass: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have Assist keep no trace where it was."""
    hass.config.components.add("conversation")
    patch.setitem(_checks(), Reliance.SPOKEN_SENTENCES, _there)
    patch.delattr("homeassistant.components.conversation.trace._current_trace")


def _entities(_: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have the tables of entities under another key."""
    patch.setattr(tables, "_INSTANCES", "tables")


def _dashboards(hass: HomeAssistant, _: pytest.MonkeyPatch) -> None:
    """Have dashboards kept elsewhere."""
    hass.config.components.add("lovelace")


def _writes(_: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have stores written by something else than a method that is a coroutine."""
    write = Store._async_write_data  # noqa: SLF001

    def other(self: Store[Any], data: dict[str, Any]) -> Awaitable[None]:
        return write(self, data)

    patch.setattr(Store, "_async_write_data", other)


def _go2rtc(hass: HomeAssistant, patch: pytest.MonkeyPatch) -> None:
    """Have go2rtc's address kept elsewhere."""
    patch.setitem(hass.data, "go2rtc", Mock(spec=()))
    go2rtc = MockConfigEntry(domain="go2rtc", state=ConfigEntryState.LOADED)
    go2rtc.add_to_hass(hass)


async def _there(_: HomeAssistant) -> bool:
    return True


def _checks() -> dict[Reliance, Any]:
    return cast(dict[Reliance, Any], ha_internals._CHECKS)  # noqa: SLF001


@pytest.fixture
async def without(
    furnish: Furnish,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Tour]:
    """Return a house whose Home Assistant has changed."""
    tour, _ = await furnish()
    assert missing(tour.hass) == frozenset()
    assert _issue(tour.hass) is None
    take_away: TakeAway = request.param
    with monkeypatch.context() as patch:
        take_away(tour.hass, patch)
        await tour.hass.config_entries.async_reload(tour.entry.entry_id)
        await tour.hass.async_block_till_done()
        assert tour.entry.state is ConfigEntryState.LOADED
        yield tour


def _issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, INTERNALS)


async def _told(tour: Tour, reliance: Reliance) -> None:
    """See that it is told in the repair issue and in system health."""
    hass = tour.hass
    assert missing(hass) == {reliance}
    issue = _issue(hass)
    assert issue is not None
    assert issue.translation_placeholders is not None
    less = issue.translation_placeholders["less"]
    assert less == f"- {tour.household.texts.text('internals', reliance)}"
    assert "_" not in less
    system_health.async_register(hass, register := Mock())
    (info,) = register.async_register_info.call_args.args
    assert (await info(hass))["internals"] == f"no {reliance}"


async def _look(tour: Tour, way: Exit, mode: str, place: Place) -> Seen:
    await tour.set_mode(mode)
    return await way.look(tour, place)


@pytest.mark.parametrize("without", [_commands], indirect=True)
async def test_without_the_commands_nobody_is_at_home_for_video(without: Tour) -> None:
    """In open video goes on; in local there is none; stills are as ever."""
    await _told(without, Reliance.VIDEO_COMMANDS)
    for way in (HLS, WEBRTC):
        assert await _look(without, way, "open", Place.REMOTE) is Seen.LIVE
        assert await _look(without, way, "local", Place.HOME) is Seen.REFUSED
    assert await _look(without, STILL, "local", Place.HOME) is Seen.LIVE


@pytest.mark.parametrize("without", [_request], indirect=True)
async def test_without_the_request_nobody_is_at_home_for_stills(without: Tour) -> None:
    """In open stills go on; in local there are none; the rest is as ever."""
    await _told(without, Reliance.SERVED_REQUEST)
    assert await _look(without, STILL, "open", Place.REMOTE) is Seen.LIVE
    assert await _look(without, STILL, "local", Place.HOME) is Seen.REFUSED
    assert await _look(without, MOVING, "local", Place.HOME) is Seen.LIVE
    assert await _look(without, HLS, "open", Place.HOME) is Seen.REFUSED
    assert await _look(without, WEBRTC, "local", Place.HOME) is Seen.LIVE


@pytest.mark.parametrize("without", [_native], indirect=True)
async def test_without_the_mark_there_is_no_webrtc_or_hls(without: Tour) -> None:
    """Stills and moving JPEG are as ever."""
    await _told(without, Reliance.NATIVE_WEBRTC)
    assert CameraEntityFeature.STREAM not in without.camera.supported_features
    assert await _look(without, MOVING, "open", Place.HOME) is Seen.LIVE
    assert await _look(without, STILL, "private", Place.HOME) is Seen.PLACEHOLDER


@pytest.mark.parametrize("without", [_streams], indirect=True)
async def test_without_the_list_there_is_no_hls(without: Tour) -> None:
    """Stills and moving JPEG are as ever."""
    await _told(without, Reliance.STREAM_LIST)
    assert CameraEntityFeature.STREAM not in without.camera.supported_features
    assert await _look(without, MOVING, "open", Place.HOME) is Seen.LIVE
    assert await _look(without, STILL, "private", Place.HOME) is Seen.PLACEHOLDER


async def test_told_no_more_once_it_is_back(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an update that knows the change the issue is gone."""
    tour, _ = await furnish()
    with monkeypatch.context() as patch:
        _streams(tour.hass, patch)
        await tour.hass.config_entries.async_reload(tour.entry.entry_id)
        await tour.hass.async_block_till_done()
        assert _issue(tour.hass) is not None

    await tour.hass.config_entries.async_reload(tour.entry.entry_id)
    await tour.hass.async_block_till_done()

    assert _issue(tour.hass) is None


@pytest.mark.parametrize("without", [_conversations], indirect=True)
async def test_without_conversations_everybody_is_a_voice(without: Tour) -> None:
    """Anyone may raise; nobody may lower by hand while voice may not."""
    await _told(without, Reliance.CONVERSATIONS)
    await without.set_mode("private")
    with pytest.raises(ServiceValidationError):
        await without.set_mode("open")
    assert await STILL.look(without, Place.HOME) is Seen.PLACEHOLDER


@pytest.mark.parametrize("without", [_entities], indirect=True)
async def test_without_tables_of_entities_the_audit_finds_less(without: Tour) -> None:
    """The camera is as ever, the audit answers."""
    await _told(without, Reliance.ENTITY_OBJECTS)
    assert tables.entity_objects(without.hass, "camera") == ()
    assert tables.entity_object(without.hass, without.entity_id) is None
    await _audit(without)
    assert await _look(without, HLS, "local", Place.HOME) is Seen.LIVE


@pytest.mark.parametrize("without", [_dashboards], indirect=True)
async def test_without_the_dashboards_the_audit_finds_less(without: Tour) -> None:
    """The camera is as ever, the audit answers."""
    await _told(without, Reliance.DASHBOARDS)
    await _audit(without)
    assert await _look(without, HLS, "local", Place.HOME) is Seen.LIVE


@pytest.mark.parametrize("without", [_writes], indirect=True)
async def test_without_the_method_each_write_counts_as_done(without: Tour) -> None:
    """The camera is as ever, and what it is to remember is written."""
    await _told(without, Reliance.STORE_WRITES)
    assert await _look(without, HLS, "local", Place.HOME) is Seen.LIVE


@pytest.mark.parametrize("without", [_go2rtc], indirect=True)
async def test_without_the_address_of_go2rtc_it_is_taken_to_be_here(
    without: Tour,
) -> None:
    """Where it is here, all is as ever."""
    await _told(without, Reliance.GO2RTC_ADDRESS)
    assert video.go2rtc_url(without.hass) is None
    assert await _look(without, WEBRTC, "local", Place.HOME) is Seen.LIVE


async def _audit(tour: Tour) -> None:
    answer = await tour.hass.services.async_call(
        DOMAIN, "audit", {}, blocking=True, return_response=True
    )
    assert answer is not None


def test_each_reliance_has_a_test() -> None:
    """Nothing is relied on of which nobody knows what is without it.

    That of spoken sentences is among those of the voice.
    """
    told = {name for name in Reliance.__members__ if name in Path(__file__).read_text()}
    assert told == set(Reliance.__members__)
