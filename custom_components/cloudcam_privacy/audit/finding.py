"""What was found: something that bypasses a guard, and what would fix it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How serious a finding is."""

    HIGH = "high"
    """The camera's pictures can leave the home."""
    MEDIUM = "medium"
    """The camera's pictures are used past the guard."""
    LOW = "low"
    """No picture by itself, but something to know."""


MOST_SERIOUS_FIRST: Final = tuple(Severity)


class Fix(StrEnum):
    """What can be fixed with one click."""

    HIDE = "hide"
    PRELOAD_OFF = "preload_off"
    TAKE_OVER = "take_over"
    UNEXPOSE = "unexpose"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that bypasses a guard, or weakens it.

    `kind` names its texts, `key` tells it from others of its kind, `name` is what
    people call the place, `where` says where in it, `path` is its address inside Home
    Assistant. `camera_id` is that of the guarded camera, "" for the household.
    """

    camera_id: str
    kind: str
    severity: Severity
    key: str
    name: str
    path: str | None = None
    where: str = ""
    fix: Fix | None = None
    details: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def finding_id(self) -> str:
        """Return what the finding is known by as long as it is not fixed."""
        return f"{self.camera_id}/{self.kind}/{self.key}"

    @property
    def bypasses(self) -> bool:
        """Tell whether pictures bypass the guard, rather than might."""
        return self.severity is not Severity.LOW
