"""Durations and times of day, read from what people say; the words are in the tables.

Text is first brought to figures, "half past ten" to "half past 10", then to what is
the same in all languages, "90 min". What is not understood from the first to the last
word is not understood at all: a wrong guess would end privacy too early.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
import re
from typing import Final

LONGEST: Final = timedelta(days=366)
"""Whoever says more does not mean a duration."""

_SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_AMOUNT: Final = re.compile(r"(\d+(?:\.\d+)?) ?(min|s|h|d)\b ?")
_NOON: Final = 12
_HALF_DAY: Final = 12 * 60
_DAY: Final = 24 * 60


class DayPart(Enum):
    """Which half of the day a time on the clock's face is in."""

    AM = "am"
    PM = "pm"
    NIGHT = "night"
    """Late in the evening or early in the morning."""


type Rewrites = tuple[tuple[str, str], ...]
"""Regular expressions and what they are replaced by, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """What a language needs to tell times.

    `numbers` are words with their figures. `durations` rewrites a duration to amounts
    such as "1.5 h". `clock` rewrites a time to "10:30", or to "10:00 -15" for a
    quarter to ten. `parts` are expressions for parts of the day.
    """

    numbers: Mapping[str, str]
    durations: Rewrites
    clock: Rewrites
    parts: tuple[tuple[str, DayPart], ...]
    tomorrow: str


def parse_duration(text: str, texts: TimeWords) -> timedelta | None:
    """Return how long, or None if that is not understood, or nothing, or endless."""
    amounts = _rewrite(
        re.sub(r"(\d),(\d)", r"\1.\2", _plain(text, texts)), texts.durations
    )
    if _AMOUNT.sub("", amounts).strip():
        return None
    found = _AMOUNT.findall(amounts)
    seconds = sum(float(amount) * _SECONDS[unit] for amount, unit in found)
    return (
        timedelta(seconds=seconds) if 0 < seconds <= LONGEST.total_seconds() else None
    )


def parse_until(text: str, texts: TimeWords, now: datetime) -> datetime | None:
    """Return the next time of day that is meant, in the time zone of `now`.

    "Ten" is in the morning or in the evening, whichever comes first; tomorrow it is
    in the morning. None if it is not understood.
    """
    said = _plain(text, texts)
    said, tomorrow = re.subn(texts.tomorrow, " ", said)
    part: DayPart | None = None
    for expression, meant in texts.parts:
        said, times = re.subn(expression, " ", said)
        if times:
            part = meant
    face = re.fullmatch(
        r"(\d{1,2}):(\d{2})(?: ([+-]\d{1,2}))?",
        _rewrite(" ".join(said.split()), texts.clock).strip(),
    )
    if face is None:
        return None
    hour, minute, offset = (int(figure or 0) for figure in face.groups())
    if hour > 24 or minute >= 60 or (hour == 24 and minute) or abs(offset) >= 60:
        return None
    if part is not None and hour > _NOON:
        part = None
    minutes = _minutes(hour, part, bool(tomorrow))
    return _next(now, (m + minute + offset for m in minutes), bool(tomorrow))


def _minutes(hour: int, part: DayPart | None, tomorrow: bool) -> tuple[int, ...]:
    """Return the minutes since midnight that an hour on the clock may mean."""
    early = hour % 12 * 60
    late = early + _HALF_DAY
    if part is DayPart.NIGHT:
        part = DayPart.PM if hour % 12 >= 6 else DayPart.AM
    if part is DayPart.AM:
        return (early,)
    if part is DayPart.PM:
        return (late,)
    if not 0 < hour <= _NOON:
        return (hour % 24 * 60,)
    if tomorrow:
        return (hour * 60,)
    return (early, late)


def _next(now: datetime, minutes: Iterable[int], tomorrow: bool) -> datetime | None:
    """Return the earliest time to come that the clock shows one of the times."""
    faces = [time(*divmod(minute % _DAY, 60)) for minute in minutes]
    today = now.date()
    days = (1,) if tomorrow else (0, 1)
    times = (
        datetime.combine(today + timedelta(days=day), face, now.tzinfo).astimezone(UTC)
        for day in days
        for face in faces
    )
    coming = min((when for when in times if when > now), default=None)
    return None if coming is None else coming.astimezone(now.tzinfo)


def _plain(text: str, texts: TimeWords) -> str:
    """Return the text in small letters, without punctuation, with figures."""
    said = re.sub(r"(?<=\b[ap])\.m\b\.?", "m", text.casefold())
    said = re.sub(r"(?<=\d)(?=[ap]m\b)", " ", re.sub(r"['’]", "", said))
    said = re.sub(r"(?<!\d)[.,:;!?]|[.,:;!?](?!\d)|-", " ", said)
    return " ".join(_rewrite(" ".join(said.split()), _figures(texts.numbers)).split())


def _figures(numbers: Mapping[str, str]) -> Rewrites:
    """Return rewrites for number words, the longest first."""
    by_length = sorted(numbers, key=len, reverse=True)
    return tuple((rf"\b{word.casefold()}\b", numbers[word]) for word in by_length)


def _rewrite(text: str, rewrites: Rewrites) -> str:
    for expression, replacement in rewrites:
        text = re.sub(expression, replacement, text)
    return text
