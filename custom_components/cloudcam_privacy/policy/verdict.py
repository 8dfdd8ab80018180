"""Three-valued truth: what is known of a rule's condition."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """True, false, or not known."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Verdict:
        """Return the verdict of a plain truth value, None being unknown."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    def negated(self) -> Verdict:
        """Return the opposite; the opposite of unknown is unknown."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Verdict.TRUE: Verdict.FALSE,
    Verdict.FALSE: Verdict.TRUE,
    Verdict.UNKNOWN: Verdict.UNKNOWN,
}


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return true if one is true, else unknown if one is unknown, else false."""
    seen = set(verdicts)
    if Verdict.TRUE in seen:
        return Verdict.TRUE
    return Verdict.UNKNOWN if Verdict.UNKNOWN in seen else Verdict.FALSE


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return false if one is false, else unknown if one is unknown, else true."""
    return any_of(verdict.negated() for verdict in verdicts).negated()
