"""Leave no trace: put back what was done to cameras that are no longer guarded."""

import asyncio
from collections.abc import Iterable

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import SUBENTRY_CAMERA
from ..household.store import HouseholdStore
from .cuts import Cuts


def gone_cameras(entry: ConfigEntry, store: HouseholdStore) -> list[str]:
    """Return the cameras that are remembered and no longer guarded."""
    guarded = {
        subentry.subentry_id
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    }
    return [camera_id for camera_id in store.cameras if camera_id not in guarded]


async def async_cleanup(
    hass: HomeAssistant,
    store: HouseholdStore,
    camera_ids: Iterable[str],
    limit: float | None = None,
) -> None:
    """Put the cameras' cuts back and forget the cameras.

    What cannot be put back, in `limit` seconds if there is one, or before Home
    Assistant stops, stays remembered, for the next start to try.
    """
    await asyncio.gather(*(_release(hass, store, each, limit) for each in camera_ids))


async def _release(
    hass: HomeAssistant, store: HouseholdStore, camera_id: str, limit: float | None
) -> None:
    camera = store.cameras[camera_id]
    cuts = Cuts(hass, (), store, camera, lambda: None)
    cuts.async_start()
    try:
        if await cuts.async_put_back(limit):
            del store.cameras[camera_id]
            await store.async_save()
    finally:
        cuts.async_stop()
