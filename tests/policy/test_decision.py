"""Tests of what the rules lead to."""

from dataclasses import replace
from random import Random

from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.policy.decision import decide
from custom_components.cloudcam_privacy.policy.matching import (
    Cause,
    Reason,
    Rule,
    WhenUnsure,
)
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from .completions import completions
from .some_rules import NOW, Case, Ruled, cases, modes, ruled

STRICTNESS = (Mode.OPEN, Mode.LOCAL, Mode.BLURRED, Mode.PRIVATE).index
TRUE, FALSE, UNKNOWN = Verdict.TRUE, Verdict.FALSE, Verdict.UNKNOWN


def _if_all_were_known(case: Case, truths: tuple[bool, ...]) -> Mode:
    """Return the mode that plain truths lead to."""
    matching = [
        one.rule for one, truth in zip(case.ruled, truths, strict=True) if truth
    ]
    exceptions = [rule for rule in matching if rule.exception]
    heard = [rule.mode for rule in exceptions or matching]
    return max(heard, key=STRICTNESS, default=case.resting_mode)


def _expected(case: Case) -> Mode:
    """Return the strictest mode that the unknown can turn out to lead to.

    Only ordinary rules are in doubt: an exception that is not known is not met. To
    ignore what is unknown is to take the conditions as convenient for the viewer.
    """
    ignore = case.when_unsure is WhenUnsure.IGNORE
    settled = [
        Verdict.of(ignore if one.rule.exception else False if ignore else None)
        if one.verdict is UNKNOWN
        else one.verdict
        for one in case.ruled
    ]
    return max(
        (_if_all_were_known(case, truths) for truths in completions(settled)),
        key=STRICTNESS,
    )


@given(cases())
def test_mode(case: Case) -> None:
    """The decision is the strictest among all ways in which things may stand."""
    decision = case.decide()
    assert decision.mode is _expected(case)
    assert decision.baseline is decision.mode
    assert decision.override is None


@given(cases(WhenUnsure.PRIVATE, at_least=1), st.data())
def test_not_knowing_never_lowers(case: Case, data: st.DataObject) -> None:
    """Unknown is as strict as false, and as true unless it is an exception."""
    place = data.draw(st.integers(0, len(case.ruled) - 1))
    mode = case.with_verdict(place, UNKNOWN).decide().mode
    assert mode.at_least(case.with_verdict(place, FALSE).decide().mode)
    if not case.ruled[place].rule.exception:
        assert mode.at_least(case.with_verdict(place, TRUE).decide().mode)


@given(cases(WhenUnsure.PRIVATE))
def test_the_unknown_taken_together_never_lowers(case: Case) -> None:
    """Rules of which nothing is known never make it less strict than without them."""
    assert case.decide().mode.at_least(case.without(UNKNOWN).decide().mode)


@given(cases(), modes)
def test_one_more_matching_rule_never_lowers(case: Case, mode: Mode) -> None:
    """Where an ordinary rule matches, another one can only make it stricter."""
    with_match = replace(case, ruled=(ruled("match", Mode.OPEN), *case.ruled))
    with_two = replace(with_match, ruled=(*with_match.ruled, ruled("more", mode)))
    assert with_two.decide().mode.at_least(with_match.decide().mode)


@given(cases(), modes)
def test_exception_overrules_ordinary_rules(case: Case, mode: Mode) -> None:
    """Where an exception is met, only exceptions are heard."""
    case = replace(case, ruled=(*case.ruled, ruled("alarm", mode, exception=True)))
    exceptions = tuple(one for one in case.ruled if one.rule.exception)
    decision = case.decide()
    alone = replace(case, ruled=exceptions).decide()
    assert (decision.mode, decision.reasons) == (alone.mode, alone.reasons)


@given(cases(), st.randoms(use_true_random=False))
def test_order_of_rules_does_not_matter(case: Case, random: Random) -> None:
    """The same rules in another order give the same mode for the same reasons."""
    shuffled = list(case.ruled)
    random.shuffle(shuffled)
    one, other = case.decide(), replace(case, ruled=tuple(shuffled)).decide()
    assert (one.mode, one.certain) == (other.mode, other.certain)
    assert set(one.reasons) == set(other.reasons)


@given(cases())
def test_rules_that_do_not_apply_do_not_matter(case: Case) -> None:
    """A rule whose condition is known not to be met could as well not be there."""
    assert case.decide() == case.without(FALSE).decide()


