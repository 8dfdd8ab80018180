"""What can be said to Assist and to language models, and what they answer."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
import pytest

from .resting import put
from .rooms import ANNA, guards_of, modes_of
from .talking import (
    BOTH,
    ENGLISH_NAMES,
    GERMAN_NAMES,
    B,
    K,
    async_go_on,
    async_house,
    async_say,
)


def spoken(answer: str) -> str:
    """Return the first sentence of an answer."""
    return answer.partition(". ")[0].rstrip(".") + "."


ENGLISH_RAISES = [
    ("Give me privacy in the bedroom for one hour.", B, "13:00"),
    ("give me privacy in the bedroom for an hour and a half", B, "13:30"),
    ("please give us some privacy in the master suite for 20 minutes", B, "12:20"),
    ("I want privacy in the bedroom until ten", B, "22:00"),
    ("give me privacy in the bedroom", B, None),
    ("make upstairs private for half an hour", BOTH, "12:30"),
    ("stop the cameras", BOTH, None),
    ("stop all cameras for twenty minutes", BOTH, "12:20"),
    ("stop the kitchen camera until half past one", K, "13:30"),
    ("stop the cameras in the kitchen for an hour", K, "13:00"),
    ("make the kitchen camera private until 10 pm", K, "22:00"),
    ("Make the kitchen camera private until 10 p.m.", K, "22:00"),
    ("make the kitchen private", K, None),
    ("make the bedroom camera private for 90 seconds", B, "12:01"),
    ("make the camera in the bedroom private", B, None),
    ("make the cameras private until tomorrow at seven", BOTH, "Saturday 07:00"),
    ("set everything to private", BOTH, None),
    ("go private in the kitchen", K, None),
    ("make the hall cam private", K, None),
]
GERMAN_RAISES = [
    ("Gib mir Privatsphäre im Schlafzimmer für eine Stunde.", B, "13:00"),
    ("gib mir Privatsphäre im Schlafzimmer für anderthalb Stunden", B, "13:30"),
    ("ich möchte Privatsphäre in der Küche bis zehn", K, "22:00"),
    ("gib mir Privatsphäre im Schlafzimmer", B, None),
    ("stopp die Kameras", BOTH, None),
    ("halte alle Kameras für zwanzig Minuten an", BOTH, "12:20"),
    ("stoppe die Küchenkamera bis 22 Uhr", K, "22:00"),
    ("mach die Küchenkamera bis zehn privat", K, "22:00"),
    ("mache die Schlafzimmerkamera für eine halbe Stunde privat", B, "12:30"),
    ("mach die Kamera im Schlafzimmer privat", B, None),
    ("stell die Küche auf privat bis viertel nach eins", K, "13:15"),
    ("mach alle Kameras bis morgen früh um sieben privat", BOTH, "Samstag 07:00"),
    ("stoppe die Kameras in der Küche", K, None),
]


@pytest.mark.parametrize(
    ("language", "names", "sentences", "endless", "until"),
    [
        ("en", ENGLISH_NAMES, ENGLISH_RAISES, "until further notice", "until"),
        ("de", GERMAN_NAMES, GERMAN_RAISES, "bis auf Weiteres", "bis"),
    ],
)
async def test_raising(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    language: str,
    names: tuple[str, str],
    sentences: list[tuple[str, list[str], str | None]],
    endless: str,
    until: str,
) -> None:
    """By room, camera, alias and floor; the answer tells which, and until when."""
    entry = await async_house(hass, freezer, names=names)
    er.async_get(hass).async_update_entity("camera.kitchen", aliases=["Hall cam"]) if (
        language == "en"
    ) else None
    for sentence, modes, end in sentences:
        answer = await async_say(hass, sentence, language=language)
        assert (sentence, modes_of(entry)) == (sentence, modes)
        assert f"{until} {end}" in answer if end else endless in answer
        for name, mode in zip(names, modes, strict=True):
            assert (name in answer) is (mode == "private")
        for guard, mode in zip(guards_of(entry), modes, strict=True):
            if mode == "private":
                override = guard.decision.override
                assert override is not None
                assert (override.until is None) is (end is None)
                assert override.by == "Voice"
        await async_go_on(hass, entry)


ENGLISH_HALVES = [
    ("give me privacy", "Which camera or room?"),
    ("give me privacy in", "Which camera or room?"),
    ("give me privacy in the", "Which camera or room?"),
    ("give me privacy for", "Which camera or room?"),
    ("give me privacy for an hour", "Which camera or room?"),
    ("make private until ten", "Which camera or room?"),
    ("make the camera private", "Which camera or room?"),
    ("give me privacy here", "Which camera or room?"),
    ("stop watching me", "Which camera or room?"),
    ("make the kitchen private until the cows come home", "until when"),
    ("make the kitchen private until tomorrow", "until when"),
    ("give me privacy in the kitchen for a while", "for how long"),
    ("make the cellar private", "no guarded camera called the cellar"),
    ("give me privacy in the garage", "no guarded camera in the garage"),
    ("make the garage private", "no guarded camera in the garage"),
    ("why is the doorbell private", "no guarded camera called the doorbell"),
    ("end privacy", "Which camera or room?"),
    ("turn the cellar camera back to automatic", "no guarded camera called the cellar"),
    ("make", "understand"),
    ("give me", "understand"),
]
GERMAN_HALVES = [
    ("gib mir Privatsphäre", "Welche Kamera oder welcher Raum?"),
    ("gib mir Privatsphäre für", "Welche Kamera oder welcher Raum?"),
    ("mach die Kamera privat", "Welche Kamera oder welcher Raum?"),
    ("mach die Küche für ein Weilchen privat", "wie lange"),
    ("mach die Küche bis irgendwann privat", "bis wann"),
    ("mach den Keller privat", "keine bewachte Kamera namens den Keller"),
    ("gib mir Privatsphäre in der Garage", "keine bewachte Kamera: Garage"),
]


@pytest.mark.parametrize(
    ("language", "names", "sentences"),
    [("en", ENGLISH_NAMES, ENGLISH_HALVES), ("de", GERMAN_NAMES, GERMAN_HALVES)],
)
async def test_half_a_sentence(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    language: str,
    names: tuple[str, str],
    sentences: list[tuple[str, str]],
) -> None:
    """Assist asks back or says what it did not get, and nothing changes."""
    entry = await async_house(hass, freezer, names=names)
    if language == "de":
        ar.async_get(hass).async_create("Die Garage")
        garage = ar.async_get(hass).async_get_area_by_name("Garage")
        assert garage is not None
    before = [guard.decision for guard in guards_of(entry)]
    for sentence, expected in sentences:
        answer = await async_say(hass, sentence, language=language)
        assert expected in answer, sentence
        assert [guard.decision for guard in guards_of(entry)] == before


async def test_asking(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """The answers tell the mode, the reason and the end."""
    entry = await async_house(hass, freezer)

    async def ask(text: str, language: str = "en") -> str:
        return spoken(await async_say(hass, text, language=language))

    open_ = "Bedroom camera is open: no rule asks for privacy."
    assert await ask("why is the bedroom camera open") == open_
    assert await ask("Is the bedroom camera private?") == "No."
    hass.states.async_set(ANNA, "home")
    assert await ask("why is the kitchen camera private") == (
        "Kitchen is private: Someone is home."
    )
    assert await ask("warum ist Kitchen privat", "de") == (
        "Kitchen ist privat: Someone is home."
    )
    hass.states.async_set(ANNA, "unavailable")
    assert await ask("how private is the kitchen") == (
        "Kitchen is private: Someone is home, which is not known for sure."
    )
    hass.states.async_set(ANNA, "not_home")
    await async_say(hass, "make the bedroom camera private until 10 pm")
    answer = await async_say(hass, "is the bedroom camera private")
    assert answer.startswith("Yes. Bedroom camera is private until 22:00: set by hand.")
    assert await ask("until when is the bedroom private") == (
        "Bedroom camera is private until 22:00: set by hand."
    )
    assert await async_say(hass, "are the cameras private") == (
        "Kitchen is open: no rule asks for privacy."
        " Bedroom camera is private until 22:00: set by hand."
        " Nothing is set up that stops the uploads of Bedroom camera."
    )
    assert modes_of(entry) == B


async def test_household_that_keeps_the_reason(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Not even a voice tells it."""
    await async_house(hass, freezer, hide_reason=True)
    hass.states.async_set(ANNA, "home")
    answer = await async_say(hass, "why is the kitchen camera private")
    assert "Someone is home" not in answer
    assert "keeps the reason to itself" in answer


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        (("off", "off"), "Nobody is watching."),
        (("on", "off"), "Somebody is watching Kitchen."),
        (("on", "on"), "Somebody is watching Kitchen and Bedroom camera."),
        (
            ("off", "unknown"),
            "I cannot tell whether somebody is watching Bedroom camera.",
        ),
    ],
)
async def test_is_anyone_watching(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    states: tuple[str, str],
    answer: str,
) -> None:
    entry = await async_house(hass, freezer)
    for camera, state in enumerate(states):
        put(hass, entry, "binary_sensor", "watched", state, camera=camera)
    for question in (
        "is anyone watching me",
        "who is watching us",
        "am I being watched",
    ):
        assert await async_say(hass, question) == answer
    one = await async_say(hass, "is somebody watching the kitchen camera")
    assert one == (
        "Somebody is watching Kitchen." if states[0] == "on" else "Nobody is watching."
    )
    german = await async_say(hass, "schaut mir jemand zu", language="de")
    assert (
        german.startswith({"off": "Niemand", "on": "Jemand"}[states[0]])
        or "unknown" in states
    )
