"""Durations and times of day as people say them, in English and in German."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.voice.sentences import LANGUAGES
from custom_components.cloudcam_privacy.voice.sentences.de import GERMAN
from custom_components.cloudcam_privacy.voice.sentences.en import ENGLISH
from custom_components.cloudcam_privacy.voice.sentences.table import Language
from custom_components.cloudcam_privacy.voice.sentences.times import (
    LONGEST,
    parse_duration,
    parse_until,
)

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 20, 8, 5, tzinfo=BERLIN)
EVENING = datetime(2026, 11, 20, 20, 5, tzinfo=BERLIN)
TABLES = st.sampled_from(LANGUAGES)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001
    lambda now: now.replace(tzinfo=UTC).astimezone(BERLIN)
)


@pytest.mark.parametrize(
    ("table", "said", "minutes"),
    [
        (ENGLISH, "one hour", 60),
        (ENGLISH, "an hour", 60),
        (ENGLISH, "an hour and a half", 90),
        (ENGLISH, "one and a half hours", 90),
        (ENGLISH, "Two and a half hours", 150),
        (ENGLISH, "1.5 hours", 90),
        (ENGLISH, "half an hour", 30),
        (ENGLISH, "a quarter of an hour", 15),
        (ENGLISH, "three quarters of an hour", 45),
        (ENGLISH, "20 minutes", 20),
        (ENGLISH, "twenty-five minutes", 25),
        (ENGLISH, "2 hours, 10 minutes", 130),
        (ENGLISH, "an hour and 30 minutes.", 90),
        (ENGLISH, "90 seconds", 1.5),
        (ENGLISH, "a day", 1440),
        (ENGLISH, "a while", None),
        (ENGLISH, "zero minutes", None),
        (ENGLISH, "ever", None),
        (ENGLISH, "one", None),
        (ENGLISH, "an hour or so", None),
        (ENGLISH, "400 days", None),
        (ENGLISH, "", None),
        (GERMAN, "eine Stunde", 60),
        (GERMAN, "anderthalb Stunden", 90),
        (GERMAN, "eineinhalb Stunden", 90),
        (GERMAN, "zweieinhalb Stunden", 150),
        (GERMAN, "1,5 Stunden", 90),
        (GERMAN, "eine halbe Stunde", 30),
        (GERMAN, "eine Viertelstunde", 15),
        (GERMAN, "eine Dreiviertelstunde", 45),
        (GERMAN, "zwei Stunden und zehn Minuten", 130),
        (GERMAN, "fünfundvierzig Minuten", 45),
        (GERMAN, "einundzwanzig Minuten", 21),
        (GERMAN, "einen Tag", 1440),
        (GERMAN, "ein Weilchen", None),
        (GERMAN, "immer", None),
    ],
)
def test_durations(table: Language, said: str, minutes: float | None) -> None:
    expected = None if minutes is None else timedelta(minutes=minutes)
    assert parse_duration(said, table.times) == expected


@pytest.mark.parametrize(
    ("table", "said", "in_the_morning", "in_the_evening"),
    [
        (ENGLISH, "ten", "Fri 10:00", "Fri 22:00"),
        (ENGLISH, "ten o'clock", "Fri 10:00", "Fri 22:00"),
        (ENGLISH, "10 pm", "Fri 22:00", "Fri 22:00"),
        (ENGLISH, "10pm", "Fri 22:00", "Fri 22:00"),
        (ENGLISH, "10 p.m.", "Fri 22:00", "Fri 22:00"),
        (ENGLISH, "10:15 PM", "Fri 22:15", "Fri 22:15"),
        (ENGLISH, "10 a.m.", "Fri 10:00", "Sat 10:00"),
        (ENGLISH, "22:15", "Fri 22:15", "Fri 22:15"),
        (ENGLISH, "half past nine", "Fri 09:30", "Fri 21:30"),
        (ENGLISH, "a quarter to ten", "Fri 09:45", "Fri 21:45"),
        (ENGLISH, "five past ten", "Fri 10:05", "Fri 22:05"),
        (ENGLISH, "ten thirty", "Fri 10:30", "Fri 22:30"),
        (ENGLISH, "noon", "Fri 12:00", "Sat 12:00"),
        (ENGLISH, "midnight", "Sat 00:00", "Sat 00:00"),
        (ENGLISH, "12 am", "Sat 00:00", "Sat 00:00"),
        (ENGLISH, "quarter past 12 pm", "Fri 12:15", "Sat 12:15"),
        (ENGLISH, "eight", "Fri 20:00", "Sat 08:00"),
        (ENGLISH, "tomorrow at eight", "Sat 08:00", "Sat 08:00"),
        (ENGLISH, "eight tomorrow morning", "Sat 08:00", "Sat 08:00"),
        (ENGLISH, "ten tonight", "Fri 22:00", "Fri 22:00"),
        (ENGLISH, "two at night", "Sat 02:00", "Sat 02:00"),
        (ENGLISH, "eleven at night", "Fri 23:00", "Fri 23:00"),
        (ENGLISH, "tomorrow", None, None),
        (ENGLISH, "25", None, None),
        (ENGLISH, "10:75", None, None),
        (ENGLISH, "24:30", None, None),
        (ENGLISH, "the cows come home", None, None),
        (ENGLISH, "ten cows", None, None),
        (ENGLISH, "", None, None),
        (GERMAN, "zehn", "Fri 10:00", "Fri 22:00"),
        (GERMAN, "zehn Uhr", "Fri 10:00", "Fri 22:00"),
        (GERMAN, "um zehn", "Fri 10:00", "Fri 22:00"),
        (GERMAN, "zehn Uhr abends", "Fri 22:00", "Fri 22:00"),
        (GERMAN, "22 Uhr 15", "Fri 22:15", "Fri 22:15"),
        (GERMAN, "22:15 Uhr", "Fri 22:15", "Fri 22:15"),
        (GERMAN, "22.15 Uhr", "Fri 22:15", "Fri 22:15"),
        (GERMAN, "halb zehn", "Fri 09:30", "Fri 21:30"),
        (GERMAN, "viertel nach zehn", "Fri 10:15", "Fri 22:15"),
        (GERMAN, "viertel zehn", "Fri 09:15", "Fri 21:15"),
        (GERMAN, "dreiviertel zehn", "Fri 09:45", "Fri 21:45"),
        (GERMAN, "fünf vor zehn", "Fri 09:55", "Fri 21:55"),
        (GERMAN, "Mittag", "Fri 12:00", "Sat 12:00"),
        (GERMAN, "Mitternacht", "Sat 00:00", "Sat 00:00"),
        (GERMAN, "morgen früh um acht", "Sat 08:00", "Sat 08:00"),
        (GERMAN, "heute Abend um zehn", "Fri 22:00", "Fri 22:00"),
        (GERMAN, "acht Uhr morgens", "Sat 08:00", "Sat 08:00"),
        (GERMAN, "elf Uhr nachts", "Fri 23:00", "Fri 23:00"),
        (GERMAN, "morgen", None, None),
        (GERMAN, "gleich", None, None),
    ],
)
def test_times(
    table: Language, said: str, in_the_morning: str | None, in_the_evening: str | None
) -> None:
    for now, expected in ((MORNING, in_the_morning), (EVENING, in_the_evening)):
        end = parse_until(said, table.times, now)
        assert (end and f"{end:%a %H:%M}") == expected


@given(TABLES, st.integers(0, 99), st.integers(1, 59))
def test_any_duration_in_figures_and_words(
    table: Language, hours: int, minutes: int
) -> None:
    """Figures and words mean the same."""
    hour, minute, and_ = {
        "en": ("hours", "minutes", "and"),
        "de": ("Stunden", "Minuten", "und"),
    }[table.code]
    words = {figure: word for word, figure in table.times.numbers.items()}
    expected = timedelta(hours=hours, minutes=minutes)
    for h, m in ((str(hours), str(minutes)), (words[str(hours)], words[str(minutes)])):
        assert (
            parse_duration(f"{h} {hour} {and_} {m} {minute}", table.times) == expected
        )


@given(TABLES, NOWS, st.integers(0, 23), st.integers(0, 59))
def test_any_time_of_the_day(
    table: Language, now: datetime, hour: int, minute: int
) -> None:
    """It is the next time that the clock shows it, unless the clock skips it."""
    end = parse_until(f"{hour}:{minute:02}", table.times, now)
    assert end is not None
    assert timedelta() < end.astimezone(UTC) - now.astimezone(UTC)
    assert end.astimezone(UTC) - now.astimezone(UTC) <= timedelta(hours=25)
    shown = {(end.hour - hour) % 12, (end.astimezone(UTC).hour - hour) % 12}
    if 0 < hour <= 12:
        assert end.astimezone(UTC) - now.astimezone(UTC) <= timedelta(hours=13)
    if not (2 <= end.hour <= 3 and end.month in (3, 10)):
        assert 0 in shown
        assert end.minute == minute
        if hour > 12:
            assert end.hour == hour


@given(TABLES, NOWS, st.text(max_size=30))
def test_any_nonsense(table: Language, now: datetime, said: str) -> None:
    """Whatever comes out of a microphone, there is an answer that makes sense."""
    duration = parse_duration(said, table.times)
    assert duration is None or timedelta() < duration <= LONGEST
    end = parse_until(said, table.times, now)
    assert end is None or end > now


@pytest.mark.parametrize("table", LANGUAGES)
def test_tables_are_complete(table: Language) -> None:
    """Every language can say and hear the same."""
    assert table.answers.keys() == ENGLISH.answers.keys()
    assert table.sentences.keys() == ENGLISH.sentences.keys()
    assert len(table.weekdays) == 7
    for key, answer in ENGLISH.answers.items():
        for placeholder in ("{names}", "{mode}", "{time}", "{place}", "{error}"):
            assert (placeholder in table.answers[key]) is (placeholder in answer)
