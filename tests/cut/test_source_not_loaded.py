"""A camera that nobody could ask proves nothing."""

from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.cut.picture_check import async_look_at
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from ..common import MarkedCamera, async_guard_with, async_make_cameras, household_of


async def test_source_not_loaded(hass: HomeAssistant) -> None:
    """Its integration is not there; the camera itself may well film."""
    camera = MarkedCamera("Living room")
    maker = await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, camera=camera)
    (guard,) = household_of(entry).guards.values()
    await hass.config_entries.async_unload(maker.entry_id)
    assert (await async_look_at(guard.source, independent=True)).gone is Verdict.UNKNOWN
