"""Sentences for Assist, without touching the household's own files.

They are offered as sentence triggers, which Assist tries before anything else. Those
have no lists, every slot takes any words; so every sentence has words of its own that
nothing else is called by, and what fills the slots is looked up here.
"""

from collections.abc import Mapping
from typing import Any, Final

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import (
    DOMAIN as CONVERSATION_DOMAIN,
    ConversationInput,
    get_agent_manager,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from .handlers import INTENTS
from .sentences import LANGUAGES
from .sentences.table import Language, Wish
from .sentences.times import parse_duration, parse_until

type _Meaning = tuple[Language, Wish, Mapping[str, str]]

_MEANINGS: Final[dict[str, _Meaning]] = {
    template: (table, wish, slots)
    for table in LANGUAGES
    for template, wish, slots in table.expanded()
}


@callback
def async_register(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Offer the sentences of all languages; return how to take them back.

    They are one trigger: of several, all that fit a sentence would answer it.
    """

    async def answer(said: ConversationInput, result: RecognizeResult) -> str:
        sentence = result.intent_sentence
        table, wish, fixed = _MEANINGS[(sentence and sentence.text) or ""]
        heard = {name: entity.text.strip() for name, entity in result.entities.items()}
        slots: dict[str, Any] = {**fixed, **heard}
        if (problem := _read_times(slots, table)) is not None:
            return table.answers[problem]
        response = await intent.async_handle(
            hass,
            DOMAIN,
            INTENTS[wish],
            {name: {"value": value} for name, value in slots.items()},
            said.text,
            said.context,
            table.code,
            assistant=CONVERSATION_DOMAIN,
            device_id=said.device_id,
            satellite_id=said.satellite_id,
            conversation_agent_id=said.agent_id,
        )
        return str(response.speech["plain"]["speech"])

    return get_agent_manager(hass).register_trigger(list(_MEANINGS), answer)


def _read_times(slots: dict[str, Any], table: Language) -> str | None:
    """Put numbers in place of words; return what to answer if they make no sense."""
    if duration := slots.pop("duration", None):
        if (length := parse_duration(duration, table.times)) is None:
            return "which_duration"
        slots["seconds"] = length.total_seconds()
    if until := slots.pop("until", None):
        if (end := parse_until(until, table.times, dt_util.now())) is None:
            return "which_time"
        slots["until"] = end.isoformat()
    return None
