"""The decision: which mode is in force, why, and until when.

Override, else exception rule, else the strictest matching rule, else the resting
mode. An override that was set to raise privacy is a floor: rules that ask for more
are still heard. Only one that was set to lower it overrules them, and it has an end.
An unknown verdict matches an ordinary rule, does not match an exception, and
never leads to a less strict mode than without it; `WhenUnsure.IGNORE` turns that
round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .mode import Mode, strictest
from .verdict import Verdict


class WhenUnsure(StrEnum):
    """What an unknown verdict means for a camera."""

    PRIVATE = "private"
    IGNORE = "ignore"


class Cause(StrEnum):
    """What kind of reason a mode has."""

    OVERRIDE = "override"
    EXCEPTION = "exception"
    RULE = "rule"
    UNSURE = "unsure"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Override:
    """A mode set by hand, by voice or by an automation.

    `until` None is for good; one that `lowers` overrules stricter rules until then.
    """

    mode: Mode
    until: datetime | None = None
    lowers: bool = False
    by: str | None = None
    reason: str | None = None

    def in_force(self, now: datetime) -> bool:
        """Tell whether the override has not ended yet."""
        return self.until is None or now < self.until

    def when_clock_was_set(self, by: timedelta) -> Override:
        """Return the override after the clock was set forward, or back.

        A raise lasts no shorter and a lowering no longer than somebody wanted.
        """
        if self.until is None or self.lowers is not (by < timedelta()):
            return self
        return replace(self, until=self.until + by)


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason for a mode, as the decision sees it; `cameras` None means all."""

    rule_id: str
    name: str
    mode: Mode
    cameras: frozenset[str] | None = None
    exception: bool = False

    def concerns(self, camera_id: str) -> bool:
        """Tell whether the rule is about the camera."""
        return self.cameras is None or camera_id in self.cameras


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a mode: a rule by name, or the words given with an override."""

    cause: Cause
    text: str | None = None
    rule_id: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The mode in force and why.

    `baseline` is what the rules alone would give. `certain` tells that the mode
    does not rest on an unknown verdict.
    """

    mode: Mode
    baseline: Mode
    reasons: tuple[Reason, ...]
    override: Override | None = None
    certain: bool = True

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Return the rules that lead to the mode."""
        return tuple(r.rule_id for r in self.reasons if r.rule_id is not None)


def decide(
    rules: Iterable[Rule],
    verdicts: Mapping[str, Verdict],
    *,
    now: datetime,
    resting_mode: Mode,
    when_unsure: WhenUnsure,
    override: Override | None = None,
) -> Decision:
    """Return the decision for one camera.

    `verdicts` maps rule ids to whether the rule applies; a missing one is unknown.
    `rules` are those that concern the camera.
    """
    known = [(rule, verdicts.get(rule.rule_id, Verdict.UNKNOWN)) for rule in rules]
    sure = [
        (rule, verdict) for rule, verdict in known if verdict is not Verdict.UNKNOWN
    ]
    baseline, reasons = _by_rules(known, resting_mode, when_unsure)
    sure_baseline, sure_reasons = _by_rules(sure, resting_mode, when_unsure)
    if when_unsure is WhenUnsure.PRIVATE and sure_baseline.stricter_than(baseline):
        baseline, reasons = sure_baseline, sure_reasons
    if override is not None and override.in_force(now):
        if override.lowers or override.mode.at_least(baseline):
            reason = Reason(Cause.OVERRIDE, override.reason)
            return Decision(override.mode, baseline, (reason,), override)
    else:
        override = None
    return Decision(
        baseline, baseline, reasons, override, certain=baseline is sure_baseline
    )


def _by_rules(
    known: Sequence[tuple[Rule, Verdict]], resting_mode: Mode, when_unsure: WhenUnsure
) -> tuple[Mode, tuple[Reason, ...]]:
    unknown_matches_exception = when_unsure is WhenUnsure.IGNORE
    for exception in (True, False):
        unknown_matches = exception is unknown_matches_exception
        matching = [
            (rule, verdict)
            for rule, verdict in known
            if rule.exception is exception
            and (
                verdict is Verdict.TRUE
                or (verdict is Verdict.UNKNOWN and unknown_matches)
            )
        ]
        if matching:
            mode = strictest(*(rule.mode for rule, _ in matching))
            return mode, tuple(
                _reason(rule, verdict)
                for rule, verdict in matching
                if rule.mode is mode
            )
    return resting_mode, (Reason(Cause.RESTING),)


def _reason(rule: Rule, verdict: Verdict) -> Reason:
    if verdict is Verdict.UNKNOWN:
        cause = Cause.UNSURE
    else:
        cause = Cause.EXCEPTION if rule.exception else Cause.RULE
    return Reason(cause, rule.name, rule.rule_id)
