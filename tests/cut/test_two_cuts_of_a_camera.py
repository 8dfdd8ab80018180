"""A camera whose motion detection stops in local, and which is off in private."""

from typing import override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from ..house import MarkedCamera, async_make_cameras, cut
from ..passing_time import async_pass
from .guarded import async_come_home, async_guard_with, async_leave


class DetectingCamera(MarkedCamera):
    """A camera that can be turned off, and detects motion."""

    _attr_motion_detection_enabled = True

    @override
    async def async_enable_motion_detection(self) -> None:
        self._attr_motion_detection_enabled = True
        self.async_write_ha_state()

    @override
    async def async_disable_motion_detection(self) -> None:
        self._attr_motion_detection_enabled = False
        self.async_write_ha_state()

    @property
    def shown(self) -> tuple[bool, bool]:
        """Return whether it is on and whether it detects motion."""
        return self.is_on, self.motion_detection_enabled


async def test_each_is_cut_and_put_back_by_itself(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    camera = DetectingCamera("Living room")
    await async_make_cameras(hass, camera)
    cuts = (
        cut(camera.entity_id, "motion_off", from_mode="local"),
        cut(camera.entity_id, "off", from_mode="private"),
    )
    seen = {}
    for mode in ("local", "private"):
        entry = await async_guard_with(hass, *cuts, mode=mode, camera=camera)
        assert camera.shown == (True, True)
        await async_come_home(hass)
        await async_pass(hass, freezer, 5)
        seen[mode] = camera.shown
        await async_leave(hass)
        await async_pass(hass, freezer, 60)
        assert camera.shown == (True, True)
        await hass.config_entries.async_remove(entry.entry_id)
        await async_pass(hass, freezer, 5)

    assert seen == {"local": (True, False), "private": (False, False)}
