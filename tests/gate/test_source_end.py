"""What a hidden source shows past the gate ends when the mode is raised."""

import asyncio
from collections.abc import Callable
from unittest.mock import AsyncMock, Mock

import pytest

from ..passing_time import async_take_turns
from .conftest import Furnish
from .exits.video import hls, hls_address
from .seen import Seen, look, tracebacks
from .sources import NativeCamera
from .test_video import workers
from .tour import Tour
from .visitors import Place, Socket


async def watched(tour: Tour) -> tuple[str, Socket]:
    """Play the source's own HLS and WebRTC; return address and connection."""
    source = tour.past_the_gate()
    address = await hls_address(source, Place.HOME)
    assert address is not None
    assert await hls(source, Place.HOME, address) is Seen.LIVE
    socket = await tour.visitors.socket(Place.HOME)
    await socket.ask("camera/webrtc/offer", entity_id=source.entity_id, offer="v=0")
    await socket.event("answer")
    return address, socket


async def test_source_goes_dark(furnish: Furnish) -> None:
    """Stream, preloaded as it is, sessions and addresses of the source end."""
    tour, other = await furnish(take_over=True)
    source = tour.past_the_gate()
    await source.prefer_preload()
    address, _ = await watched(tour)
    picture = source.attribute("entity_picture")
    assert tour.provider.sessions.open
    stream = source.camera.stream
    assert stream is not None
    assert stream.dynamic_stream_settings.preload_stream

    tour.raise_to("local")
    assert source.camera.stream is None
    assert not stream.outputs()
    assert source.attribute("entity_picture") != picture
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert not tour.provider.sessions.open
    assert not workers()
    assert await hls(source, Place.HOME, address) is Seen.REFUSED
    assert look(await tour.visitors.read(Place.HOME, picture)) is Seen.REFUSED
    assert other.source.entity_id not in tour.provider.unregistered

    await stream.start()
    await tour.hass.async_block_till_done()
    assert tour.server.connected == 0
    await stream.stop()


async def test_waiting_for_the_source_ends(furnish: Furnish) -> None:
    """Who waits for the next piece of the source's stream is let go."""
    tour, _ = await furnish(take_over=True)
    source = tour.past_the_gate()
    await watched(tour)
    assert source.camera.stream is not None
    output = source.camera.stream.outputs()["hls"]
    piece = asyncio.create_task(output.recv())
    await asyncio.sleep(0)
    tour.raise_to("private")
    await async_take_turns()
    assert piece.done()
    await tour.hass.async_block_till_done()  # The worker may have had one more piece.
    assert output.last_segment is None


async def test_source_that_is_not_hidden_is_left_alone(furnish: Furnish) -> None:
    """Who does not want the source hidden wants to use it."""
    tour, _ = await furnish(take_over=False)
    address, _ = await watched(tour)
    await tour.set_mode("private")
    assert await hls(tour.past_the_gate(), Place.HOME, address) is Seen.LIVE
    assert tour.provider.sessions.open


@pytest.mark.parametrize("mode", ["open", "private"])
async def test_source_survives_a_reload(furnish: Furnish, mode: str) -> None:
    """Only raising the mode ends anything, not what we do for ourselves."""
    tour, _ = await furnish(take_over=True)
    await tour.set_mode(mode)
    address, _ = await watched(tour)
    assert await tour.hass.config_entries.async_reload(tour.entry.entry_id)
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert await hls(tour.past_the_gate(), Place.HOME, address) is Seen.LIVE
    assert tour.provider.sessions.open


def _token(tour: Tour) -> None:
    tour.source.async_update_token = Mock(side_effect=RuntimeError)  # type: ignore[method-assign]


def _state(tour: Tour) -> None:
    tour.source.async_write_ha_state = Mock(side_effect=RuntimeError)  # type: ignore[method-assign, misc]


def _stream(tour: Tour) -> None:
    assert tour.source.stream is not None
    stop = tour.source.stream.stop

    async def stop_and_raise() -> None:
        await stop()
        raise RuntimeError

    tour.source.stream.stop = stop_and_raise  # type: ignore[method-assign]


def _provider(tour: Tour) -> None:
    tour.provider.async_unregister_camera = AsyncMock(side_effect=RuntimeError)  # type: ignore[method-assign]


@pytest.mark.parametrize("break_it", [_token, _state, _stream, _provider])
async def test_trouble_with_one_step(
    furnish: Furnish,
    break_it: Callable[[Tour], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each step is taken, whatever another one raises; the gate is shut anyway."""
    tour, _ = await furnish(take_over=True)
    address, _ = await watched(tour)
    picture = tour.past_the_gate().attribute("entity_picture")
    break_it(tour)
    tour.raise_to("local")
    assert tour.guard.gate.mode.value == "local"
    assert tour.source.stream is None
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert await hls(tour, Place.HOME, address) is Seen.REFUSED
    assert not workers()
    assert (break_it is _provider) is bool(tour.provider.sessions.open)
    void = look(await tour.visitors.read(Place.HOME, picture)) is Seen.REFUSED
    assert void is (break_it is not _token)
    assert "RuntimeError" in caplog.text
    assert not tracebacks(caplog)


async def test_source_that_speaks_webrtc_itself(furnish: Furnish) -> None:
    """There is no provider then; the stream ends all the same."""
    tour, _ = await furnish(NativeCamera, take_over=True)
    await watched(tour)
    tour.raise_to("private")
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert not workers()
    assert tour.source.stream is None


async def test_source_that_is_gone(
    furnish: Furnish, caplog: pytest.LogCaptureFixture
) -> None:
    """A source that was removed keeps nothing from being private."""
    tour, _ = await furnish(take_over=True)
    await tour.source.async_remove(force_remove=True)
    tour.raise_to("private")
    assert tour.guard.gate.mode.value == "private"
    assert not tracebacks(caplog)
