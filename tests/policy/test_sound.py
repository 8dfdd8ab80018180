"""Tests of who hears what: rules that mute, exceptions, the mode and the setting."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.policy.decision import (
    Decision,
    Override,
    decide,
)
from custom_components.cloudcam_privacy.policy.matching import Rule, WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Destination, Mode
from custom_components.cloudcam_privacy.policy.sound import (
    MuteOverride,
    SoundSetting,
    may_hear,
)
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from .some_rules import NOW

HOUR = timedelta(hours=1)
TRUE, FALSE, UNKNOWN = Verdict.TRUE, Verdict.FALSE, Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Story:
    """All that a decision about sound rests on."""

    rules: tuple[tuple[Rule, Verdict], ...] = ()
    setting: SoundSetting = SoundSetting.WITH_PICTURE
    when_unsure: WhenUnsure = WhenUnsure.PRIVATE
    override: Override | None = None
    mute: MuteOverride | None = None

    def decide(self) -> Decision:
        return decide(
            [rule for rule, _ in self.rules],
            {rule.rule_id: verdict for rule, verdict in self.rules},
            now=NOW,
            resting_mode=Mode.OPEN,
            when_unsure=self.when_unsure,
            override=self.override,
            sound=self.setting,
            mute_override=self.mute,
        )

    @property
    def muted(self) -> bool:
        return self.decide().muted


def rule(
    number: int, *, mute: bool, exception: bool = False, mode: Mode = Mode.OPEN
) -> Rule:
    return Rule(str(number), f"Rule {number}", mode, exception=exception, mute=mute)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw up to five rules, a setting, and what is set by hand."""
    rules = tuple(
        (
            rule(
                number,
                mute=draw(st.booleans()),
                exception=draw(st.booleans()),
                mode=draw(st.sampled_from(Mode)),
            ),
            draw(st.sampled_from(Verdict)),
        )
        for number in range(draw(st.integers(0, 5)))
    )
    ends = st.sampled_from([None, NOW + HOUR, NOW - HOUR])
    return Story(
        rules,
        draw(st.sampled_from(SoundSetting)),
        draw(st.sampled_from(WhenUnsure)),
        draw(
            st.none() | st.builds(Override, st.sampled_from(Mode), ends, st.booleans())
        ),
        draw(st.none() | st.builds(MuteOverride, st.booleans(), ends)),
    )


def _goes_on(mute: MuteOverride) -> bool:
    """Return whether it is not over: an unmute has an end."""
    return mute.muted if mute.until is None else mute.until > NOW


def _expected(story: Story, mode: Mode) -> bool:
    """Return whether it is muted, spelled out as the household is promised it."""
    if story.setting is SoundSetting.NEVER or mode in {Mode.BLURRED, Mode.PRIVATE}:
        return True
    if story.mute is not None and _goes_on(story.mute):
        if story.mute.muted:
            return True
        return False
    unknown_is_met = story.when_unsure is WhenUnsure.PRIVATE
    met = [
        each
        for each, verdict in story.rules
        if verdict is TRUE
        or (verdict is UNKNOWN and unknown_is_met is not each.exception)
    ]
    heard = [each for each in met if each.exception] or met
    return any(each.mute for each in heard)


@given(stories())
def test_muted_as_promised(story: Story) -> None:
    decision = story.decide()
    assert decision.muted is _expected(story, decision.mode)
    assert decision.muted is bool(decision.sound.reasons)


@given(stories(), st.booleans(), st.sampled_from((TRUE, UNKNOWN)))
def test_one_more_muting_rule_never_gives_more_sound(
    story: Story, exception: bool, verdict: Verdict
) -> None:
    one_more = rule(9, mute=True, exception=exception)
    richer = replace(story, rules=(*story.rules, (one_more, verdict)))
    before, after = story.decide(), richer.decide()
    # As an exception it may open a mode that muted by itself.
    if after.mode.at_least(before.mode):
        assert after.muted or not before.muted


@given(stories())
def test_not_knowing_never_unmutes(story: Story) -> None:
    story = replace(story, when_unsure=WhenUnsure.PRIVATE)
    for place, (one, _) in enumerate(story.rules):
        if one.exception:
            continue
        rules = list(story.rules)
        for verdict in (TRUE, FALSE):
            rules[place] = (one, verdict)
            known = replace(story, rules=tuple(rules))
            rules[place] = (one, UNKNOWN)
            unknown = replace(story, rules=tuple(rules))
            if unknown.decide().mode.at_least(known.decide().mode):
                assert unknown.muted or not known.muted


@given(stories(), st.sampled_from(Destination), st.booleans())
def test_home_only_is_a_part_of_with_picture(
    story: Story, destination: Destination, muted: bool
) -> None:
    heard = {
        setting: may_hear(destination, setting, muted=muted) for setting in SoundSetting
    }
    assert not heard[SoundSetting.NEVER]
    assert heard[SoundSetting.WITH_PICTURE] is not muted
    assert heard[SoundSetting.HOME_ONLY] is (
        not muted and destination is Destination.HOME
    )


@pytest.mark.parametrize(
    ("mute", "verdict", "certain"),
    [(True, UNKNOWN, False), (True, TRUE, True), (False, UNKNOWN, True)],
)
def test_certain(mute: bool, verdict: Verdict, certain: bool) -> None:
    """A mute rests on what is known, or it does not."""
    assert Story(((rule(1, mute=mute), verdict),)).decide().sound.certain is certain


def test_clock_that_is_set() -> None:
    """A mute lasts no shorter, an unmute no longer than somebody wanted."""
    mute, unmute = (MuteOverride(muted, NOW + HOUR) for muted in (True, False))
    assert mute.when_clock_was_set(HOUR).until == NOW + 2 * HOUR
    assert mute.when_clock_was_set(-HOUR).until == NOW + HOUR
    assert unmute.when_clock_was_set(HOUR).until == NOW + HOUR
    assert unmute.when_clock_was_set(-HOUR).until == NOW
