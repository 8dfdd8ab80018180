"""What can be said to Assist and to language models, and what they answer."""

from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.assurance import Assurance

from ..common import ANNA, entity_id_of, household_of
from ..rooms import KITCHEN, guards_of, modes_of
from .talking import (
    BOTH,
    ENGLISH_NAMES,
    GERMAN_NAMES,
    NONE,
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
    ("make the cellar private", "no guarded camera called cellar"),
    ("give me privacy in the garage", "no guarded camera in Garage"),
    ("make the garage private", "no guarded camera in Garage"),
    ("why is the doorbell private", "no guarded camera called doorbell"),
    ("end privacy", "Which camera or room?"),
    ("turn the cellar camera back to automatic", "no guarded camera called cellar"),
    ("make", "understand"),
    ("give me", "understand"),
]
GERMAN_HALVES = [
    ("gib mir Privatsphäre", "Welche Kamera oder welcher Raum?"),
    ("gib mir Privatsphäre für", "Welche Kamera oder welcher Raum?"),
    ("mach die Kamera privat", "Welche Kamera oder welcher Raum?"),
    ("mach die Küche für ein Weilchen privat", "wie lange"),
    ("mach die Küche bis irgendwann privat", "bis wann"),
    ("mach den Keller privat", "keine bewachte Kamera namens Keller"),
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
    for question, answer in (
        ("Is the bedroom camera private?", "No."),
        ("is the bedroom camera off", "No."),
        ("is the bedroom camera on", "Yes."),
        ("is privacy mode on in the bedroom", "No."),
        ("is privacy mode off in the bedroom", "Yes."),
    ):
        assert (question, await ask(question)) == (question, answer)
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


def _guarded(hass: HomeAssistant, entry: MockConfigEntry, camera: int) -> str:
    return entity_id_of(hass, entry, "camera", "guarded", camera)


@pytest.mark.parametrize("ledger", ["full", "counts"])
async def test_who_is_watching(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ledger: str
) -> None:
    """Who it is, where the household lets names be kept."""
    entry = await async_house(hass, freezer, {"ledger": ledger})
    questions = ("is anyone watching me", "who is watching us", "am I being watched")
    for question in questions:
        assert await async_say(hass, question) == "Nobody is watching."
    await async_get_image(hass, _guarded(hass, entry, KITCHEN))
    who = "Home Assistant" if ledger == "full" else "Somebody"
    for question in (*questions, "is somebody watching the kitchen camera"):
        assert await async_say(hass, question) == f"{who} is watching Kitchen."
    bedroom = await async_say(hass, "is anybody looking at the bedroom camera")
    assert bedroom == "Nobody is watching."


@pytest.mark.parametrize("ledger", ["full", "counts"])
@pytest.mark.usefixtures("recorder_mock")
async def test_who_watched(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, ledger: str
) -> None:
    """From the ledger: those of today, else the last one."""
    entry = await async_house(hass, freezer, {"ledger": ledger})
    never = await async_say(hass, "who watched the kitchen camera today")
    assert never == "I know of nobody who has looked at Kitchen."
    await async_get_image(hass, _guarded(hass, entry, KITCHEN))
    who = "Home Assistant" if ledger == "full" else "Somebody"
    for question in (
        "who watched the kitchen camera today",
        "when was the kitchen camera last watched",
        "did anyone look at my cameras today",
    ):
        assert await async_say(hass, question) == f"Kitchen today: {who} at 12:00."
    household_of(entry).async_close_ledgers()
    await hass.async_block_till_done()
    freezer.tick(timedelta(days=1))
    later = await async_say(hass, "who watched the kitchen camera today")
    assert later == f"Last looked at Kitchen: {who}, Friday 12:00."


async def test_sound(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Muting by voice, and asking whether a camera hears."""
    entry = await async_house(hass, freezer, {"voice_may_lower": True})
    question = "can the kitchen camera hear me"
    assert await async_say(hass, question) == "Kitchen can hear you."
    muted = await async_say(hass, "mute the kitchen camera for an hour")
    assert muted == "Kitchen is muted until 13:00."
    assert await async_say(hass, question) == (
        f"{muted} Nothing is set up that turns off the microphone of Kitchen, so its"
        " maker may still hear you."
    )
    kitchen = guards_of(entry)[0]
    with patch.object(type(kitchen), "assurance", Assurance.CONFIRMED):
        assert await async_say(hass, question) == muted
    assert [guard.decision.muted for guard in guards_of(entry)] == [True, False]
    assert modes_of(entry) == NONE
    await async_say(hass, "unmute the kitchen camera")
    assert [guard.decision.muted for guard in guards_of(entry)] == [False, False]


async def test_unmuting_takes_the_right(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_house(hass, freezer)
    await async_say(hass, "stop listening in the kitchen")
    answer = await async_say(hass, "turn the kitchen camera's microphone back on")
    assert answer == "I may not make cameras less private. Nothing has changed."
    assert [guard.decision.muted for guard in guards_of(entry)] == [True, False]


async def test_which_and_how_sure(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_house(hass, freezer)
    assert await async_say(hass, "which cameras are private") == "No camera is private."
    await async_say(hass, "turn off the bedroom camera")
    which = await async_say(hass, "which cameras are private")
    assert which == "Private: Bedroom camera. Open: Kitchen."
    sure = await async_say(hass, "has the bedroom camera really stopped uploading")
    assert "Nothing is set up that stops its uploads" in sure
    sure = await async_say(hass, "are you sure the kitchen camera is off")
    assert sure == "Kitchen is open, so it may be uploading."
    await async_say(hass, "turn off the cameras")
    which = await async_say(hass, "which cameras are private")
    assert which == "All cameras are private."


@pytest.mark.parametrize(
    ("assurance", "before", "after"),
    [
        (Assurance.VERIFIED, "No. ", ""),
        (Assurance.CONFIRMED, "No. ", ""),
        (
            Assurance.GATE_ONLY,
            "",
            " Nothing is set up that stops the uploads of Kitchen.",
        ),
        (
            Assurance.PENDING,
            "",
            " The uploads of Kitchen are being stopped, but that is not confirmed yet.",
        ),
        (
            Assurance.FAILED,
            "",
            " Kitchen did not obey the command to stop its uploads.",
        ),
        (Assurance.CONTRADICTED, "", " Warning: Kitchen is still uploading."),
    ],
)
async def test_no_only_where_it_is_known(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    assurance: Assurance,
    before: str,
    after: str,
) -> None:
    """A private camera that may be sending all the same is not said to send nothing."""
    entry = await async_house(hass, freezer)
    await async_say(hass, "make the kitchen private")
    kitchen = guards_of(entry)[0]
    with patch.object(type(kitchen), "assurance", assurance):
        for question in ("is the kitchen camera uploading", "is the kitchen camera on"):
            assert await async_say(hass, question) == (
                f"{before}Kitchen is private until further notice: set by hand.{after}"
            )
