"""A camera whose motion detection stops in local, and which is off in private."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from ..common import (
    MotionCamera,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
)
from ..passing_time import async_pass


def shown(camera: MotionCamera) -> tuple[bool, bool]:
    """Return whether a camera is on and whether it detects motion."""
    return camera.is_on, camera.motion_detection_enabled


async def test_each_is_cut_and_put_back_by_itself(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    camera = MotionCamera("Living room")
    await async_make_cameras(hass, camera)
    cuts = (
        cut(camera.entity_id, "motion_off", from_mode="local"),
        cut(camera.entity_id, "off", from_mode="private"),
    )
    seen = {}
    for mode in ("local", "private"):
        entry = await async_guard_with(hass, *cuts, mode=mode, camera=camera)
        assert shown(camera) == (True, True)
        await async_come_home(hass)
        await async_pass(hass, freezer, 5)
        seen[mode] = shown(camera)
        await async_leave(hass)
        await async_pass(hass, freezer, 60)
        assert shown(camera) == (True, True)
        await hass.config_entries.async_remove(entry.entry_id)
        await async_pass(hass, freezer, 5)

    assert seen == {"local": (True, False), "private": (False, False)}
