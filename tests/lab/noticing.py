"""What the household makes of a clock on the wall that somebody sets."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from custom_components.cloudcam_privacy.rules.clock import CHECK

from .reckoning import Camera, Rule
from .virtual import Clock

LITTLE: Final = (-0.375, 0.375)
"""Seconds; steps of the clock of which two are not noticed, and three are."""

_NOTICED: Final = timedelta(seconds=1)


class Noticing:
    """When it is noticed that the clock was set, and what holds until then."""

    def __init__(self, clock: Clock) -> None:
        """Begin with a clock that is right."""
        self._clock = clock
        self.latest = clock.now()
        """The latest that the clock has shown: what has been then is not undone."""
        self.lowered: dict[str, str] = {}
        """Modes of the cameras that were lowered when the clock was set."""
        self._unnoticed = timedelta()
        self._noticed_at = 0.0

    @property
    def is_over(self) -> bool:
        """Tell whether everybody has noticed."""
        return self._clock.elapsed > self._noticed_at

    def look(self) -> datetime:
        """Look at the clock; return the latest that it has shown."""
        self.latest = max(self.latest, self._clock.now())
        return self.latest

    def begin_anew(self) -> None:
        """Take the clock for right, whatever it shows."""
        self._unnoticed = timedelta()

    def was_set(
        self, by: timedelta, rules: Iterable[Rule], cameras: Mapping[str, Camera]
    ) -> None:
        """Reckon with another time; little steps count once they have added up."""
        self._noticed_at = self._clock.elapsed + CHECK.total_seconds()
        self.lowered = {
            name: camera.override.mode
            for name, camera in cameras.items()
            if camera.override is not None and camera.override.lowers
        }
        for rule in rules:
            rule.clock_is_set(self.latest)
        self._unnoticed += by
        if abs(self._unnoticed) < _NOTICED:
            return
        self.latest += self._unnoticed
        for rule in rules:
            rule.shift(self._unnoticed)
        for camera in cameras.values():
            camera.clock_was_set(self._unnoticed)
        self._unnoticed = timedelta()
