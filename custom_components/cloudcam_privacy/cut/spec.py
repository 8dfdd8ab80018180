"""What a cut is told to be, and how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from ..const import (
    CONF_CUT_STATE,
    CONF_ENTITY_ID,
    CONF_FROM_MODE,
    CONF_LAST_RESORT,
    CONF_RESTORE,
    CONF_STATE,
    CONF_STOPS,
    MOTION_OFF,
)
from ..policy.mode import Mode
from .record import CutRecord


class Stops(StrEnum):
    """What a cut stops."""

    UPLOAD = "upload"
    """What the camera sends by itself; engages from `from_mode` on."""
    SOUND = "sound"
    """The microphone; engages while the camera is muted."""


@dataclass(frozen=True, slots=True)
class Restore:
    """What brings back after a cut without a state to go back to."""

    reference: str
    state: str

    def as_dict(self) -> dict[str, str]:
        """Return what is stored."""
        return {CONF_ENTITY_ID: self.reference, CONF_STATE: self.state}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any] | str | None) -> Self | None:
        """Return what a stored row says; None if there is nothing to call."""
        if not isinstance(stored, Mapping):
            return None
        return cls(stored[CONF_ENTITY_ID], stored[CONF_STATE])


def key_of(reference: str, cut_state: str) -> str:
    """Return the key of a cut: its entity, or the motion detection of its camera.

    A camera's detection can be cut while the camera itself goes on.
    """
    return f"{reference}/{MOTION_OFF}" if cut_state == MOTION_OFF else reference


def reference_of(key: str) -> str:
    """Return the reference of the entity of a cut."""
    return key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class CutSpec:
    """One row of the field `cuts`; `reference` is a registry id or an entity id."""

    reference: str
    cut_state: str
    from_mode: Mode
    last_resort: bool = False
    stops: Stops = Stops.UPLOAD
    restore: Restore | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return what a stored row says; rows of 0.1.0 stop uploads."""
        return cls(
            row[CONF_ENTITY_ID],
            row[CONF_CUT_STATE],
            Mode(row[CONF_FROM_MODE]),
            row[CONF_LAST_RESORT],
            Stops(row.get(CONF_STOPS, Stops.UPLOAD)),
            Restore.from_stored(row.get(CONF_RESTORE)),
        )

    @classmethod
    def of_record(cls, reference: str, record: CutRecord) -> Self:
        """Return what is left to be put back of a cut that is set up no more."""
        restore = Restore.from_stored(record.restore)
        return cls(reference, record.cut_state, Mode.PRIVATE, restore=restore)

    @property
    def stored_restore(self) -> dict[str, str] | None:
        """Return what brings back, as it is stored."""
        return None if self.restore is None else self.restore.as_dict()

    @property
    def stops_sound(self) -> bool:
        """Tell whether it is the microphone that is cut."""
        return self.stops is Stops.SOUND

    def asked_for(self, mode: Mode, muted: bool) -> bool:
        """Tell whether a decision asks for the cut, last resort or not."""
        if self.stops_sound:
            return muted
        return mode.at_least(self.from_mode)


class CutStatus(StrEnum):
    """How far a cut is."""

    IDLE = "idle"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    SENT = "sent"
    """Commanded, and nothing tells whether it worked."""
    LOST = "lost"
    """Undone by somebody else again and again."""
    HELD = "held"
    """No longer wanted by this camera, but by another one that it cuts too."""


@dataclass(eq=False, slots=True)
class Claim:
    """What one camera wants of an entity."""

    spec: CutSpec
    changed: Callable[[], None]
    must_wait: Callable[[], bool] = field(default=lambda: False)
    wanted: bool | None = None
    """None before the first decision, when nothing may move."""
