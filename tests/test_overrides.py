"""What a second override does to a first, for all there may be of both."""

from datetime import UTC, datetime, timedelta

from homeassistant.exceptions import ServiceValidationError
from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.household.overrides import (
    LONGEST_RAISE,
    OverrideRequest,
)
from custom_components.cloudcam_privacy.policy.decision import (
    Decision,
    Override,
    decide,
)
from custom_components.cloudcam_privacy.policy.matching import Rule, WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.policy.timing import LONGEST_LOWERING
from custom_components.cloudcam_privacy.policy.verdict import Verdict

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIFT = timedelta(minutes=30)
HOUR = timedelta(hours=1)

DURATIONS = st.none() | st.integers(1, 300).map(lambda m: timedelta(minutes=m))
OVERRIDES = st.none() | st.builds(
    Override,
    st.sampled_from(Mode),
    st.none() | st.integers(1, 300).map(lambda m: NOW + timedelta(minutes=m)),
    st.booleans(),
)


def decision(
    baseline: Mode, override: Override | None, now: datetime = NOW
) -> Decision:
    """Return the decision of a camera for which one rule asks for the baseline."""
    return decide(
        [Rule("rule", "Rule", baseline)],
        {"rule": Verdict.TRUE},
        now=now,
        resting_mode=Mode.OPEN,
        when_unsure=WhenUnsure.PRIVATE,
        override=override,
    )


def wish(*, may_lower: bool = True, **fields: object) -> OverrideRequest:
    """Return a wish; `fields` are those of the class."""
    return OverrideRequest(now=NOW, lift=LIFT, may_lower=may_lower, by="Anna", **fields)  # type: ignore[arg-type]


@given(
    baseline=st.sampled_from(Mode),
    before=OVERRIDES,
    mode=st.sampled_from(Mode),
    duration=DURATIONS,
    at_least=st.booleans(),
    later=st.integers(0, 400),
    then=st.sampled_from(Mode),
)
def test_without_the_right_nothing_is_ever_less_private(
    baseline: Mode,
    before: Override | None,
    mode: Mode,
    duration: timedelta | None,
    at_least: bool,
    later: int,
    then: Mode,
) -> None:
    """Neither at once nor later, whatever the rules will ask for then."""
    try:
        after = wish(may_lower=False, duration=duration, at_least=at_least).override(
            decision(baseline, before), mode
        )
    except ServiceValidationError:
        return
    when = NOW + timedelta(minutes=later)
    assert decision(then, after, when).mode.at_least(decision(then, before, when).mode)
    assert decision(baseline, after).mode.at_least(mode)


@given(
    baseline=st.sampled_from(Mode),
    before=OVERRIDES,
    mode=st.sampled_from((Mode.LOCAL, Mode.BLURRED, Mode.PRIVATE)),
    duration=DURATIONS,
)
def test_at_least_takes_nothing_away(
    baseline: Mode, before: Override | None, mode: Mode, duration: timedelta | None
) -> None:
    """Not even from somebody who may lower, nor at the end of what was there."""
    after = wish(duration=duration, at_least=True).override(
        decision(baseline, before), mode
    )
    assert not after.lowers
    assert decision(baseline, after).mode.at_least(mode)
    if before is not None and not before.lowers:
        for minute in range(0, 400, 7):
            when = NOW + timedelta(minutes=minute)
            is_now, was = (decision(Mode.OPEN, o, when).mode for o in (after, before))
            assert is_now.at_least(was)


@given(
    baseline=st.sampled_from(Mode),
    before=OVERRIDES,
    mode=st.sampled_from(Mode),
    duration=DURATIONS,
)
def test_with_the_right_the_newest_wish_counts(
    baseline: Mode, before: Override | None, mode: Mode, duration: timedelta | None
) -> None:
    """The mode is in force, and less than the rules ask for has an end."""
    after = wish(duration=duration, reason="Visitors").override(
        decision(baseline, before), mode
    )
    assert decision(baseline, after).mode is mode
    assert (after.by, after.reason) == ("Anna", "Visitors")
    assert after.lowers is (mode is Mode.OPEN or baseline.stricter_than(mode))
    if duration is not None:
        assert after.until == NOW + duration
    else:
        assert after.until == (NOW + LIFT if after.lowers else None)


