"""What a rule would have done: compared with going through it minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from custom_components.cloudcam_privacy.policy.replay import Stretch, replay, total
from custom_components.cloudcam_privacy.policy.verdict import Verdict

START = datetime(2027, 3, 14, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

lines = st.lists(st.sampled_from(Verdict), min_size=1, max_size=40)
minutes = st.integers(0, 6)


def stretches(line: list[Verdict]) -> list[Stretch]:
    """Return what each minute was, as stretches of one minute or more."""
    found: list[Stretch] = []
    for number, verdict in enumerate(line):
        start = START + number * MINUTE
        if found and found[-1].verdict is verdict:
            found[-1] = Stretch(found[-1].start, start + MINUTE, verdict)
        else:
            found.append(Stretch(start, start + MINUTE, verdict))
    return found


def applies(holds: list[bool], after: int, hold: int) -> list[bool]:
    """Return in which minutes a rule applies: the words of the contract, counted.

    It applies once its condition has held for `after`, and for `hold` afterwards.
    """
    told, run, last = [], 0, None
    for number, held in enumerate(holds):
        if held:
            run += 1
            ripe = run > after
        else:
            # It was ripe if it had held for `after` when it ended.
            if run and run >= after:
                last = number
            run, ripe = 0, False
        told.append(ripe or (last is not None and number - last < hold))
    return told


@given(lines, minutes, minutes)
def test_minute_by_minute(line: list[Verdict], after: int, hold: int) -> None:
    known = next(
        (n for n, verdict in enumerate(line) if verdict is not Verdict.UNKNOWN), None
    )
    found = replay(stretches(line), after * MINUTE, hold * MINUTE)
    assert found[0].start == START
    assert found[-1].end == START + len(line) * MINUTE
    assert all(a.end == b.start for a, b in pairwise(found))
    for number in range(len(line)):
        moment = START + number * MINUTE
        (verdict,) = (each.verdict for each in found if each.start <= moment < each.end)
        if known is None or number < known:
            assert verdict is Verdict.UNKNOWN
            continue
        so_far = line[known:]
        certain = applies([v is Verdict.TRUE for v in so_far], after, hold)
        possible = applies([v is not Verdict.FALSE for v in so_far], after, hold)
        expected = Verdict.of(
            True
            if certain[number - known]
            else None
            if possible[number - known]
            else False
        )
        assert verdict is expected


@given(lines, st.integers(0, 40))
def test_totals(line: list[Verdict], first: int) -> None:
    start = START + first * MINUTE
    for verdict in Verdict:
        counted = sum(1 for each in line[first:] if each is verdict)
        assert total(stretches(line), start, verdict) == counted * MINUTE
    assert total(stretches(line), start, *Verdict) == len(line[first:]) * MINUTE
