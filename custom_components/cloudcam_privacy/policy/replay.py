"""What a rule would have done, from how its condition was over a time that is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .timing import Timing
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time during which a verdict stays the same."""

    start: datetime
    end: datetime
    verdict: Verdict

    def within(self, start: datetime) -> timedelta:
        """Return how much of it is after a point in time."""
        return max(timedelta(), self.end - max(self.start, start))


def replay(
    conditions: Sequence[Stretch], after: timedelta, hold: timedelta
) -> list[Stretch]:
    """Return the rule's verdicts, with its waiting and lingering.

    `conditions` are the condition's verdicts without gaps, the oldest first. What was
    before the first of them is not known.
    """
    timing = Timing(after, hold)
    found: list[Stretch] = []
    for condition in conditions:
        timing.update(condition.verdict, condition.start)
        moment = condition.start
        while moment < condition.end:
            change = timing.next_change(moment)
            end = min(change or condition.end, condition.end)
            found.append(Stretch(moment, end, timing.verdict(moment)))
            moment = end
    return found


def total(
    stretches: Sequence[Stretch], start: datetime, *verdicts: Verdict
) -> timedelta:
    """Return for how long one of the verdicts was so after a point in time."""
    return sum(
        (each.within(start) for each in stretches if each.verdict in verdicts),
        timedelta(),
    )
