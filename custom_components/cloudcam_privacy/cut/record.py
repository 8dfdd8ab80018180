"""What is kept on disk of one entity that cuts: how it stands uncut, and what we did."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final, Self

import voluptuous as vol


class CutState(StrEnum):
    """What we did to an entity, as far as that is known."""

    IDLE = "idle"
    """Nothing; how it stands is kept up to date."""
    ENGAGING = "engaging"
    """The cut was sent and has not been seen."""
    ENGAGED = "engaged"
    """The cut was seen, or was sent to what cannot be read back."""
    RESTORING = "restoring"
    """What brings it back was sent and has not been seen to work."""
    RECALLING = "recalling"
    """It was brought back before the cut was seen, which so may come late."""
    UNCLAIMED = "unclaimed"
    """Found cut after a crash, with no note of our doing: somebody has to say whose."""
    LEFT = "left"
    """Cut by us and not put back, because it is not known how, or not ours to do."""


OURS: Final = frozenset(
    {CutState.ENGAGING, CutState.ENGAGED, CutState.RESTORING, CutState.RECALLING}
)
"""States in which it is on us to put the entity back."""


@dataclass(slots=True)
class CutRecord:
    """One entity, whatever number of cameras it cuts."""

    cut_state: str
    state: CutState = CutState.IDLE
    resting: str | None = None
    """How it stood when it was last not ours, None if that was never known."""
    position: float | None = None
    """How far a cover or a valve was open then, from 0 to 100."""
    seen_uncut: bool = False
    """Whether it ever said that it is not cut."""
    changed_since: bool = False
    """Whether somebody else changed it while it was ours."""
    entity_id: str | None = None
    """The entity's id when it was last seen, to name it once it is gone."""
    sequence: int = 0
    """Higher the later it was cut."""
    restore: dict[str, str] | None = None
    """`entity_id` and `state` of what brings back, where there is no state to go to."""
    companions: dict[str, str] = field(default_factory=dict)
    """How the device's other settings stood, by reference, that a cut changes too."""
    companions_due: bool = False
    """Whether they are still to be looked at after a cut."""

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what was stored; raise vol.Invalid if it is damaged."""
        return cls(**_RECORD(data))


def is_position(value: Any) -> bool:
    """Tell whether something says how far a cover or a valve is open, from 0 to 100."""
    return isinstance(value, int | float) and 0 <= value <= 100


_RESTORE: Final = vol.Schema({"entity_id": str, "state": str}, required=True)
_RECORD: Final = vol.Schema(
    {
        "cut_state": str,
        "state": vol.Coerce(CutState),
        "resting": vol.Maybe(str),
        "position": vol.Maybe(vol.truth(is_position)),
        "seen_uncut": bool,
        "changed_since": bool,
        "entity_id": vol.Maybe(str),
        "sequence": int,
        "restore": vol.Maybe(_RESTORE),
        "companions": {vol.Optional(str): str},
        vol.Optional("companions_due", default=False): bool,
    },
    required=True,
)
