"""Leave no trace: put back what was done to cameras that are no longer guarded."""

from collections.abc import Iterable

from homeassistant.config_entries import ConfigEntry

from ..const import SUBENTRY_CAMERA
from ..household.store import HouseholdStore


def gone_cameras(entry: ConfigEntry, store: HouseholdStore) -> list[str]:
    """Return the cameras that are remembered and no longer guarded."""
    guarded = {
        subentry.subentry_id
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    }
    return [camera_id for camera_id in store.cameras if camera_id not in guarded]


def forget_cameras(store: HouseholdStore, camera_ids: Iterable[str]) -> None:
    """Forget cameras that are no longer guarded.

    Their cuts are put back by the pool of all cuts, which goes on trying.
    """
    for camera_id in tuple(camera_ids):
        del store.cameras[camera_id]
