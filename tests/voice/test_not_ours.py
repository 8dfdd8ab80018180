"""What was meant for somebody else is left to them."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest

from custom_components.cloudcam_privacy.voice.language import load
from custom_components.cloudcam_privacy.voice.places import async_names
from custom_components.cloudcam_privacy.voice.speech import understand

from ..common import entity_id_of, household_of
from ..rooms import modes_of
from .house import ListeningHouse
from .lists import CODES, sentences
from .sampling import Sampler
from .talking import BOTH, NONE, K, async_go_on, async_house, async_say

SAMPLES = 2000
THINGS = {
    "de": "Lampe",
    "en": "light",
    "es": "lámpara",
    "fr": "lampe",
    "it": "lampada",
    "nl": "lamp",
    "ro": "lampă",
}


@pytest.mark.parametrize("code", CODES)
async def test_sentences_of_home_assistant(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    """None of thousands is answered by us, in a house with a camera in every room."""
    said = sentences(code)
    house = ListeningHouse(hass, code, said)
    entry = await house.async_set_up(freezer, said)
    house.note_orders(monkeypatch)
    names = {
        "name": [f"{THINGS[code]} {area}" for area in said.areas.values()] + ["TV"],
        "area": list(said.areas.values()),
        "floor": [said.upstairs, said.downstairs],
    }
    all_names = list(async_names(household_of(entry)))
    suspects = [
        sentence
        for sentence in Sampler(code, names, seed=1).sentences(SAMPLES)
        if understand(sentence, code, all_names, dt_util.now())[1] is not None
    ]
    assert len(suspects) <= SAMPLES // 200
    for sentence in suspects:
        await house.async_say(sentence)
        assert house.orders == [], sentence


@pytest.mark.parametrize("code", CODES)
async def test_sentences_about_other_things(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    """They are neither carried out nor answered by us, not even that they fail."""
    said = sentences(code)
    house = ListeningHouse(hass, code, said)
    await house.async_set_up(freezer, said)
    house.note_orders(monkeypatch)
    unchanged = str(load(code).answers["several"]).rsplit(". ", 1)[-1]
    for sentence in said.not_ours:
        answer = await house.async_say(sentence)
        assert house.orders == [], sentence
        assert unchanged not in answer, sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "turn off the kitchen",
        "turn off the lights in the kitchen",
        "turn off the kitchen camera light",
        "is the camera battery low",
        "turn off the sound in the kitchen",
        "mute the kitchen",
        "what do you see on the kitchen camera",
        "add a camera to my shopping list",
        "set a timer called private for ten minutes",
        "turn off the kitchen camera in ten minutes",
        "don't stop the kitchen camera",
        "show me the kitchen camera",
        "can you hear me",
        "what did I watch yesterday",
        "pause the film in the kitchen",
        "make a private call",
        "who opened the kitchen",
        "when was the kitchen opened",
        "keep the heating on at home",
        "restart the kitchen camera",
        "turn the program in the kitchen back on",
    ],
)
async def test_near_misses(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, sentence: str
) -> None:
    entry = await async_house(hass, freezer)
    answer = await async_say(hass, sentence)
    assert modes_of(entry) == NONE
    assert "Nothing has changed" not in answer
    assert "Kitchen is" not in answer


async def test_another_meaning_of_home_assistant(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An exposed thing of that very name is meant, whatever else it could be."""
    entry = await async_house(hass, freezer)
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"x": {"name": "Kitchen camera"}}}
    )
    await async_say(hass, "turn off the kitchen camera")
    assert modes_of(entry) == K
    await async_go_on(hass, entry)
    hass.states.async_set("input_boolean.x", "on", {"friendly_name": "Kitchen camera"})
    async_expose_entity(hass, conversation.DOMAIN, "input_boolean.x", True)
    await async_say(hass, "turn off the kitchen camera")
    assert hass.states.is_state("input_boolean.x", "off")


async def test_sentence_of_an_automation(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What somebody has written for a sentence comes first."""
    entry = await async_house(hass, freezer)
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "trigger": {
                    "trigger": "conversation",
                    "command": "turn off the kitchen camera",
                },
                "action": {"set_conversation_response": "As you like."},
            }
        },
    )
    assert await async_say(hass, "turn off the kitchen camera") == "As you like."
    assert modes_of(entry) == NONE


async def test_exposed_camera(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Home Assistant's own intent turns it off, which raises privacy all the same."""
    entry = await async_house(hass, freezer)
    for camera in range(2):
        entity_id = entity_id_of(hass, entry, "camera", "guarded", camera)
        async_expose_entity(hass, conversation.DOMAIN, entity_id, True)
    await async_say(hass, "turn off the kitchen camera")
    await async_say(hass, "turn off bedroom camera")
    assert modes_of(entry) == BOTH


async def test_other_language(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A language that we have no page for is left to others."""
    entry = await async_house(hass, freezer)
    await async_say(hass, "turn off the kitchen camera", language="pl")
    assert modes_of(entry) == NONE


async def test_sentence_of_somebody_s_own(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What a household has taught Home Assistant counts, even if it takes any words."""
    entry = await async_house(hass, freezer)
    conversation.get_agent_manager(hass).update_config_intents(
        {
            "HassNevermind": {
                "data": [
                    {
                        "sentences": ["turn off the {anything} camera"],
                        "lists": {"anything": {"wildcard": True}},
                        "metadata": {"hass_custom_sentence": True},
                    }
                ]
            }
        }
    )
    result = await conversation.async_converse(
        hass, "turn off the kitchen camera", None, Context(), "en"
    )
    assert (
        result.response.speech == {}
    )  # Nothing is to be done, and nothing to be said.
    assert modes_of(entry) == NONE
