"""What a guarded camera says that can be had of it, as dashboards read it."""

import asyncio

from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from .conftest import Furnish
from .sources import Provider
from .tour import Tour
from .visitors import Place

STREAM = CameraEntityFeature.STREAM


def offers_video(tour: Tour) -> bool:
    """Tell whether video is among what the camera can do."""
    return STREAM in CameraEntityFeature(int(tour.attribute("supported_features")))


async def kinds(tour: Tour) -> set[str]:
    """Return the kinds of video that a dashboard chooses from."""
    socket = await tour.visitors.socket(Place.HOME)
    answer = await socket.ask("camera/capabilities", entity_id=tour.entity_id)
    return set(answer["result"]["frontend_stream_types"])


async def test_mode_is_told_with_what_is_possible(furnish: Furnish) -> None:
    """Each mode has its own; who may still look is to ask anew at each change."""
    tour, _ = await furnish()
    for mode, video in (
        ("open", {"hls", "web_rtc"}),
        ("local", {"hls", "web_rtc"}),
        ("blurred", set()),
        ("private", set()),
        ("open", {"hls", "web_rtc"}),
    ):
        await tour.set_mode(mode)
        assert tour.attribute("privacy_mode") == mode
        assert offers_video(tour) is bool(video)
        assert await kinds(tour) == video


async def test_video_is_offered_when_all_of_it_is_ready(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dashboards ask once: then the provider of WebRTC has to be there."""
    may_register, asked = asyncio.Event(), asyncio.Event()

    async def register(provider: Provider, camera: Camera) -> None:
        asked.set()
        await may_register.wait()

    tour, _ = await furnish()
    await tour.set_mode("private")
    monkeypatch.setattr(Provider, "async_register_camera", register)
    at_once: list[set[str]] = []

    @callback
    def written(event: Event[EventStateChangedData]) -> None:
        if offers_video(tour):
            at_once.append(set(tour.camera.camera_capabilities.frontend_stream_types))

    unsubscribe = async_track_state_change_event(tour.hass, tour.entity_id, written)

    tour.raise_to("open")
    await asked.wait()
    tour.camera.async_write_ha_state()
    assert not offers_video(tour)
    assert tour.attribute("privacy_mode") == "private"
    may_register.set()
    await tour.hass.async_block_till_done()

    assert tour.attribute("privacy_mode") == "open"
    assert at_once == [{"hls", "web_rtc"}]
    unsubscribe()


async def test_mode_that_is_raised_while_video_gets_ready(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was being made ready for an open camera is not offered any more."""
    may_register, asked = asyncio.Event(), asyncio.Event()

    async def register(provider: Provider, camera: Camera) -> None:
        asked.set()
        await may_register.wait()

    tour, _ = await furnish()
    await tour.set_mode("private")
    monkeypatch.setattr(Provider, "async_register_camera", register)
    tour.raise_to("open")
    await asked.wait()

    tour.raise_to("private")
    may_register.set()
    await tour.hass.async_block_till_done()

    assert tour.attribute("privacy_mode") == "private"
    assert not offers_video(tour)


async def test_provider_that_does_not_answer(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Video is offered without it, after a while."""
    asked: list[Camera] = []

    async def register(provider: Provider, camera: Camera) -> None:
        asked.append(camera)
        if len(asked) == 1:
            await asyncio.Event().wait()

    tour, _ = await furnish()
    await tour.set_mode("private")
    monkeypatch.setattr(Provider, "async_register_camera", register)
    monkeypatch.setattr(
        "custom_components.cloudcam_privacy.video.capabilities.PROVIDER_LIMIT", 0.05
    )

    await tour.set_mode("open")

    assert asked
    assert offers_video(tour)
    assert tour.attribute("privacy_mode") == "open"
