"""The gate opens with the first picture, and only if it may still open."""

import asyncio
from typing import override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    MarkedCamera,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
    household_of,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices


class SlowCamera(MarkedCamera):
    """A camera that lets everybody wait for a picture while it starts."""

    def __init__(self) -> None:
        """Be ready at first."""
        super().__init__("Living room")
        self.ready = asyncio.Event()
        self.ready.set()

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        await self.ready.wait()
        return await super().async_camera_image(width, height)


@pytest.fixture
async def camera(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> SlowCamera:
    """Return the camera; time stands still."""
    camera = SlowCamera()
    await async_make_cameras(hass, camera)
    return camera


@pytest.fixture
async def entry(hass: HomeAssistant, camera: SlowCamera) -> MockConfigEntry:
    """Guard the camera; Anna is home, and it is cut."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), camera=camera)
    await async_come_home(hass)
    camera.ready.clear()
    return entry


def gate_mode(entry: MockConfigEntry) -> Mode:
    (guard,) = household_of(entry).guards.values()
    return guard.gate.mode


async def test_opens_with_the_first_picture(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: SlowCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Cuts are put back first; then a picture is waited for."""
    await async_leave(hass)
    assert hass.states.is_state("switch.device", "on")
    await async_pass(hass, freezer, 5)
    assert gate_mode(entry) is Mode.PRIVATE
    assert state_of(hass, entry, "sensor", "assurance") == "pending"
    camera.ready.set()
    await async_settle()
    assert gate_mode(entry) is Mode.OPEN
    assert state_of(hass, entry, "sensor", "assurance") == "open"


async def test_home_again_while_a_picture_is_awaited(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: SlowCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A picture that comes after privacy has begun anew opens nothing."""
    await async_leave(hass)
    await async_come_home(hass)
    camera.ready.set()
    await async_pass(hass, freezer, 120, step=1)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert gate_mode(entry) is Mode.PRIVATE


async def test_opens_in_the_end(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is private any more, so the gate does not wait for ever."""
    await async_leave(hass)
    await async_pass(hass, freezer, 29)
    assert gate_mode(entry) is Mode.PRIVATE
    await async_pass(hass, freezer, 90)
    assert gate_mode(entry) is Mode.OPEN