@given(cases())
def test_reasons(case: Case) -> None:
    """The reasons are rules that may apply and ask for this mode, and all that do."""
    decision = case.decide()
    rules = {one.rule.rule_id: one for one in case.ruled}
    assert decision.reasons
    for reason in decision.reasons:
        if reason.rule_id is None:
            assert decision.reasons == (Reason(Cause.RESTING),)
            assert decision.mode is case.resting_mode
        else:
            _check_reason(reason, rules[reason.rule_id], decision.mode)
    assert decision.rule_ids == tuple(
        reason.rule_id for reason in decision.reasons if reason.rule_id
    )

    exceptions = case.having(TRUE, exception=True)
    if case.when_unsure is WhenUnsure.IGNORE:
        exceptions += case.having(UNKNOWN, exception=True)
    decisive = exceptions or case.having(TRUE, exception=False)
    asked_for = {one.rule.rule_id for one in decisive if one.rule.mode is decision.mode}
    assert asked_for <= set(decision.rule_ids)


def _check_reason(reason: Reason, one: Ruled, mode: Mode) -> None:
    assert one.rule.mode is mode
    assert reason.text == one.rule.name
    if one.verdict is UNKNOWN:
        assert reason.cause is Cause.UNSURE
    else:
        assert one.verdict is TRUE
        assert (reason.cause is Cause.EXCEPTION) == one.rule.exception
        assert (reason.cause is Cause.RULE) != one.rule.exception


@given(cases())
def test_certain(case: Case) -> None:
    """A mode is certain if it would be the same without what is unknown."""
    decision = case.decide()
    assert decision.certain == (decision.mode is case.without(UNKNOWN).decide().mode)


@given(cases())
def test_no_verdict_is_not_knowing(case: Case) -> None:
    """A rule that has no verdict yet is unknown."""
    verdicts = {
        one.rule.rule_id: one.verdict
        for one in case.ruled
        if one.verdict is not UNKNOWN
    }
    decision = decide(
        [one.rule for one in case.ruled],
        verdicts,
        now=NOW,
        resting_mode=case.resting_mode,
        when_unsure=case.when_unsure,
    )
    assert decision == case.decide()


HOME = ruled("home", Mode.LOCAL)
SLEEP = ruled("sleep", Mode.PRIVATE)
GUESTS = ruled("guests", Mode.PRIVATE)
ALARM = ruled("alarm", Mode.OPEN, exception=True)
PANIC = ruled("panic", Mode.LOCAL, exception=True)


@pytest.mark.parametrize(
    ("rules", "mode", "reasons"),
    [
        ([], Mode.BLURRED, []),
        ([HOME], Mode.LOCAL, [HOME]),  # A rule may ask for less than the resting mode.
        ([HOME, SLEEP], Mode.PRIVATE, [SLEEP]),
        ([SLEEP, HOME, GUESTS], Mode.PRIVATE, [SLEEP, GUESTS]),
        ([SLEEP, ALARM], Mode.OPEN, [ALARM]),
        ([SLEEP, ALARM, PANIC], Mode.LOCAL, [PANIC]),
    ],
)
def test_precedence(rules: list[Ruled], mode: Mode, reasons: list[Ruled]) -> None:
    """Exceptions come before rules, the strictest first, the resting mode last."""
    decision = Case(tuple(rules), Mode.BLURRED).decide()
    assert decision.mode is mode
    assert decision.rule_ids == tuple(one.rule.rule_id for one in reasons)
    assert decision.certain


@pytest.mark.parametrize(
    ("rule", "resting_mode", "private", "ignore"),
    [
        (ruled("home", Mode.PRIVATE, UNKNOWN), Mode.OPEN, Mode.PRIVATE, Mode.OPEN),
        (ruled("home", Mode.OPEN, UNKNOWN), Mode.PRIVATE, Mode.PRIVATE, Mode.PRIVATE),
        (
            ruled("alarm", Mode.OPEN, UNKNOWN, exception=True),
            Mode.PRIVATE,
            Mode.PRIVATE,
            Mode.OPEN,
        ),
    ],
)
def test_unsure(rule: Ruled, resting_mode: Mode, private: Mode, ignore: Mode) -> None:
    """What is unknown counts for privacy, or not at all if so wished."""
    case = Case((rule,), resting_mode)
    assert case.decide().mode is private
    assert replace(case, when_unsure=WhenUnsure.IGNORE).decide().mode is ignore


def test_not_sure_of_the_reason_but_of_the_mode() -> None:
    """A doubtful reason does not make doubtful what holds without it."""
    doubt = ruled("doubt", Mode.PRIVATE, UNKNOWN)
    decision = Case((SLEEP, doubt)).decide()
    assert decision.certain
    assert [reason.cause for reason in decision.reasons] == [Cause.RULE, Cause.UNSURE]
    assert not Case((HOME, doubt)).decide().certain


def test_concerns() -> None:
    """A rule is about the cameras it names, and about all if it names none."""
    assert Rule("1", "All", Mode.OPEN).concerns("any")
    some = Rule("2", "Some", Mode.OPEN, frozenset({"porch", "hall"}))
    assert some.concerns("hall")
    assert not some.concerns("bedroom")
    assert not Rule("3", "None", Mode.OPEN, frozenset()).concerns("hall")
