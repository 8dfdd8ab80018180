"""Waiting before a rule applies and lingering after it: `after` and `hold`.

A rule applies once its condition has held for `after`, and goes on applying for
`hold` after the condition has ended. The same bookkeeping runs twice: for what is
certain (the condition is true) and for what is possible (true or unknown). A rule
that possibly applies and does not certainly apply is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from .verdict import Verdict

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""Start of a condition that may have held for ever, because nobody watched it."""


LONGEST_LOWERING = timedelta(days=1)
"""What is meant to last longer is no exception, but another rule or resting mode."""


def goes_on(until: datetime | None, now: datetime, *, lowers: bool) -> bool:
    """Tell whether an override has not ended yet.

    A lowering has an end, and one that would go on for longer than any may is one of a
    clock that has been set back since, while nobody watched it.
    """
    if until is None:
        return not lowers
    return now < until and not (lowers and until - now > LONGEST_LOWERING)


def shifted_end(
    until: datetime | None, by: timedelta, *, lowers: bool
) -> datetime | None:
    """Return the end of an override after the clock was set forward, or back.

    A raise lasts no shorter and a lowering no longer than somebody wanted.
    """
    if until is None or lowers is not (by < timedelta()):
        return until
    return until + by


@dataclass(slots=True)
class Span:
    """Since when a condition holds, and until when it lingers."""

    since: datetime | None = None
    until: datetime | None = None

    def update(
        self, holds: bool, now: datetime, after: timedelta, hold: timedelta
    ) -> None:
        """Take note of whether the condition holds now."""
        if holds:
            if self.since is None:
                self.since = now
        elif self.since is not None:
            if self._lasts(now) >= after:
                self.until = now + hold
            self.since = None

    def applies(self, now: datetime, after: timedelta) -> bool:
        """Tell whether the rule applies now."""
        ripe = self.since is not None and self._lasts(now) >= after
        return ripe or (self.until is not None and now < self.until)

    def changes(self, now: datetime, after: timedelta) -> Iterator[datetime]:
        """Yield the points in time to come at which the answer can change."""
        if self.since is not None and self._lasts(now) < after:
            yield self.since + after
        if self.until is not None and now < self.until:
            yield self.until

    def shift(self, by: timedelta) -> None:
        """Take note that the clock was set: what has lasted goes on lasting."""
        if self.since not in (None, BEFORE_ALL):
            self.since += by
        if self.until is not None:
            self.until += by

    def _lasts(self, now: datetime) -> timedelta:
        """Return for how long the condition holds, whatever the clock does."""
        return timedelta() if self.since is None else max(timedelta(), now - self.since)


@dataclass(slots=True)
class Timing:
    """What is remembered of one rule's condition over time."""

    after: timedelta
    hold: timedelta
    certain: Span = field(default_factory=Span)
    possible: Span = field(default_factory=Span)
    known: bool = False
    """Whether the condition has been seen to be true or false since the start."""

    @classmethod
    def unwatched(cls, after: timedelta, hold: timedelta) -> Timing:
        """Return the timing of a rule of whose past nothing is known."""
        return cls(after, hold, possible=Span(since=BEFORE_ALL))

    def update(self, verdict: Verdict, now: datetime) -> None:
        """Take note of the condition's verdict at a point in time.

        Until the first certain verdict the past stays as it was remembered: not
        knowing for the seconds of a start is no reason to linger.
        """
        if not self.known:
            if verdict is Verdict.UNKNOWN:
                return
            self.known = True
        self.certain.update(verdict is Verdict.TRUE, now, self.after, self.hold)
        self.possible.update(verdict is not Verdict.FALSE, now, self.after, self.hold)

    def shift(self, by: timedelta) -> None:
        """Take note that the clock was set forward, or back by less than nothing."""
        self.certain.shift(by)
        self.possible.shift(by)

    def verdict(self, now: datetime) -> Verdict:
        """Return whether the rule applies at a point in time."""
        if not self.known:
            return Verdict.UNKNOWN
        if self.certain.applies(now, self.after):
            return Verdict.TRUE
        if self.possible.applies(now, self.after):
            return Verdict.UNKNOWN
        return Verdict.FALSE

    def next_change(self, now: datetime) -> datetime | None:
        """Return when the verdict next changes by itself, or None."""
        verdict = self.verdict(now)
        times = sorted(
            when
            for span in (self.certain, self.possible)
            for when in span.changes(now, self.after)
        )
        return next((when for when in times if self.verdict(when) != verdict), None)
