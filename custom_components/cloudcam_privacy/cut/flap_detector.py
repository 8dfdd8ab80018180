"""Drift: an entity leaves its cut state without us."""

from collections import deque
from typing import Final

DRIFTS: Final = 3
DRIFT_WINDOW: Final = 600
"""So often within so many seconds a cut is renewed that somebody else undoes."""


class FlapDetector:
    """Count how often a cut that was seen is undone by somebody else."""

    def __init__(self) -> None:
        """Begin without having seen the cut."""
        self._seen_cut = False
        self._times: deque[float] = deque(maxlen=DRIFTS)

    def note(self, is_cut: bool, now: float, *, fresh: bool, settled: float) -> bool:
        """Take note of what the entity shows while it is to be cut; tell if it drifted.

        `now` in seconds. A cut counts as seen if what shows it is `fresh`, and no mere
        hope. Before `settled` what is shown may still be of before the command, which
        is nobody's doing.
        """
        if is_cut:
            self._seen_cut = self._seen_cut or fresh
            if fresh and self.is_hopeless:
                self._times.clear()  # Not we have cut it.
            return False
        seen, self._seen_cut = self._seen_cut, False
        if not seen or now < settled:
            return False
        while self._times and now - self._times[0] > DRIFT_WINDOW:
            self._times.popleft()
        self._times.append(now)
        return True

    @property
    def is_hopeless(self) -> bool:
        """Tell whether it is time to stop fighting."""
        return len(self._times) == DRIFTS
