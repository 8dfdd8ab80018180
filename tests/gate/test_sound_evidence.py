"""Whether a camera whose microphone is cut is still heard, told by listening to it."""

import asyncio
from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.setup import async_setup_component
import pytest

from custom_components.cloudcam_privacy.cut import sound_check

from ..common import cut, entity_id_of
from .conftest import Furnish
from .footage import CameraServer
from .tour import Tour

MICROPHONE = "input_boolean.microphone"


@pytest.fixture(autouse=True)
async def microphone(hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a microphone that can be switched, and no patience."""
    monkeypatch.setattr(sound_check, "SETTLE", 0)
    helpers = {"microphone": {"initial": True}}
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": helpers}
    )


async def _async_furnish(furnish: Furnish, **fields: Any) -> Tour:
    tour, _ = await furnish(
        cuts=[cut(MICROPHONE, "off", stops="sound", restore=None)], **fields
    )
    return tour


async def _async_mute(tour: Tour) -> None:
    tour.household.async_mute([tour.guard], tour.somebody)
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert tour.hass.states.is_state(MICROPHONE, "off")


async def _async_told(tour: Tour) -> State:
    """Return the assurance, once it has been listened."""
    entity_id = entity_id_of(tour.hass, tour.entry, "sensor", "assurance")
    async with asyncio.timeout(20):
        while True:
            state = tour.hass.states.get(entity_id)
            assert state is not None
            if state.attributes["sound_seen"] is not None:
                return state
            await asyncio.sleep(0.05)


def _leak(tour: Tour) -> str:
    state = tour.hass.states.get(
        entity_id_of(tour.hass, tour.entry, "binary_sensor", "leak")
    )
    assert state is not None
    return state.state


async def test_heard_though_cut(furnish: Furnish, server: CameraServer) -> None:
    server.with_sound = True
    tour = await _async_furnish(furnish)
    await _async_mute(tour)
    told = await _async_told(tour)
    assert told.attributes["sound_gone"] == "false"
    assert _leak(tour) == "on"


async def test_no_sound_track(furnish: Furnish, server: CameraServer) -> None:
    tour = await _async_furnish(furnish)
    await _async_mute(tour)
    told = await _async_told(tour)
    assert told.attributes["sound_gone"] == "true"
    assert _leak(tour) == "off"


@pytest.mark.parametrize(
    ("before", "level", "gone"),
    [
        (0.2, 0.0, "true"),
        (None, 0.0, "unknown"),
        (0.001, 0.0, "unknown"),
        (0.2, 0.001, "unknown"),
        (0.2, None, "unknown"),
        (0.2, 0.1, "false"),
    ],
)
async def test_silence_proves_something_of_what_was_heard(
    furnish: Furnish,
    monkeypatch: pytest.MonkeyPatch,
    before: float | None,
    level: float | None,
    gone: str,
) -> None:
    """An ordinary quiet room is not known; digital silence is, once it was heard."""
    levels = [before]

    async def listen(_: Any) -> float | None:
        return levels[-1]

    monkeypatch.setattr(sound_check, "async_level", listen)
    tour = await _async_furnish(furnish)
    await _async_mute(tour)
    await _async_told(tour)
    levels.append(level)
    tour.household.async_unmute([tour.guard], tour.somebody)
    await tour.hass.async_block_till_done(wait_background_tasks=True)
    assert tour.hass.states.is_state(MICROPHONE, "on")
    await _async_mute(tour)
    assert (await _async_told(tour)).attributes["sound_gone"] == gone


async def test_battery_is_not_woken(
    furnish: Furnish, server: CameraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(sound_check, "async_level", asked.append)
    tour = await _async_furnish(furnish, battery=True)
    await _async_mute(tour)
    await asyncio.sleep(0.1)
    assert not asked
    assert server.connections == 0
