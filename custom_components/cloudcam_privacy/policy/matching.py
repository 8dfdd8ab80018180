"""Rules, and which of them apply: exceptions before the others, unknown as a match.

An unknown verdict matches an ordinary rule and does not match an exception;
`WhenUnsure.IGNORE` turns that round.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .mode import Mode
from .verdict import Verdict


class WhenUnsure(StrEnum):
    """What an unknown verdict means for a camera."""

    PRIVATE = "private"
    IGNORE = "ignore"


class Cause(StrEnum):
    """What kind of reason a mode, or a mute, has."""

    OVERRIDE = "override"
    EXCEPTION = "exception"
    RULE = "rule"
    UNSURE = "unsure"
    RESTING = "resting"
    MODE = "mode"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason for a mode, as the decision sees it; `cameras` None means all."""

    rule_id: str
    name: str
    mode: Mode
    cameras: frozenset[str] | None = None
    exception: bool = False
    mute: bool = False

    def concerns(self, camera_id: str) -> bool:
        """Tell whether the rule is about the camera."""
        return self.cameras is None or camera_id in self.cameras


type Known = tuple[Rule, Verdict]
"""A rule and whether it applies, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a mode: a rule by name, or the words given with an override."""

    cause: Cause
    text: str | None = None
    rule_id: str | None = None


def matching_rules(known: Iterable[Known], when_unsure: WhenUnsure) -> list[Known]:
    """Return the exceptions that match, or, if there are none, the ordinary rules."""
    unknown_matches_exception = when_unsure is WhenUnsure.IGNORE
    matching: list[Known] = [
        (rule, verdict)
        for rule, verdict in known
        if verdict is Verdict.TRUE
        or (verdict is Verdict.UNKNOWN and rule.exception is unknown_matches_exception)
    ]
    exceptions = [each for each in matching if each[0].exception]
    return exceptions or matching


def reason_of(rule: Rule, verdict: Verdict) -> Reason:
    """Return the reason that a matching rule is."""
    if verdict is Verdict.UNKNOWN:
        cause = Cause.UNSURE
    else:
        cause = Cause.EXCEPTION if rule.exception else Cause.RULE
    return Reason(cause, rule.name, rule.rule_id)
