"""Leave no trace: put back what was done to cameras that are no longer guarded."""

import asyncio

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .const import SUBENTRY_CAMERA
from .cut.cuts import Cuts
from .memory import Memory
from .source import async_show

PUT_BACK_LIMIT = 30
"""Seconds in which the cuts of a released camera are expected back."""


def gone_cameras(entry: ConfigEntry, memory: Memory) -> list[str]:
    """Return the cameras that are remembered and no longer guarded."""
    guarded = {
        subentry.subentry_id
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    }
    return [camera_id for camera_id in memory.cameras if camera_id not in guarded]


async def async_release(
    hass: HomeAssistant, memory: Memory, camera_ids: list[str]
) -> None:
    """Show the sources again, put their cuts back and forget the cameras.

    What cannot be put back in time stays remembered, for the next start to try.
    """
    await asyncio.gather(*(_release(hass, memory, each) for each in camera_ids))
    if camera_ids:
        await memory.async_save()


async def _release(hass: HomeAssistant, memory: Memory, camera_id: str) -> None:
    camera = memory.cameras[camera_id]
    async_show(hass, camera)
    cuts = Cuts(hass, (), memory, camera, lambda: None)
    cuts.async_start()
    if await cuts.async_put_back(PUT_BACK_LIMIT):
        del memory.cameras[camera_id]
    cuts.async_stop()
