"""Sentences said to Assist, without touching the household's own files.

They are understood where Assist looks for sentences of automations, before anything
else; what an automation or Home Assistant's own intents understand is left to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import ConversationInput, get_agent_manager
from homeassistant.components.conversation.const import METADATA_CUSTOM_SENTENCE
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.chat_session import current_session
from homeassistant.util import dt as dt_util

from ..ha_internals.assist import hear_sentences
from ..ha_internals.reliance import Reliance, has
from ..household.guard import Guard
from ..household.household import Household
from .handlers import loaded_household
from .language import Language, code_of, load, speaks
from .meaning import Meaning, meaning_of
from .order import NotUnderstoodError, async_carry_out, async_meant, failure
from .places import CAMERA_WORDS, Place, Places, async_area_of, async_names
from .sentence import take_apart
from .text import split

_ANSWER_WITHIN: Final = timedelta(minutes=1)
"""How long an answer to a question of ours is waited for."""

_SENTENCE: Final = "answer for cloudcam privacy"
"""What Assist is given in place of a sentence that is ours."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Which of some cameras is meant, and what is to be done then."""

    order: Meaning
    guards: Sequence[Guard]
    expires: datetime


@callback
def async_register(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Understand what is said to Assist; return how to end that."""
    listener = Listener(hass)
    manager = get_agent_manager(hass)
    cleanup = [manager.register_trigger([_SENTENCE], listener.async_answer)]
    agent = manager.default_agent
    if agent is not None and has(hass, Reliance.SPOKEN_SENTENCES):
        cleanup.append(hear_sentences(agent, listener.async_is_ours, _SENTENCE))

    @callback
    def take_back() -> None:
        while cleanup:
            cleanup.pop()()

    return take_back


class Listener:
    """Understand sentences, and answer those that are ours."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin without a question that is open."""
        self._hass = hass
        self._questions: dict[str, _Question] = {}

    async def async_is_ours(self, said: ConversationInput) -> bool:
        """Tell whether a sentence is ours, and nothing to Home Assistant's intents."""
        household = loaded_household(self._hass)
        if household is None or not speaks(said.language):
            return False
        language, order = await self._async_understand(household, said)
        if self._answered(said, language) is not None:
            return True
        return order is not None and not await self._async_is_theirs(said)

    async def _async_understand(
        self, household: Household, said: ConversationInput
    ) -> tuple[Language, Meaning | None]:
        """Return the language and what a sentence means, None if it is not ours."""
        return await self._hass.async_add_executor_job(
            understand,
            said.text,
            code_of(said.language),
            list(async_names(household)),
            dt_util.now(),
        )

    async def _async_is_theirs(self, said: ConversationInput) -> bool:
        """Tell whether Home Assistant or somebody's own sentence has a meaning for it.

        A sentence such as "play …" that takes any words is none of Home Assistant's.
        """
        agent = get_agent_manager(self._hass).default_agent
        if agent is None:
            return False
        theirs = await agent.async_recognize_intent(said, strict_intents_only=True)
        if theirs is None:
            return False
        if (theirs.intent_metadata or {}).get(METADATA_CUSTOM_SENTENCE):
            return True
        return not any(entity.is_wildcard for entity in theirs.entities_list)

    async def async_answer(self, said: ConversationInput, _: RecognizeResult) -> str:
        """Do what a sentence means and return what to say."""
        if (household := loaded_household(self._hass)) is None:
            return ""
        language, order = await self._async_understand(household, said)
        try:
            meant = self._answered(said, language) or self._meant(
                household, order, said
            )
            self._questions.pop(said.conversation_id or "", None)
            return await async_carry_out(household, *meant, said.context, language)
        except (NotUnderstoodError, ServiceValidationError) as err:
            return failure(err, household, language)

    def _meant(
        self, household: Household, order: Meaning | None, said: ConversationInput
    ) -> tuple[Meaning, Sequence[Guard]]:
        """Return what is ordered of which cameras; raise if that is not clear."""
        if order is None:
            raise NotUnderstoodError("which")
        if order.problem is not None:
            raise NotUnderstoodError(order.problem, place=order.unknown)
        area_id = async_area_of(self._hass, said.device_id, said.satellite_id)
        try:
            return order, async_meant(household, order, area_id)
        except NotUnderstoodError as err:
            if err.guards and (session := current_session.get()) is not None:
                self._questions[session.conversation_id] = _Question(
                    order, err.guards, dt_util.utcnow() + _ANSWER_WITHIN
                )
            raise

    def _answered(
        self, said: ConversationInput, language: Language
    ) -> tuple[Meaning, Sequence[Guard]] | None:
        """Return the order that a sentence completes by telling which camera."""
        now = dt_util.utcnow()
        self._questions = {
            key: each for key, each in self._questions.items() if now < each.expires
        }
        question = self._questions.get(said.conversation_id or "")
        if question is None:
            return None
        words = {
            language.stem(word)
            for word in split(said.text)
            if not language.means(word, "filler", "the", "in", *CAMERA_WORDS)
        }
        chosen = [
            guard
            for guard in question.guards
            if words <= set(map(language.stem, split(guard.name)))
        ]
        return (question.order, chosen) if words and len(chosen) == 1 else None


def understand(
    text: str, code: str, names: Iterable[tuple[Place, str]], now: datetime
) -> tuple[Language, Meaning | None]:
    """Return the language and what a sentence means; to be run in the executor."""
    language = load(code)
    sentence = take_apart(text, Places(names, language), now)
    return language, None if sentence is None else meaning_of(sentence)
