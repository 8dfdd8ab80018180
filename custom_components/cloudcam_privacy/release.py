"""Leave no trace: put back what was done to cameras that are no longer guarded."""

import asyncio
from collections.abc import Iterable

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .const import SUBENTRY_CAMERA
from .cut.cuts import Cuts
from .memory import Memory
from .source import async_show


def gone_cameras(entry: ConfigEntry, memory: Memory) -> list[str]:
    """Return the cameras that are remembered and no longer guarded."""
    guarded = {
        subentry.subentry_id
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    }
    return [camera_id for camera_id in memory.cameras if camera_id not in guarded]


async def async_release(
    hass: HomeAssistant,
    memory: Memory,
    camera_ids: Iterable[str],
    limit: float | None = None,
) -> None:
    """Show the sources again, put their cuts back and forget the cameras.

    What cannot be put back, in `limit` seconds if there is one, or before Home
    Assistant stops, stays remembered, for the next start to try.
    """
    await asyncio.gather(*(_release(hass, memory, each, limit) for each in camera_ids))


async def _release(
    hass: HomeAssistant, memory: Memory, camera_id: str, limit: float | None
) -> None:
    camera = memory.cameras[camera_id]
    async_show(hass, camera)
    cuts = Cuts(hass, (), memory, camera, lambda: None)
    cuts.async_start()
    try:
        if await cuts.async_put_back(limit):
            del memory.cameras[camera_id]
            await memory.async_save()
    finally:
        cuts.async_stop()
