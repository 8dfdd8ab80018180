"""Rules with verdicts, and what they lead to, for the tests of the decision."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from custom_components.cloudcam_privacy.policy.decision import (
    Decision,
    Override,
    decide,
)
from custom_components.cloudcam_privacy.policy.matching import Rule, WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.policy.verdict import Verdict

NOW = datetime(2027, 3, 14, 15, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule and whether its condition is met."""

    rule: Rule
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """All that a decision rests on."""

    ruled: tuple[Ruled, ...] = ()
    resting_mode: Mode = Mode.OPEN
    when_unsure: WhenUnsure = WhenUnsure.PRIVATE
    override: Override | None = None

    def decide(self, now: datetime = NOW) -> Decision:
        return decide(
            (one.rule for one in self.ruled),
            {one.rule.rule_id: one.verdict for one in self.ruled},
            now=now,
            resting_mode=self.resting_mode,
            when_unsure=self.when_unsure,
            override=self.override,
        )

    def having(self, verdict: Verdict, *, exception: bool) -> list[Ruled]:
        """Return the rules of a kind that have a verdict."""
        return [
            one
            for one in self.ruled
            if one.verdict is verdict and one.rule.exception is exception
        ]

    def with_verdict(self, place: int, verdict: Verdict) -> Case:
        """Return the same with another verdict of one rule."""
        ruled = list(self.ruled)
        ruled[place] = replace(ruled[place], verdict=verdict)
        return replace(self, ruled=tuple(ruled))

    def without(self, verdict: Verdict) -> Case:
        """Return the same without the rules that have a verdict."""
        return replace(
            self, ruled=tuple(one for one in self.ruled if one.verdict is not verdict)
        )


def ruled(
    rule_id: str,
    mode: Mode,
    verdict: Verdict = Verdict.TRUE,
    *,
    exception: bool = False,
) -> Ruled:
    """Return a rule with its verdict, named by its id."""
    name = f"The {rule_id} rule"
    return Ruled(Rule(rule_id, name, mode, exception=exception), verdict)


modes = st.sampled_from(Mode)


@st.composite
def cases(
    draw: st.DrawFn, when_unsure: WhenUnsure | None = None, at_least: int = 0
) -> Case:
    """Draw up to six rules with verdicts, and no override."""
    kinds = draw(
        st.lists(
            st.tuples(modes, st.sampled_from(Verdict), st.booleans()),
            min_size=at_least,
            max_size=6,
        )
    )
    return Case(
        tuple(
            ruled(str(place), mode, verdict, exception=exception)
            for place, (mode, verdict, exception) in enumerate(kinds)
        ),
        draw(modes),
        when_unsure or draw(st.sampled_from(WhenUnsure)),
    )
