"""What cannot be carried out is answered in words, and nothing has changed."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
import pytest

from ..common import entity_id_of
from ..rooms import guards_of, modes_of
from .talking import NONE, B, async_house, async_say

WRONG = {
    "unknown": (
        "make the cellar private",
        "mute the cellar camera",
        "turn off the camera in the attic for an hour",
    ),
    "none_in": ("give me privacy in the garage", "turn off the garage camera"),
    "which_time": (
        "turn off the kitchen camera until 25 o'clock",
        "turn off the kitchen camera until 10:75",
        "make the kitchen private until the cows come home",
        "make the kitchen private until tomorrow",
        "mute the kitchen camera until",
    ),
    "which_duration": (
        "turn off the kitchen camera for a while",
        "turn off the kitchen camera for 0 minutes",
        "mute the kitchen camera for 9999 days",
    ),
    "several": (
        "turn off the kitchen camera and turn on the bedroom camera",
        "mute the kitchen camera and make the bedroom private",
        "turn off the kitchen camera for an hour and the bedroom camera for two hours",
    ),
    "no_time": ("turn the kitchen camera back to automatic for an hour",),
    "which": (
        "turn off the camera",
        "give me privacy",
        "turn off the cameras downstairs",
    ),
}
ANSWERS = {
    "unknown": "I know no guarded camera called ",
    "none_in": "There is no guarded camera in Garage",
    "which_time": "I did not understand until when",
    "which_duration": "I did not understand for how long",
    "several": "One thing at a time",
    "no_time": "not for a time",
    "which": "Which camera or room?",
}


@pytest.mark.parametrize("problem", WRONG)
async def test_what_is_wrong(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, problem: str
) -> None:
    entry = await async_house(hass, freezer, {"voice_may_lower": True})
    for sentence in WRONG[problem]:
        answer = await async_say(hass, sentence)
        assert ANSWERS[problem] in answer, sentence
        assert "Nothing has changed" in answer
        assert modes_of(entry) == NONE
        assert not any(guard.decision.muted for guard in guards_of(entry))


async def _converse(
    hass: HomeAssistant, text: str, conversation_id: str | None = None
) -> tuple[str, str | None]:
    result = await conversation.async_converse(
        hass, text, conversation_id, Context(), "en"
    )
    await hass.async_block_till_done()
    return result.response.speech["plain"]["speech"], result.conversation_id


@pytest.mark.parametrize("answer", ["the left one", "Garden left please", "right"])
async def test_two_that_fit(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, answer: str
) -> None:
    """Assist asks which, and does then what was wished."""
    names = ("Garden left", "Garden right")
    entry = await async_house(hass, freezer, names=names)
    garage = ar.async_get(hass).async_get_area_by_name("Garage")
    assert garage is not None
    for camera in range(2):
        er.async_get(hass).async_update_entity(
            entity_id_of(hass, entry, "camera", "guarded", camera), area_id=garage.id
        )
    question, talk = await _converse(hass, "turn off the garage camera for an hour")
    assert question == "Which one, Garden left or Garden right?"
    assert modes_of(entry) == NONE
    said, _ = await _converse(hass, answer, talk)
    left = "right" not in answer
    name = "Garden left" if left else "Garden right"
    assert said.startswith(f"{name} is private until 13:00")
    assert modes_of(entry) == (["private", "open"] if left else B)
