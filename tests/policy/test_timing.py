"""Tests of waiting before a rule applies and lingering after it.

What the bookkeeping says in each second is held against the whole history of the
condition, in each way in which its unknown seconds can have been.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.policy.timing import Timing
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from .completions import completions, summed_up

TRUE, FALSE, UNKNOWN = Verdict.TRUE, Verdict.FALSE, Verdict.UNKNOWN
LONGEST = 3
"""Seconds of the longest wait and of the longest lingering."""
LONG_ENOUGH = 2 * LONGEST + 1
"""Seconds of a history that matter."""

type Verdicts = tuple[Verdict, ...]


def at(seconds: float) -> datetime:
    return datetime(2027, 3, 14, 15, 9, 26, tzinfo=UTC) + timedelta(seconds=seconds)


def applies_at_end(condition: Sequence[bool], after: int, hold: int) -> bool:
    """Tell whether a rule applies in the last second of its condition's history."""
    now = len(condition) - 1
    if all(condition[now - after :]):
        return True
    return any(
        not condition[end] and all(condition[end - max(after, 1) : end])
        for end in range(now - hold + 1, now + 1)
    )


def _taken_for(verdicts: Verdicts, before: Verdict) -> Verdicts:
    """Return what a condition is taken for: as before until it is seen for certain."""
    unseen = 0
    while unseen < len(verdicts) and verdicts[unseen] is UNKNOWN:
        unseen += 1
    return (before,) * unseen + verdicts[unseen:]


@dataclass(frozen=True, slots=True)
class Story:
    """What is seen of a rule's condition, second by second."""

    after: int
    hold: int
    unwatched: bool
    """Whether the condition's past is not known; else it was false."""
    remembered: Verdicts
    """What was seen before the restart."""
    seen: Verdicts
    """What is seen from the restart on."""

    def timing(self) -> Timing:
        """Return the rule's bookkeeping at the restart."""
        after, hold = timedelta(seconds=self.after), timedelta(seconds=self.hold)
        begin = Timing.unwatched if self.unwatched else Timing
        old = begin(after, hold)
        for second, verdict in enumerate(self.remembered, -len(self.remembered)):
            old.update(verdict, at(second))
        return Timing(after, hold, old.certain, old.possible)

    def expected(self) -> list[Verdict]:
        """Return for each second from the restart on whether the rule applies."""
        ever = UNKNOWN if self.unwatched else FALSE
        past = (ever,) * LONG_ENOUGH + _taken_for(self.remembered, ever)
        history = past + _taken_for(self.seen, past[-1])
        return [
            self._applies(history[: len(past) + second + 1])
            if set(self.seen[: second + 1]) - {UNKNOWN}
            else UNKNOWN
            for second in range(len(self.seen))
        ]

    def _applies(self, history: Verdicts) -> Verdict:
        return summed_up(
            applies_at_end(condition, self.after, self.hold)
            for condition in completions(history[-LONG_ENOUGH:])
        )


durations = st.integers(0, LONGEST)
verdicts = st.lists(st.sampled_from(Verdict), max_size=12).map(tuple)
stories = st.builds(Story, durations, durations, st.booleans(), verdicts, verdicts)


@given(stories)
def test_verdict(story: Story) -> None:
    """The rule applies as its condition's history says, second by second."""
    timing = story.timing()
    told = []
    for second, verdict in enumerate(story.seen):
        timing.update(verdict, at(second))
        told.append(timing.verdict(at(second)))
    assert told == story.expected()


@given(stories, st.data())
def test_looking_again_does_not_matter(story: Story, data: st.DataObject) -> None:
    """A condition that has not changed need not be noted, and may be."""
    timing = story.timing()
    before = None
    for second, (verdict, expected) in enumerate(
        zip(story.seen, story.expected(), strict=True)
    ):
        for look in range(data.draw(st.integers(verdict is not before, 3))):
            timing.update(verdict, at(second + look / 4))
        assert timing.verdict(at(second)) is expected
        before = verdict


@given(stories)
def test_next_change(story: Story) -> None:
    """It is when the verdict changes if nothing happens, neither later nor sooner."""
    timing = story.timing()
    for second, verdict in enumerate(story.seen):
        timing.update(verdict, at(second))
        still = story.seen[: second + 1] + (verdict,) * LONG_ENOUGH
        now, *later = Story(
            story.after, story.hold, story.unwatched, story.remembered, still
        ).expected()[second:]
        change = next((n for n, told in enumerate(later, 1) if told is not now), None)
        assert timing.next_change(at(second)) == (change and at(second + change))


