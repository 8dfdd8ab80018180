"""Tests of waiting before a rule applies and lingering after it.

What the rule's bookkeeping says at each second is held against the whole history of
its condition, in each way in which the unknown seconds can have been.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, strategies as st

from custom_components.cloudcam_privacy.policy.timing import Timing
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from .completions import completions, summed_up

TRUE, FALSE, UNKNOWN = Verdict.TRUE, Verdict.FALSE, Verdict.UNKNOWN
START = datetime(2027, 3, 14, 15, 9, 26, tzinfo=UTC)
LONGEST = 4
"""Seconds of the longest wait, and of the longest lingering."""
PAST = 2 * LONGEST + 2
"""Seconds before the start that can still matter."""
MOST_UNKNOWN = 6

type Verdicts = tuple[Verdict, ...]


def _at(second: int) -> datetime:
    return START + timedelta(seconds=second)


@dataclass(frozen=True, slots=True)
class Story:
    """What a rule's condition was in each second, before a restart and after it."""

    after: int
    hold: int
    unwatched: bool
    """Whether nobody knows how it was before, or it is known that it was not met."""
    remembered: Verdicts
    """Before the restart, all known from the first on."""
    seen: Verdicts

    @property
    def past(self) -> Verdicts:
        """Return how the condition stands before anything is seen after the start."""
        start = UNKNOWN if self.unwatched else FALSE
        return (start,) * PAST + _from_first_certain(self.remembered, start)

    def expected(self) -> list[Verdict]:
        """Return whether the rule applies in each second that is seen."""
        past = self.past
        history = past + _from_first_certain(self.seen, past[-1])
        certain_from = next(
            (second for second, verdict in enumerate(self.seen) if verdict != UNKNOWN),
            len(self.seen),
        )
        return [
            UNKNOWN if second < certain_from else self._applies(history, second)
            for second in range(len(self.seen))
        ]

    def _applies(self, history: Verdicts, second: int) -> Verdict:
        now = len(self.past) + second
        recent = history[now - PAST + 1 : now + 1]
        return summed_up(
            applies_at_end(condition, self.after, self.hold)
            for condition in completions(recent)
        )

    def timing(self) -> Timing:
        """Return the bookkeeping as it is after the restart."""
        after, hold = timedelta(seconds=self.after), timedelta(seconds=self.hold)
        before = (
            Timing.unwatched(after, hold) if self.unwatched else Timing(after, hold)
        )
        for second, verdict in enumerate(self.remembered):
            before.update(verdict, _at(second - len(self.remembered)))
        return Timing(after, hold, before.certain, before.possible)


def _from_first_certain(verdicts: Verdicts, before: Verdict) -> Verdicts:
    """Return how a condition is taken to be, not knowing at first being no news."""
    taken: list[Verdict] = []
    for verdict in verdicts:
        known = verdict is not UNKNOWN or len(set(taken)) > 1 or before is not None
        taken.append(verdict if known else before)
    return tuple(taken)


def applies_at_end(condition: Sequence[bool], after: int, hold: int) -> bool:
    """Tell whether a rule applies in the last second of its condition's history."""
    now = len(condition) - 1
    if all(condition[now - after :]):
        return True
    return any(
        not condition[end] and all(condition[end - max(after, 1) : end])
        for end in range(now - hold + 1, now + 1)
    )
