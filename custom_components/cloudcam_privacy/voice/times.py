"""How long and until when, found in what was said by Home Assistant's own matcher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hassil import RecognizeResult, recognize_all
from homeassistant.util import dt as dt_util

from .language import Language

_NOON: Final = 12
_HALF_DAY: Final = timedelta(hours=12)
_EVENING: Final = 5
"""The hour from which "at night" is before midnight, on the clock's face."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time within a sentence: which words it takes, and what it means."""

    start: int
    end: int
    duration: timedelta | None = None
    until: datetime | None = None
    later: bool = False
    """It is not how long, but when to begin."""

    @property
    def exists(self) -> bool:
        """Tell whether there is such a time of day."""
        return self.duration is not None or self.until is not None

    def length(self, now: datetime) -> timedelta | None:
        """Return how long that is from now; None for a time that does not exist."""
        if self.until is None:
            return self.duration
        return dt_util.as_utc(self.until) - dt_util.as_utc(now)


def find_time(
    said: Sequence[str], language: Language, now: datetime
) -> SaidTime | None:
    """Return the longest time in the words of a sentence, in the zone of `now`."""
    found = [
        (*_span(result, len(said)), result)
        for result in recognize_all(" ".join(said), language.times)
    ]
    whole = [span for span in found if _of_whole_words(said, *span)]
    if not whole:
        return None
    start, end, result = max(whole, key=lambda span: span[1] - span[0])
    values = {name: entity.value for name, entity in result.entities.items()}
    if result.intent.name == "until":
        return SaidTime(start, end, until=_until(values, now))
    parts = {
        unit: float(values[unit])
        for unit in ("days", "hours", "minutes", "seconds")
        if unit in values
    }
    later = result.intent.name == "later"
    return SaidTime(start, end, timedelta(**parts), later=later)


def _span(result: RecognizeResult, count: int) -> tuple[int, int]:
    around = [
        len(str(result.entities[name].value).split()) if name in result.entities else 0
        for name in ("before", "after")
    ]
    return around[0], count - around[1]


def _of_whole_words(
    said: Sequence[str], start: int, end: int, result: RecognizeResult
) -> bool:
    """Tell whether no word was taken in two, such as "22" as "2" and "2"."""
    entities = result.entities
    before = str(entities["before"].value).split() if "before" in entities else []
    after = str(entities["after"].value).split() if "after" in entities else []
    used = [
        word
        for name, entity in entities.items()
        if name not in ("before", "after")
        for word in (entity.text or "").split()
    ]
    return (
        before == list(said[:start])
        and after == list(said[end:])
        and set(used) <= set(said[start:end])
    )


def _until(values: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return the point in time; None if there is no such time of day.

    "Ten" is in the morning or in the evening, whichever comes first; tomorrow it is
    in the morning.
    """
    hour, minute = values["hour"], values.get("minute", 0)
    part, day = values.get("part"), values.get("day")
    if not (0 <= hour <= 24 and -60 < minute < 60) or hour % 1 or minute % 1:
        return None
    if part == "night":
        part = "pm" if _EVENING < hour < _NOON else "am"
    if part in ("am", "pm") and hour <= _NOON:
        hour = hour % _NOON + (_NOON if part == "pm" else 0)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    end = today + timedelta(days=day or 0, hours=int(hour), minutes=int(minute))
    if part is None and day is None and 0 < hour <= _NOON and end <= now:
        end += _HALF_DAY
    if end <= now:
        end += timedelta(days=1)
    return end