def _timing(after: float = 0, hold: float = 0) -> Timing:
    return Timing(timedelta(seconds=after), timedelta(seconds=hold))


def test_at_once() -> None:
    """Without waiting or lingering the rule applies while its condition is met."""
    timing = _timing()
    assert timing.verdict(at(0)) is UNKNOWN
    for second, verdict in enumerate((FALSE, TRUE, UNKNOWN, TRUE, FALSE)):
        timing.update(verdict, at(second))
        assert timing.verdict(at(second)) is verdict
        assert timing.next_change(at(second)) is None


def test_waits() -> None:
    """The rule applies from the very moment at which it has waited long enough."""
    timing = _timing(after=60)
    timing.update(TRUE, at(0))
    assert timing.verdict(at(59.999)) is FALSE
    assert timing.next_change(at(59.999)) == at(60)
    assert timing.verdict(at(60)) is TRUE
    assert timing.next_change(at(60)) is None


def test_starts_to_wait_anew() -> None:
    """A condition that pauses must hold for the whole time again."""
    timing = _timing(after=60, hold=600)
    timing.update(TRUE, at(0))
    timing.update(FALSE, at(59))
    timing.update(TRUE, at(60))
    assert timing.next_change(at(60)) == at(120)
    assert timing.verdict(at(119)) is FALSE


def test_lingers() -> None:
    """The rule applies until the very moment at which it has lingered long enough."""
    timing = _timing(hold=600)
    timing.update(TRUE, at(0))
    timing.update(FALSE, at(60))
    assert timing.verdict(at(659.999)) is TRUE
    assert timing.next_change(at(60)) == at(660)
    assert timing.verdict(at(660)) is FALSE


def test_lingering_does_not_end_what_holds_again() -> None:
    """Somebody goes and comes back: nothing is to change, and nothing is announced."""
    timing = _timing(hold=600)
    timing.update(TRUE, at(0))
    timing.update(FALSE, at(60))
    timing.update(TRUE, at(120))
    assert timing.next_change(at(120)) is None
    assert timing.verdict(at(660)) is TRUE


def test_flash() -> None:
    """A condition that is met for no time at all lingers too, if it need not wait."""
    for after, expected in ((0, TRUE), (1, FALSE)):
        timing = _timing(after=after, hold=5)
        timing.update(TRUE, at(0))
        timing.update(FALSE, at(0))
        assert timing.verdict(at(4)) is expected


def test_sensor_fails() -> None:
    """What was certain lingers, then it is not known, and not false before its time."""
    timing = _timing(hold=600)
    timing.update(TRUE, at(0))
    timing.update(UNKNOWN, at(60))
    assert timing.verdict(at(659)) is TRUE
    assert timing.next_change(at(60)) == at(660)
    assert timing.verdict(at(660)) is UNKNOWN
    timing.update(FALSE, at(700))
    assert timing.verdict(at(1299)) is UNKNOWN
    assert timing.next_change(at(700)) == at(1300)
    assert timing.verdict(at(1300)) is FALSE


@pytest.mark.parametrize("unwatched", [False, True])
def test_start(unwatched: bool) -> None:
    """Not knowing while things start is no reason to linger; not knowing before is."""
    begin = Timing.unwatched if unwatched else Timing
    timing = begin(timedelta(), timedelta(seconds=600))
    timing.update(UNKNOWN, at(0))
    assert timing.verdict(at(0)) is UNKNOWN
    assert timing.next_change(at(0)) is None
    timing.update(FALSE, at(10))
    assert timing.known
    assert timing.verdict(at(10)) is (UNKNOWN if unwatched else FALSE)
    assert timing.next_change(at(10)) == (at(610) if unwatched else None)
    assert timing.verdict(at(610)) is FALSE


def test_unwatched_condition_that_has_to_wait() -> None:
    """It may have held for long enough; for certain it has only after the wait."""
    timing = Timing.unwatched(timedelta(seconds=60), timedelta())
    timing.update(TRUE, at(0))
    assert timing.verdict(at(0)) is UNKNOWN
    assert timing.next_change(at(0)) == at(60)
    assert timing.verdict(at(60)) is TRUE
