"""Count who was refused, and tell apart what is new and what goes on.

A dashboard asks for its stills every few seconds, and is refused as often, for as
long as a camera is private. Each refusal counts; of those in a row, the first is told.
"""

from time import monotonic
from typing import Final

from ..policy.mode import Mode
from .session import STILLS_TOGETHER, Who

TOLD_AGAIN: Final = 3600.0
"""Seconds after which somebody who is refused all the time is told of again."""

COUNTED_EVERY: Final = 4.0
"""Seconds for which counts may lag behind."""


class RefusalCounter:
    """The refusals of one camera since the start."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        self._told_of = 0
        self._rows: dict[tuple[Who, Mode], tuple[float, float]] = {}
        """When the first was told, and when the latest was, of each row."""

    def add(self, who: Who, mode: Mode) -> bool:
        """Count one; return whether it is to be told."""
        self.count += 1
        now = monotonic()
        told, latest = self._rows.get((who, mode), (-TOLD_AGAIN, -TOLD_AGAIN))
        is_new = now - latest > STILLS_TOGETHER or now - told >= TOLD_AGAIN
        self._rows[who, mode] = (now if is_new else told, now)
        if is_new:
            self._told_of = self.count
        return is_new

    def next_look(self, told: float) -> float | None:
        """Return when to look again, if the count was last shown at a time."""
        return None if self._told_of == self.count else told + COUNTED_EVERY

    def look(self, now: float, told: float) -> bool:
        """Forget rows that are over; return whether the count is to be shown."""
        self._rows = {
            key: row
            for key, row in self._rows.items()
            if now - row[1] < STILLS_TOGETHER
        }
        if self._told_of == self.count or now - told < COUNTED_EVERY:
            return False
        self._told_of = self.count
        return True
