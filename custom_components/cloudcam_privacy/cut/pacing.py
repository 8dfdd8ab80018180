"""When a command is sent once more, or read anew instead: ever less often."""

from collections.abc import Callable
import math
from typing import Final

from .catalogue.facts import CutFacts
from .readback import Readback

FIRST_PAUSE: Final = 5
LONGEST_PAUSE: Final = 300
LONGEST_CLOUD_PAUSE: Final = 3600
"""Seconds between two commands that do not help; doubled with each try from the first
to the longest. A command that was not refused has twice the time."""


class Pacing:
    """What was sent to one entity for one decision, and when; in loop time."""

    def __init__(self, readback: Readback, facts: Callable[[], CutFacts]) -> None:
        """Begin without having sent anything."""
        self._readback = readback
        self._facts = facts
        self.tries = self.reads = 0
        self.sent_at = -math.inf
        self._read_at = -math.inf

    def start_over(self) -> None:
        """Count anew: the next command leaves at once."""
        self.tries = self.reads = 0

    def sent(self, now: float) -> None:
        """Note that a command leaves."""
        self.tries += 1
        self.reads = 0
        self.sent_at = now

    @property
    def lag(self) -> float:
        """Return the seconds in which the entity tells of a command."""
        return max(self._facts().lag, self._readback.interval or 0)

    @property
    def longest(self) -> float:
        """Return the seconds in which it is told for certain what the device does.

        A poll may just miss what its cloud is about to show.
        """
        return self._facts().lag + (self._readback.interval or 0)

    @property
    def doubt(self) -> float:
        """Return the seconds in which what follows a seen command may be of before it.

        Who asks the device itself has its answer; others write what they hope for, and
        may have been asking when the command left.
        """
        return self._facts().lag if self._readback.is_followed else self.lag

    def due(self, now: float, ended_at: float, *, refused: bool) -> float | None:
        """Return when to look again before a command is sent once more; None is now.

        What is only not told yet is read again before it is sent again. The last
        command has ended at `ended_at`, and if it was `refused` in an error.
        """
        if not self.tries:
            return None
        pause, lag = self._pause(self.tries), self._facts().lag
        pause = max(pause, self._facts().repeat_after)
        since = self.sent_at if refused else max(self.sent_at, ended_at)
        settled = since + max(lag, FIRST_PAUSE)
        has_told = self._readback.is_fresh(settled)
        if not refused:
            pause = max(2 * pause, lag if has_told else self.lag)
        due = since + pause
        if refused or has_told:
            return due if now < due else None
        if now < min(due, settled):
            return min(due, settled)
        look_again = self.read(now)
        if now < due:
            return due if look_again is None else min(due, look_again)
        return look_again

    def read(self, now: float) -> float | None:
        """Have the entity read anew, ever less often; return when to look again.

        None if there is nothing to read anew.
        """
        if now < (in_vain_until := self._readback.in_vain_until):
            return in_vain_until
        if self.reads and now < (due := self._read_at + self._pause(self.reads)):
            return due
        self.reads += 1
        if not self._readback.async_read_anew():
            return None
        self._read_at = now
        return now + self._pause(self.reads)

    def _pause(self, times: int) -> float:
        longest = LONGEST_CLOUD_PAUSE if self._facts().cloud else LONGEST_PAUSE
        return min(FIRST_PAUSE << min(times - 1, 20), longest)
