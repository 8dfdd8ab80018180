"""Bring the file of an older version into today's shape."""

from typing import Any, Final

_ASKED: Final = {True: "engaging", False: "restoring", None: "engaged"}
"""What 0.1.0 noted as asked and not seen yet, as today's state of a cut."""


def migrate_store(data: dict[str, Any]) -> dict[str, Any]:
    """Return stored data in today's shape, told by what it has.

    0.1.0 noted with each camera which of its cuts it had engaged, and of a camera's
    pictures only whether it was switched on.
    """
    if "cuts" in data:
        return data
    cameras = {
        camera_id: {
            **{key: value for key, value in camera.items() if key != "found"},
            "gave_picture": False,
        }
        for camera_id, camera in data["cameras"].items()
    }
    return {**data, "clean": True, "cameras": cameras, "cuts": _cuts(data["cameras"])}


def _cuts(cameras: dict[str, Any]) -> dict[str, Any]:
    """Return one record for each entity; a camera that found it cut knew less."""
    cuts: dict[str, Any] = {}
    for camera in cameras.values():
        for reference, found in camera["found"].items():
            known = found["state"] != found["cut_state"]
            if reference not in cuts or known:
                cuts[reference] = _cut(reference, found, len(cuts) + 1)
    return cuts


def _cut(reference: str, found: dict[str, Any], sequence: int) -> dict[str, Any]:
    state = "recalling" if found["late"] else _ASKED[found["asked"]]
    known = found["state"] not in (None, found["cut_state"])
    return {
        "cut_state": found["cut_state"],
        "state": state,
        "resting": found["state"],
        "position": found["position"],
        "seen_uncut": known,
        "changed_since": False,
        "entity_id": reference if "." in reference else None,
        "sequence": sequence,
        "restore": None,
        "companions": {},
    }
