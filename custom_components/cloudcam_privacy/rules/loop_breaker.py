"""Notice that a rule changes itself, by way of what its own verdict brings about."""

from collections import deque
from time import monotonic
from typing import Final

MOST_NESTED: Final = 3
"""Changes of a verdict within one another, each brought about by the one before."""

MOST_CHANGES: Final = 100
"""Changes of a verdict `WITHIN` some seconds; no sensor of a house does that."""

WITHIN: Final = 10
"""Seconds."""


class LoopBreaker:
    """Count the changes of one rule's verdict; once `broken`, it stays so."""

    def __init__(self) -> None:
        """Begin with no changes."""
        self.broken = False
        self._nested = 0
        self._changes: deque[float] = deque(maxlen=MOST_CHANGES)

    def __enter__(self) -> None:
        """Note that the verdict has changed and is about to be told."""
        now = monotonic()
        self._changes.append(now)
        self._nested += 1
        crowded = len(self._changes) == MOST_CHANGES
        if self._nested > MOST_NESTED or (crowded and now - self._changes[0] < WITHIN):
            self.broken = True

    def __exit__(self, *_: object) -> None:
        """Note that everybody has been told."""
        self._nested -= 1
