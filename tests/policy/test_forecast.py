"""When a mode really changes: compared with looking at every single minute."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from custom_components.cloudcam_privacy.policy.decision import Override, decide
from custom_components.cloudcam_privacy.policy.forecast import (
    FARTHEST,
    Changes,
    next_change,
)
from custom_components.cloudcam_privacy.policy.matching import Rule, WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.policy.verdict import Verdict

NOW = datetime(2027, 3, 14, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LAST = 30

verdicts = st.sampled_from(Verdict)
timelines = st.lists(verdicts, min_size=LAST, max_size=LAST)
"""A rule's verdict in each minute from now on; after the last it stays."""

rules = st.lists(st.tuples(st.sampled_from(Mode), st.booleans(), timelines), max_size=4)
overrides = st.none() | st.builds(
    lambda mode, minutes, lowers: Override(mode, NOW + minutes * MINUTE, lowers),
    st.sampled_from(Mode),
    st.integers(1, LAST),
    st.booleans(),
)


def changes(timeline: list[Verdict]) -> Changes:
    """Return the changes of a timeline, as a rule tells of them."""
    return [
        (NOW + minute * MINUTE, verdict)
        for minute, verdict in enumerate(timeline)
        if minute and verdict is not timeline[minute - 1]
    ]


@given(rules, overrides, st.sampled_from(WhenUnsure), st.sampled_from(Mode))
def test_first_minute_with_another_mode(
    given_rules: list[tuple[Mode, bool, list[Verdict]]],
    override: Override | None,
    when_unsure: WhenUnsure,
    resting: Mode,
) -> None:
    ruled = [
        Rule(str(number), "", mode, exception=exception)
        for number, (mode, exception, _) in enumerate(given_rules)
    ]
    lines = {str(n): line for n, (_, _, line) in enumerate(given_rules)}

    def mode_at(when: datetime, known: Mapping[str, Verdict]) -> Mode:
        return decide(
            ruled,
            known,
            now=when,
            resting_mode=resting,
            when_unsure=when_unsure,
            override=override,
        ).mode

    def minute(number: int) -> Mode:
        known = {rule: line[min(number, LAST - 1)] for rule, line in lines.items()}
        return mode_at(NOW + number * MINUTE, known)

    expected = next(
        (NOW + n * MINUTE for n in range(1, LAST + 1) if minute(n) is not minute(0)),
        None,
    )
    first = {rule: line[0] for rule, line in lines.items()}
    found = next_change(
        minute(0),
        NOW,
        first,
        {rule: changes(line) for rule, line in lines.items()},
        mode_at,
        [override.until] if override and override.until else [],
    )
    assert found == expected


def test_an_end_is_not_looked_for_for_ever() -> None:
    """A rule that goes on and off for ever behind an alarm changes nothing."""
    asked: list[datetime] = []

    def for_ever() -> Iterator[tuple[datetime, Verdict]]:
        when = NOW
        while True:
            when += timedelta(hours=12)
            asked.append(when)
            yield when, Verdict.TRUE

    found = next_change(
        Mode.OPEN,
        NOW,
        {"a": Verdict.FALSE},
        {"a": for_ever()},
        lambda when, known: Mode.OPEN,
    )
    assert found is None
    assert asked[-1] <= NOW + FARTHEST + timedelta(hours=12)
