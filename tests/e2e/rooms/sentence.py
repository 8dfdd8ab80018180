"""The shape of a row: what is typed into Assist, what it answers, what has changed.

`{end}` in an answer stands for the end that the camera tells, as people say it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from .house import CLOCK

type End = Callable[[datetime], datetime]
"""From now to the end that is meant."""


def lasting(**length: float) -> End:
    """Return the end of a duration."""
    return lambda now: now.astimezone(UTC) + timedelta(**length)


def at_next(*hours: int, minute: int = 0) -> End:
    """Return the next time that the clock shows one of the hours."""

    def end(now: datetime) -> datetime:
        times = (
            datetime.combine(
                now.date() + timedelta(days=day), time(hour, minute), CLOCK
            )
            for day in (0, 1)
            for hour in hours
        )
        return min(when for when in times if when > now)

    return end


def tomorrow_at(hour: int) -> End:
    """Return that hour of tomorrow."""
    return lambda now: datetime.combine(
        now.date() + timedelta(days=1), time(hour), CLOCK
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One row: cameras not named are open before, and after it."""

    says: str
    answer: str
    language: str = "en"
    private: tuple[str, ...] = ()
    """Cameras that are private afterwards."""
    end: End | None = None
    """When that ends, None for not by itself."""
    before: tuple[str, ...] = ()
    """Cameras that were made private by hand before."""
    anna_is_home: bool = False
    to_tablet: bool = False
    """Typed into the tablet on the bedroom's wall, and not into a browser."""
    may_lower: bool = False
    """The household's option that voice may lower privacy."""