def test_a_raise_ends_a_lowering() -> None:
    """After it the rules are heard again."""
    lowered = Override(Mode.OPEN, NOW + HOUR, lowers=True)
    raised = wish(duration=timedelta(minutes=5)).override(
        decision(Mode.PRIVATE, lowered), Mode.PRIVATE
    )
    after = decision(Mode.PRIVATE, raised, NOW + timedelta(minutes=6))
    assert after.mode is Mode.PRIVATE


@pytest.mark.parametrize(
    ("baseline", "mode", "duration", "problem"),
    [
        (Mode.OPEN, Mode.PRIVATE, timedelta(), "wrong_duration"),
        (Mode.OPEN, Mode.PRIVATE, -HOUR, "wrong_duration"),
        (Mode.OPEN, Mode.PRIVATE, LONGEST_RAISE + HOUR, "wrong_duration"),
        (Mode.OPEN, Mode.PRIVATE, timedelta.max, "wrong_duration"),
        (Mode.PRIVATE, Mode.LOCAL, LONGEST_LOWERING + HOUR, "lowering_too_long"),
        (Mode.OPEN, Mode.OPEN, LONGEST_LOWERING + HOUR, "lowering_too_long"),
        (Mode.OPEN, Mode.OPEN, -HOUR, "wrong_duration"),
    ],
)
def test_absurd_durations(
    baseline: Mode, mode: Mode, duration: timedelta, problem: str
) -> None:
    with pytest.raises(ServiceValidationError) as refused:
        wish(duration=duration).override(decision(baseline, None), mode)
    assert refused.value.translation_key == problem


@pytest.mark.parametrize(
    ("baseline", "before", "allowed"),
    [
        (Mode.OPEN, None, True),
        # Ending a raise lowers, now or as soon as the rules are content with less.
        (Mode.OPEN, Override(Mode.LOCAL), False),
        (Mode.PRIVATE, Override(Mode.LOCAL), False),
        # Ending a lowering raises,
        (Mode.PRIVATE, Override(Mode.OPEN, NOW + HOUR, lowers=True), True),
        # unless the rules are content with less by now.
        (Mode.OPEN, Override(Mode.LOCAL, NOW + HOUR, lowers=True), False),
    ],
)
def test_who_may_end_an_override(
    baseline: Mode, before: Override | None, allowed: bool
) -> None:
    wish().resume(decision(baseline, before))
    stranger = wish(may_lower=False)
    if allowed:
        stranger.resume(decision(baseline, before))
    else:
        with pytest.raises(ServiceValidationError):
            stranger.resume(decision(baseline, before))


@pytest.mark.parametrize(
    ("baseline", "before", "lifted"),
    [
        (Mode.OPEN, None, None),
        (Mode.OPEN, Override(Mode.PRIVATE), None),
        (Mode.OPEN, Override(Mode.OPEN, NOW + HOUR, lowers=True), None),
        (Mode.PRIVATE, None, Override(Mode.OPEN, NOW + LIFT, True, "Anna")),
        (
            Mode.PRIVATE,
            Override(Mode.PRIVATE),
            Override(Mode.OPEN, NOW + LIFT, True, "Anna"),
        ),
    ],
)
def test_lifting(
    baseline: Mode, before: Override | None, lifted: Override | None
) -> None:
    """It opens, with an override only if one is needed, and needs the right."""
    now = decision(baseline, before)
    assert wish().lift_of(now) == lifted
    if now.mode is Mode.OPEN:
        assert wish(may_lower=False).lift_of(now) == before
    else:
        with pytest.raises(ServiceValidationError):
            wish(may_lower=False).lift_of(now)
