"""Tests of the mode set by hand, beside what the rules ask for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from custom_components.cloudcam_privacy.policy.decision import Override
from custom_components.cloudcam_privacy.policy.matching import Cause, Reason, WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Mode, strictest
from custom_components.cloudcam_privacy.policy.timing import LONGEST_LOWERING

from .some_rules import NOW, Case, cases, modes, ruled

SECOND = timedelta(seconds=1)

ends = st.none() | st.timedeltas(SECOND, timedelta(days=30)).map(lambda t: NOW + t)
soon = st.timedeltas(SECOND, LONGEST_LOWERING).map(lambda t: NOW + t)
reasons = st.none() | st.just("Visitors")
overrides = st.builds(Override, modes, ends, reason=reasons) | st.builds(
    Override, modes, soon, st.just(True), reason=reasons
)


@given(cases(), overrides)
def test_floor_and_lowering(case: Case, override: Override) -> None:
    """An override lowers only if it was set to; else it is the least there is."""
    plain = case.decide()
    decision = replace(case, override=override).decide()
    if override.lowers:
        assert decision.mode is override.mode
    else:
        assert decision.mode is strictest(override.mode, plain.mode)
    assert decision.baseline is plain.mode
    assert decision.override is override


@given(cases(), overrides)
def test_reasons(case: Case, override: Override) -> None:
    """The reasons are the override's if it sets the mode, else the rules'."""
    plain = case.decide()
    decision = replace(case, override=override).decide()
    if override.lowers or override.mode.at_least(plain.mode):
        assert decision.reasons == (Reason(Cause.OVERRIDE, override.reason),)
        assert decision.rule_ids == ()
        assert decision.certain
    else:
        assert decision.reasons == plain.reasons
        assert decision.certain == plain.certain


@given(cases(), overrides)
def test_end(case: Case, override: Override) -> None:
    """An override counts until its end, and from then on as if there were none."""
    case = replace(case, override=override)
    if override.until is None:
        assert case.decide(NOW + timedelta(days=10000)).override is override
        return
    before = case.decide(override.until - timedelta(microseconds=1))
    assert before == case.decide()
    assert before.override is override
    plain = replace(case, override=None).decide()
    assert case.decide(override.until) == plain
    assert case.decide(override.until + SECOND) == plain


too_late = st.datetimes(
    (NOW + LONGEST_LOWERING + SECOND).replace(tzinfo=None), timezones=st.just(UTC)
)


@given(cases(), modes, st.none() | too_late)
def test_lowering_that_nobody_can_have_set(
    case: Case, mode: Mode, end: datetime | None
) -> None:
    """It has no end, or one that was soon only before the clock was set back."""
    plain = case.decide()
    override = Override(mode, end, lowers=True)
    assert replace(case, override=override).decide() == plain


@given(cases(WhenUnsure.PRIVATE), modes, ends)
def test_raising_by_hand_never_lowers(
    case: Case, mode: Mode, end: datetime | None
) -> None:
    """One that was not set to lower gives at least what there was before."""
    decision = replace(case, override=Override(mode, end)).decide()
    assert decision.mode.at_least(case.decide().mode)
    assert decision.mode.at_least(mode)


def test_rules_are_heard_above_a_floor() -> None:
    """Raised to local by hand, then the bedroom rule asks for private."""
    floor = Override(Mode.LOCAL, reason="Visitors")
    raised = Case(override=floor).decide()
    assert raised.mode is Mode.LOCAL
    assert raised.reasons == (Reason(Cause.OVERRIDE, "Visitors"),)

    sleep = ruled("sleep", Mode.PRIVATE)
    both = Case((sleep,), override=floor).decide()
    assert both.mode is Mode.PRIVATE
    assert both.rule_ids == ("sleep",)
    assert both.override is floor


def test_lowering_overrules_even_an_exception() -> None:
    """Opened by hand for half an hour, whatever applies meanwhile."""
    lifted = Override(Mode.OPEN, NOW + timedelta(minutes=30), lowers=True)
    panic = ruled("panic", Mode.PRIVATE, exception=True)
    case = Case((panic, ruled("sleep", Mode.PRIVATE)), Mode.PRIVATE, override=lifted)
    decision = case.decide()
    assert (decision.mode, decision.baseline) == (Mode.OPEN, Mode.PRIVATE)
    assert case.decide(NOW + timedelta(minutes=30)).mode is Mode.PRIVATE


def test_floor_that_is_as_strict_as_the_rules_is_the_reason() -> None:
    """Where both ask for the same, the override is named: it stays if the rule ends."""
    decision = Case(
        (ruled("sleep", Mode.PRIVATE),), override=Override(Mode.PRIVATE)
    ).decide()
    assert [reason.cause for reason in decision.reasons] == [Cause.OVERRIDE]
