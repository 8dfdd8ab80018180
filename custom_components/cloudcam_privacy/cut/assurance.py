"""How sure it is that nothing is uploaded, from what is known about the cuts."""

from dataclasses import dataclass
from enum import StrEnum

from ..policy.verdict import Verdict


class Assurance(StrEnum):
    """How sure it is that the camera uploads nothing."""

    OPEN = "open"
    GATE_ONLY = "gate_only"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells that the cuts worked; unknown is what could not be asked.

    `read_back`: the cut entities show their cut states; false if somebody keeps
    changing them. `picture`: the source gives no picture although it could.
    `meter`: the router sees the camera send next to nothing.
    """

    read_back: Verdict = Verdict.UNKNOWN
    picture: Verdict = Verdict.UNKNOWN
    meter: Verdict = Verdict.UNKNOWN

    def judge(self) -> Assurance:
        """Return what the evidence amounts to."""
        kinds = (self.read_back, self.picture, self.meter)
        if Verdict.FALSE in kinds:
            return Assurance.CONTRADICTED
        if self.read_back is Verdict.UNKNOWN:
            return Assurance.PENDING
        proven = Verdict.TRUE in (self.picture, self.meter)
        return Assurance.VERIFIED if proven else Assurance.CONFIRMED
