"""What a cut is told to be, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from ..const import CONF_CUT_STATE, CONF_ENTITY_ID, CONF_FROM_MODE, CONF_LAST_RESORT
from ..policy.mode import Mode


@dataclass(frozen=True, slots=True)
class CutSpec:
    """One row of the field `cuts`; `reference` is a registry id or an entity id."""

    reference: str
    cut_state: str
    from_mode: Mode
    last_resort: bool = False

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return what a stored row says."""
        return cls(
            row[CONF_ENTITY_ID],
            row[CONF_CUT_STATE],
            Mode(row[CONF_FROM_MODE]),
            row[CONF_LAST_RESORT],
        )


class CutStatus(StrEnum):
    """How far a cut is."""

    IDLE = "idle"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    LOST = "lost"
    """Undone by somebody else again and again."""
