"""Tests of three-valued truth."""

from itertools import product

import pytest

from custom_components.cloudcam_privacy.policy.verdict import Verdict, all_of, any_of

from .completions import completions, summed_up

SEVERAL = [
    verdicts for count in range(5) for verdicts in product(Verdict, repeat=count)
]


def test_of() -> None:
    """A plain truth value has a verdict, and so has not knowing it."""
    assert Verdict.of(True) is Verdict.TRUE
    assert Verdict.of(False) is Verdict.FALSE
    assert Verdict.of(None) is Verdict.UNKNOWN


@pytest.mark.parametrize("verdict", Verdict)
def test_negated(verdict: Verdict) -> None:
    """The opposite is what it is however the unknown turns out."""
    assert verdict.negated() is summed_up(
        not truth for (truth,) in completions([verdict])
    )


def test_any_and_all() -> None:
    """Both are what they are however the unknown ones turn out."""
    for verdicts in SEVERAL:
        assert any_of(verdicts) is summed_up(map(any, completions(verdicts)))
        assert all_of(verdicts) is summed_up(map(all, completions(verdicts)))


def test_verdicts_that_come_one_by_one() -> None:
    """A generator will do."""
    assert any_of(v for v in (Verdict.FALSE, Verdict.TRUE)) is Verdict.TRUE
    assert all_of(v for v in (Verdict.TRUE, Verdict.FALSE)) is Verdict.FALSE
