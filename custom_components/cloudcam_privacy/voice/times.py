"""How long and until when, found in what was said by Home Assistant's own matcher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hassil import RecognizeResult, recognize_all
from homeassistant.util import dt as dt_util

from .language import Language

_UNITS: Final = ("weeks", "days", "hours", "minutes", "seconds")
_NOON: Final = 12
_DAY: Final = timedelta(days=1)
_HALF_DAY: Final = _DAY / 2
_EVENING: Final = 5
"""The hour from which "at night" is before midnight, on the clock's face."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time within a sentence: from which word to which, and how long it is from now.

    `length` is None if there is no such time; `later` tells that it is when to begin.
    """

    start: int
    end: int
    length: timedelta | None
    later: bool = False


def find_time(
    said: Sequence[str], language: Language, now: datetime
) -> SaidTime | None:
    """Return the longest time in the words of a sentence, in the zone of `now`."""
    spans = (
        _span(result, said) for result in recognize_all(" ".join(said), language.times)
    )
    start, end, result = max(
        filter(None, spans), key=lambda span: span[1] - span[0], default=(0, 0, None)
    )
    if result is None:
        return None
    values = {name: entity.value for name, entity in result.entities.items()}
    if result.intent.name == "until":
        until = _until(values, now)
        if until is None:
            return SaidTime(start, end, None)
        length = dt_util.as_utc(until) - dt_util.as_utc(now)
    else:
        length = timedelta(
            **{unit: float(values[unit]) for unit in _UNITS if unit in values}
        )
    return SaidTime(start, end, length, later=result.intent.name == "later")


def _span(
    result: RecognizeResult, said: Sequence[str]
) -> tuple[int, int, RecognizeResult] | None:
    """Return from where to where a time goes; None for no time.

    No word may have been taken in two, such as "22" as "2" and "2".
    """
    texts = {name: (e.text or "").split() for name, e in result.entities.items()}
    before, after = texts.pop("before", []), texts.pop("after", [])
    start, end = len(before), len(said) - len(after)
    whole = before == [*said[:start]] and after == [*said[end:]]
    used = {word for words in texts.values() for word in words}
    return (start, end, result) if texts and whole and used <= {*said} else None


def _until(values: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return the point in time; None if there is no such time of day.

    "Ten" is in the morning or in the evening, whichever comes first, and "twelve" is
    noon or midnight; on another day, "ten" is in the morning and "three" after noon.
    """
    hour = values["hour"]
    minute = values.get("minute", 0) + values.get("past", 0) - values.get("to", 0)
    if not (0 <= hour <= 24 and -60 < minute < 60) or hour % 1 or minute % 1:
        return None
    days, step, part = _day_and_part(values, now)
    if part == "night":
        part = "pm" if _EVENING < hour < _NOON else "am"
    elif not part and 0 < hour <= _NOON:
        if days == 0 and step == _DAY:
            step = _HALF_DAY
        elif hour <= _EVENING:
            part = "pm"
    if part in ("am", "pm") and hour <= _NOON:
        hour = hour % _NOON + (_NOON if part == "pm" else 0)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = today + timedelta(days=days, hours=int(hour), minutes=int(minute))
    while end <= now:
        end += step
    return end.replace(fold=now.fold)


def _day_and_part(
    values: Mapping[str, Any], now: datetime
) -> tuple[int, timedelta, str]:
    """Return in how many days it is, after how many again, and the part of the day.

    One word can tell both: "domattina" is tomorrow in the morning.
    """
    day, part = values.get("day", 0), str(values.get("part", ""))
    if isinstance(day, str):
        return (int(day.removeprefix("weekday ")) - now.weekday()) % 7, 7 * _DAY, part
    both, _, part = part.rpartition(" ")
    return int(both or day), _DAY, part
