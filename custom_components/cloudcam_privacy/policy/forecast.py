"""When a decision really changes by the clock alone, not only something behind it.

Each rule tells when its verdict changes if nothing but time passes. Many such moments
change nothing: a schedule ends while an alarm keeps the camera open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import merge
from itertools import groupby, islice, takewhile
from typing import Final

from .verdict import Verdict

FARTHEST: Final = timedelta(days=8)
"""How far ahead is looked: all days of the week, and what lingers after them."""

MOST_MOMENTS: Final = 200
"""Moments that are gone through; weekly schedules have a few dozens."""

type Changes = Iterable[tuple[datetime, Verdict]]
"""A rule's verdicts to come, in order of time."""


type Moment = tuple[datetime, str, Verdict]
"""A verdict to come and the id of its rule, "" for the end of an override."""


def next_change[T](
    said: T,
    now: datetime,
    verdicts: Mapping[str, Verdict],
    changes: Mapping[str, Changes],
    decide: Callable[[datetime, Mapping[str, Verdict]], T],
    override_ends: Iterable[datetime] = (),
) -> datetime | None:
    """Return the first moment at which something else is decided, None if there is none.

    `said` is what is decided now, such as the mode; `decide` returns it at a moment.
    `verdicts` and `changes` are by rule id.
    """
    ends = [(when, "", Verdict.UNKNOWN) for when in sorted(override_ends)]
    moments = merge(*(_of(rule, to) for rule, to in changes.items()), ends, key=_when)
    near = takewhile(lambda moment: moment[0] <= now + FARTHEST, moments)
    known = dict(verdicts)
    for when, together in islice(groupby(near, key=_when), MOST_MOMENTS):
        known.update({rule: verdict for _, rule, verdict in together if rule})
        if decide(when, known) != said:
            return when
    return None


def _when(moment: Moment) -> datetime:
    return moment[0]


def _of(rule: str, changes: Changes) -> Iterator[Moment]:
    for when, verdict in changes:
        yield when, rule, verdict
