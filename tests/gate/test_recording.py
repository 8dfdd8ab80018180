"""Recordings by the guarded camera: each comes to its end, and to no more than it may."""

import asyncio
from pathlib import Path

from homeassistant.components.stream.core import Segment, StreamOutput
from homeassistant.exceptions import HomeAssistantError
import pytest

from .conftest import Furnish
from .exits.actions import act
from .seen import numbers
from .test_video import stream_of, workers
from .tour import Tour


def record(tour: Tour, seconds: int) -> tuple[asyncio.Task[None], Path]:
    """Begin a recording; return how it goes on, and the file that it goes to."""
    path = tour.folder / "recording.mp4"
    action = act(tour, "record", filename=str(path), duration=seconds, lookback=0)
    return asyncio.create_task(action), path


async def test_recording_ends(furnish: Furnish) -> None:
    """The action comes to its end; nothing from after the raise is in the file."""
    tour, _ = await furnish()
    recording, path = record(tour, 60)
    await tour.server.until(lambda: tour.server.seconds_sent > 10)
    tour.raise_to("local")
    last = 5 * tour.server.seconds_sent
    async with asyncio.timeout(10):
        await recording
    assert 0 < max(numbers(path.read_bytes())) < last


async def test_reload_ends_recordings(furnish: Furnish) -> None:
    """A recording of before a reload would know nothing of the mode after it."""
    tour, _ = await furnish()
    recording, _ = record(tour, 60)
    await tour.server.until(lambda: tour.server.seconds_sent > 10)
    assert await tour.hass.config_entries.async_reload(tour.entry.entry_id)
    async with asyncio.timeout(10):
        await recording
    await tour.hass.async_block_till_done()
    assert not workers()


async def test_refused_recording_says_why(furnish: Furnish) -> None:
    """Whoever automates is told which camera is private."""
    tour, _ = await furnish()
    await tour.set_mode("blurred")
    data = {"entity_id": tour.entity_id, "filename": str(tour.folder / "no.mp4")}
    with pytest.raises(HomeAssistantError) as refusal:
        await tour.hass.services.async_call("camera", "record", data, blocking=True)
    assert refusal.value.translation_key == "refused"
    assert refusal.value.translation_placeholders == {
        "camera": "Living room",
        "mode": "Blurred",
        "reason": "Set by hand",
    }


async def recorder_of(tour: Tour) -> StreamOutput:
    """Wait until something is recorded; return what gathers it."""
    await tour.server.until(lambda: tour.server.seconds_sent > 10)
    return stream_of(tour).outputs()["recorder"]


@pytest.mark.parametrize("late", [False, True], ids=["on its way", "late"])
async def test_piece_that_comes_late(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    """One on its way when the time is up keeps no recording from its end.

    Nor do those of a worker that has not heard of it yet.
    """
    tour, _ = await furnish()
    recording, path = record(tour, 2)
    recorder, loop = await recorder_of(tour), tour.hass.loop
    end = recorder.cleanup

    def end_before_a_piece() -> None:
        monkeypatch.setattr(recorder, "cleanup", end)
        end()
        segment = recorder.last_segment
        assert segment is not None
        if late:
            go_on(segment)
        else:
            loop.call_soon(recorder._async_put, segment)  # noqa: SLF001

    def go_on(segment: Segment) -> None:
        if not recording.done():
            recorder.put(segment)
            loop.call_soon(go_on, segment)

    monkeypatch.setattr(recorder, "cleanup", end_before_a_piece)
    async with asyncio.timeout(10):
        await recording
    assert numbers(path.read_bytes())
    assert recorder.cleanup == end
