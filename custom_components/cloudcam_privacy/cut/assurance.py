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
    FAILED = "failed"
    """The cut was tried and did not obey."""
    SENT = "sent"
    """Commanded, and cannot be read back."""

    @property
    def is_sure(self) -> bool:
        """Tell whether it is known that nothing is uploaded."""
        return self in (Assurance.CONFIRMED, Assurance.VERIFIED)

    @property
    def leaks(self) -> bool | None:
        """Return whether the camera still sends though it is cut.

        None where nothing is set up that would cut it.
        """
        if self is Assurance.GATE_ONLY:
            return None
        return self in (Assurance.CONTRADICTED, Assurance.FAILED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells that the cuts worked; unknown is what could not be asked.

    `read_back`: the cut entities show their cut states; false if somebody keeps
    changing them. `sent`: all are confirmed but those that nothing is known of.
    `picture`: the source gives no picture although it could. `meter`: the router sees
    the camera send next to nothing. `witness`: false if the maker has received
    something since; that it tells of nothing proves nothing.
    """

    read_back: Verdict = Verdict.UNKNOWN
    picture: Verdict = Verdict.UNKNOWN
    meter: Verdict = Verdict.UNKNOWN
    witness: Verdict = Verdict.UNKNOWN
    sent: bool = False

    def judge(self, *, exhausted: bool = False) -> Assurance:
        """Return what the evidence amounts to; `exhausted` if all has been tried."""
        kinds = (self.read_back, self.picture, self.meter, self.witness)
        if Verdict.FALSE in kinds:
            return Assurance.CONTRADICTED
        if self.read_back is Verdict.UNKNOWN and not self.sent:
            return Assurance.FAILED if exhausted else Assurance.PENDING
        if Verdict.TRUE in (self.picture, self.meter):
            return Assurance.VERIFIED
        return Assurance.CONFIRMED if self.read_back is Verdict.TRUE else Assurance.SENT
