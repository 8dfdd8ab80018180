"""Several cameras behind one switch: it goes back when the last of them is open."""

from ..household.models import CameraStore
from ..household.store import HouseholdStore


def claim(camera: CameraStore, reference: str, wanted: bool) -> None:
    """Note whether a camera wants the entity cut."""
    if wanted:
        camera.wants.add(reference)
    else:
        camera.wants.discard(reference)


def is_wanted_elsewhere(
    store: HouseholdStore, camera: CameraStore, reference: str
) -> bool:
    """Tell whether another camera wants the entity cut."""
    return _heir(store, camera, reference) is not None


def hand_over(store: HouseholdStore, camera: CameraStore, reference: str) -> bool:
    """Leave it to another camera, if there is one, to put the entity back.

    That is one that still wants it cut, or one that has cut it too and puts it back.
    """
    heir = _heir(store, camera, reference) or _holder(store, camera, reference)
    if heir is None:
        return False
    heir.found.setdefault(reference, camera.found.pop(reference))
    return True


def _heir(
    store: HouseholdStore, camera: CameraStore, reference: str
) -> CameraStore | None:
    for other in store.cameras.values():
        if other is not camera and reference in other.wants:
            return other
    return None


def _holder(
    store: HouseholdStore, camera: CameraStore, reference: str
) -> CameraStore | None:
    for other in store.cameras.values():
        if other is not camera and reference in other.found:
            return other
    return None
