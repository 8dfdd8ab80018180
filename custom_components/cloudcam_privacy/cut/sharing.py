"""Several cameras behind one switch: it goes back when the last of them is open."""

from ..memory import Memory
from ..remembered import CameraMemory


def claim(camera: CameraMemory, reference: str, wanted: bool) -> None:
    """Note whether a camera wants the entity cut."""
    if wanted:
        camera.wants.add(reference)
    else:
        camera.wants.discard(reference)


def is_wanted_elsewhere(memory: Memory, camera: CameraMemory, reference: str) -> bool:
    """Tell whether another camera wants the entity cut."""
    return _heir(memory, camera, reference) is not None


def hand_over(memory: Memory, camera: CameraMemory, reference: str) -> bool:
    """Leave it to another camera, if there is one, to put the entity back later."""
    if (heir := _heir(memory, camera, reference)) is None:
        return False
    heir.found.setdefault(reference, camera.found.pop(reference))
    return True


def _heir(memory: Memory, camera: CameraMemory, reference: str) -> CameraMemory | None:
    for other in memory.cameras.values():
        if other is not camera and reference in other.wants:
            return other
    return None
