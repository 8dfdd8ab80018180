"""How long and until when, as people say it in seven languages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.cloudcam_privacy.voice.language import LANGUAGES, load
from custom_components.cloudcam_privacy.voice.text import split
from custom_components.cloudcam_privacy.voice.times import SaidTime, find_time

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 20, 8, 5, tzinfo=BERLIN)
AFTER_LUNCH = datetime(2026, 11, 20, 13, 42, tzinfo=BERLIN)
EVENING = datetime(2026, 11, 20, 20, 5, tzinfo=BERLIN)
UNTIL = {
    "de": "bis",
    "en": "until",
    "es": "hasta las",
    "fr": "jusqu'à",
    "it": "fino alle",
    "nl": "tot",
    "ro": "până la",
}
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001
    lambda now: now.replace(tzinfo=UTC).astimezone(BERLIN)
)


def find(code: str, said: str, now: datetime = MORNING) -> SaidTime | None:
    """Return the time in what was said."""
    return find_time(split(said), load(code), now)


@pytest.mark.parametrize(
    ("code", "said", "minutes"),
    [
        ("en", "for an hour and a half", 90),
        ("en", "for 1.5 hours", 90),
        ("en", "for one hour and twenty minutes", 80),
        ("en", "for 90 seconds", 1.5),
        ("en", "for a day", 1440),
        ("en", "for the next two and a half hours", 150),
        ("de", "für anderthalb Stunden", 90),
        ("de", "eine Dreiviertelstunde lang", 45),
        ("de", "für einundzwanzig Minuten", 21),
        ("de", "zwei Stunden und fünf Minuten", 125),
        ("es", "durante tres cuartos de hora", 45),
        ("es", "veintiún minutos", 21),
        ("fr", "pendant une heure et quart", 75),
        ("en", "for a couple of hours", 120),
        ("en", "for about twenty minutes", 20),
        ("de", "so zwanzig Minütchen", 20),
        ("de", "dreieinhalb Stunden", 210),
        ("es", "una hora y cuarto", 75),
        ("es", "un par de horas", 120),
        ("fr", "une vingtaine de minutes", 20),
        ("fr", "une heure trente", 90),
        ("it", "un'ora e dieci minuti", 70),
        ("it", "una ventina di minuti", 20),
        ("nl", "zo'n twintig minuutjes", 20),
        ("nl", "drie en een half uur", 210),
        ("ro", "vreo douăzeci de minute", 20),
        ("ro", "o oră și un sfert", 75),
        ("en", "for two weeks", 20160),
        ("fr", "pendant vingt-deux minutes", 22),
        ("fr", "pour 2 h", 120),
        ("it", "per due ore e mezza", 150),
        ("it", "un quarto d'ora", 15),
        ("nl", "anderhalf uur", 90),
        ("nl", "drie kwartier lang", 45),
        ("nl", "tweeëntwintig minuten", 22),
        ("ro", "timp de două ore și jumătate", 150),
        ("ro", "un sfert de oră", 15),
        ("en", "for ever", None),
        ("en", "the hours", None),
    ],
)
def test_durations(code: str, said: str, minutes: float | None) -> None:
    found = find(code, said)
    if minutes is None:
        assert found is None or found.end - found.start < len(split(said))
        return
    assert found == SaidTime(0, len(split(said)), timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("code", "said", "now", "end"),
    [
        ("en", "until ten", MORNING, "20 10:00"),
        ("en", "until ten", EVENING, "20 22:00"),
        ("en", "until twelve", MORNING, "20 12:00"),
        ("en", "until twelve", EVENING, "21 00:00"),
        ("de", "bis viertel nach eins", AFTER_LUNCH, "21 01:15"),
        ("en", "until 10:30 p.m.", MORNING, "20 22:30"),
        ("en", "until a quarter to eight in the morning", EVENING, "21 07:45"),
        ("en", "until tomorrow at seven", MORNING, "21 07:00"),
        ("en", "until noon", MORNING, "20 12:00"),
        ("en", "until midnight", MORNING, "21 00:00"),
        ("en", "until ten at night", MORNING, "20 22:00"),
        ("en", "until two at night", MORNING, "21 02:00"),
        ("de", "bis halb zehn", MORNING, "20 09:30"),
        ("de", "bis viertel nach neun Uhr abends", MORNING, None),
        ("de", "bis 22 Uhr 15", MORNING, "20 22:15"),
        ("de", "bis morgen früh um acht", MORNING, "21 08:00"),
        ("es", "hasta las nueve y media de la noche", MORNING, "20 21:30"),
        ("es", "hasta mañana a las ocho", MORNING, "21 08:00"),
        ("fr", "jusqu'à 22h30", MORNING, "20 22:30"),
        ("fr", "jusqu'à demain matin à sept heures", MORNING, "21 07:00"),
        ("it", "fino alle sei e mezza", MORNING, "20 18:30"),
        ("it", "fino a domani mattina alle otto", MORNING, "21 08:00"),
        ("nl", "tot half tien", MORNING, "20 09:30"),
        ("nl", "tot morgenochtend zeven uur", MORNING, "21 07:00"),
        ("ro", "până la ora 22", MORNING, "20 22:00"),
        ("ro", "până mâine dimineață la opt", MORNING, "21 08:00"),
        ("en", "until a quarter past four", AFTER_LUNCH, "20 16:15"),
        ("en", "until twenty five to nine", AFTER_LUNCH, "20 20:35"),
        ("en", "until nine tonight", AFTER_LUNCH, "20 21:00"),
        ("en", "until today at nine", AFTER_LUNCH, "20 21:00"),
        ("en", "until one tonight", AFTER_LUNCH, "21 01:00"),
        ("en", "until tomorrow at three", AFTER_LUNCH, "21 15:00"),
        ("en", "until the day after tomorrow at noon", AFTER_LUNCH, "22 12:00"),
        ("en", "until Monday at nine", AFTER_LUNCH, "23 09:00"),
        ("en", "until Friday 7 am", AFTER_LUNCH, "27 07:00"),
        ("de", "bis viertel fünf", AFTER_LUNCH, "20 16:15"),
        ("de", "bis fünf vor halb drei", AFTER_LUNCH, "20 14:25"),
        ("de", "bis morgen Mittag um zwölf", AFTER_LUNCH, "21 12:00"),
        ("de", "bis heute Nacht um eins", AFTER_LUNCH, "21 01:00"),
        ("es", "hasta las tres menos diez", AFTER_LUNCH, "20 14:50"),
        ("es", "hasta cuarto para las seis", AFTER_LUNCH, "20 17:45"),
        ("es", "hasta el lunes a las nueve", AFTER_LUNCH, "23 09:00"),
        ("fr", "jusqu'à ce soir neuf heures", AFTER_LUNCH, "20 21:00"),
        ("fr", "jusqu'à midi et demi", MORNING, "20 12:30"),
        ("fr", "jusqu'à trois heures moins dix", AFTER_LUNCH, "20 14:50"),
        ("it", "fino alle dieci di stasera", AFTER_LUNCH, "20 22:00"),
        ("it", "fino alle sette di domattina", AFTER_LUNCH, "21 07:00"),
        ("it", "fino alle tre meno dieci", AFTER_LUNCH, "20 14:50"),
        ("nl", "tot vanavond negen uur", AFTER_LUNCH, "20 21:00"),
        ("nl", "tot morgenmiddag twaalf uur", AFTER_LUNCH, "21 12:00"),
        ("nl", "tot tien voor half drie", AFTER_LUNCH, "20 14:20"),
        ("ro", "până diseară la nouă", AFTER_LUNCH, "20 21:00"),
        ("ro", "până la trei fără zece", AFTER_LUNCH, "20 14:50"),
        ("ro", "până mâine la prânz", AFTER_LUNCH, "21 12:00"),
        ("en", "until 25", MORNING, None),
        ("en", "until 10 75", MORNING, None),
    ],
)
def test_ends(code: str, said: str, now: datetime, end: str | None) -> None:
    found = find(code, said, now)
    assert found is not None
    if end is None:
        assert found.length is None or found.end < len(split(said))
        return
    assert found.length is not None
    until = (now.astimezone(UTC) + found.length).astimezone(BERLIN)
    assert (f"{until:%d %H:%M}", found.end) == (end, len(split(said)))


def test_the_night_when_the_clock_is_set_back() -> None:
    """Until eight in the morning is an hour longer then."""
    now = datetime(2026, 10, 24, 20, tzinfo=BERLIN)
    found = find("en", "until 8 in the morning", now)
    assert found is not None
    assert found.length == timedelta(hours=13)


@pytest.mark.parametrize(("said", "minutes"), [("2 40", 10), ("2", 690), ("3", 30)])
def test_in_the_hour_that_comes_twice(said: str, minutes: int) -> None:
    """At half past two for the second time, no end lies in the first of both hours."""
    now = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN)
    found = find("en", f"until {said}", now)
    assert found is not None
    assert found.length == timedelta(minutes=minutes)


@given(
    st.sampled_from(sorted(UNTIL)),
    st.integers(1, 11),
    st.sampled_from(["", " 15", " 45"]),
    NOWS,
)
def test_the_face_of_a_clock(code: str, hour: int, minute: str, now: datetime) -> None:
    """Without a part of the day, the clock's hands stand so for the first time."""
    now = now.astimezone(UTC)
    found = find(code, f"{UNTIL[code]} {hour}{minute}", now)
    assert found is not None
    assert found.length is not None
    moments = (
        now.replace(second=0, microsecond=0) + timedelta(minutes=n)
        for n in range(1, 721)
    )
    hands = (hour, int(minute or 0))
    first = next(when for when in moments if (when.hour % 12, when.minute) == hands)
    assert now + found.length == first


@given(st.sampled_from(LANGUAGES), st.text(max_size=40), NOWS)
def test_any_words(code: str, said: str, now: datetime) -> None:
    """Nothing that can be said breaks it, and no end is past."""
    found = find(code, said, now)
    assert found is None or found.length is None or found.length >= timedelta()
