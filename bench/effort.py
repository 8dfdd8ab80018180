"""How often and how long things are measured."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Effort:
    """What a full run takes, or a quick one that only tells whether all works."""

    sizes: tuple[int, ...] = (1, 10, 100, 400)
    """How many cameras see somebody come home."""
    rules: tuple[int, ...] = (10, 100, 1000)
    arrivals: int = 12
    stills: int = 400
    rounds: int = 5
    """How often what takes seconds is done."""
    changes: int = 40
    """State changes in one sample."""
    watch_seconds: float = 5
    few_viewers: int = 10
    viewers: int = 50
    live_viewers: int = 100
    large: int = 400
    """Cameras that are set up."""
    idle_cameras: int = 100
    idle_slice_seconds: float = 15

    @classmethod
    def quick(cls) -> Self:
        """Return what takes less than a minute and tells little."""
        return cls(
            sizes=(2,),
            rules=(10,),
            arrivals=3,
            stills=20,
            rounds=2,
            changes=20,
            watch_seconds=2,
            few_viewers=2,
            viewers=4,
            live_viewers=4,
            large=5,
            idle_cameras=2,
            idle_slice_seconds=0.5,
        )
