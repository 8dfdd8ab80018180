"""What was found: something that goes round a guard, and what would mend it."""

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


class Mend(StrEnum):
    """What can be mended with one click."""

    HIDE = "hide"
    PRELOAD_OFF = "preload_off"
    REPLACE = "replace"
    UNEXPOSE = "unexpose"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that goes round a guard, or weakens it.

    `kind` names its texts, `key` tells it from others of its kind, `name` is what
    people call the place, `where` says where in it, `path` is its address inside Home
    Assistant. `camera_id` is that of the guarded camera, "" for the household.
    `replaces` says what kind of place `key` is, for a mend that replaces the camera.
    """

    camera_id: str
    kind: str
    severity: Severity
    key: str
    name: str
    path: str | None = None
    where: str = ""
    mend: Mend | None = None
    replaces: str = ""
    details: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def finding_id(self) -> str:
        """Return what the finding is known by as long as it is not mended."""
        return f"{self.camera_id}/{self.kind}/{self.key}"

    @property
    def goes_round(self) -> bool:
        """Tell whether pictures go round the guard, rather than might."""
        return self.severity is not Severity.LOW
