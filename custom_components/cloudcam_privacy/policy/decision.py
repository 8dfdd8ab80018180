"""The decision: which mode is in force, whether sound is muted, why, and until when.

Override, else exception rule, else the strictest matching rule, else the resting
mode. An override that was set to raise privacy is a floor: rules that ask for more
are still heard. Only one that was set to lower it overrules them, and it has an end.
An unknown verdict never leads to a less strict mode than without it, unless the camera
ignores what is unsure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .matching import Cause, Known, Reason, Rule, WhenUnsure, matching_rules, reason_of
from .mode import Mode, strictest
from .sound import MuteOverride, SoundDecision, SoundSetting, decide_sound
from .timing import goes_on, shifted_end
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Override:
    """A mode set by hand, by voice or by an automation.

    `until` None is for good; one that `lowers` overrules stricter rules until then.
    `by_turning_off` is that of the action `camera.turn_off`; `turn_on` ends it, and what
    had been asked for `before` goes on.
    """

    mode: Mode
    until: datetime | None = None
    lowers: bool = False
    by: str | None = None
    reason: str | None = None
    by_turning_off: bool = False
    before: Override | None = None

    def in_force(self, now: datetime) -> bool:
        """Tell whether the override has not ended yet."""
        return goes_on(self.until, now, lowers=self.lowers)

    def when_clock_was_set(self, by: timedelta) -> Override:
        """Return the override after the clock was set forward, or back."""
        before = self.before and self.before.when_clock_was_set(by)
        until = shifted_end(self.until, by, lowers=self.lowers)
        return replace(self, until=until, before=before)


@dataclass(frozen=True, slots=True)
class Decision:
    """The mode in force, whether the camera is muted, and why.

    `baseline` is what the rules alone would give. `certain` tells that the mode
    does not rest on an unknown verdict.
    """

    mode: Mode
    baseline: Mode
    reasons: tuple[Reason, ...]
    sound: SoundDecision
    override: Override | None = None
    certain: bool = True

    @property
    def muted(self) -> bool:
        """Tell whether no sound leaves."""
        return self.sound.muted

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
    sound: SoundSetting = SoundSetting.WITH_PICTURE,
    mute_override: MuteOverride | None = None,
) -> Decision:
    """Return the decision for one camera.

    `verdicts` maps rule ids to whether the rule applies; a missing one is unknown.
    `rules` are those that concern the camera.
    """
    known = [(rule, verdicts.get(rule.rule_id, Verdict.UNKNOWN)) for rule in rules]
    matching = surely = matching_rules(known, when_unsure)
    if any(verdict is Verdict.UNKNOWN for _, verdict in known):
        sure = [each for each in known if each[1] is not Verdict.UNKNOWN]
        surely = matching_rules(sure, when_unsure)
    baseline, reasons = _by_rules(matching, resting_mode)
    sure_baseline, sure_reasons = _by_rules(surely, resting_mode)
    if when_unsure is WhenUnsure.PRIVATE and sure_baseline.stricter_than(baseline):
        baseline, reasons = sure_baseline, sure_reasons
    mode, certain = baseline, baseline is sure_baseline
    if override is None or not override.in_force(now):
        override = None
    elif override.lowers or override.mode.at_least(baseline):
        mode, certain = override.mode, True
        reasons = (Reason(Cause.OVERRIDE, override.reason),)
    decided = decide_sound(
        matching, surely, now=now, mode=mode, setting=sound, override=mute_override
    )
    return Decision(mode, baseline, reasons, decided, override, certain)


def _by_rules(
    matching: Sequence[Known], resting_mode: Mode
) -> tuple[Mode, tuple[Reason, ...]]:
    if not matching:
        return resting_mode, (Reason(Cause.RESTING),)
    mode = strictest(*(rule.mode for rule, _ in matching))
    return mode, tuple(reason_of(*each) for each in matching if each[0].mode is mode)
