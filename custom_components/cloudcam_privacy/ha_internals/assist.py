"""What is said to Assist, and what it keeps of who speaks."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
import inspect
import logging
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .reliance import Reliance, has

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput
    from homeassistant.components.conversation.chat_log import ChatLog
    from homeassistant.components.conversation.default_agent import (
        DefaultAgent,
        SentenceTriggerResult,
    )
    from homeassistant.components.conversation.trace import ConversationTrace

_LOGGER = logging.getLogger(__name__)


def hear_sentences(
    agent: DefaultAgent,
    is_ours: Callable[[ConversationInput], Awaitable[bool]],
    trigger: str,
) -> CALLBACK_TYPE:
    """Have Assist take a sentence that is ours for a trigger's; return how to end it.

    Sentences of automations come first, as ever.
    """
    recognize = agent.async_recognize_sentence_trigger

    async def hear(user_input: ConversationInput) -> SentenceTriggerResult | None:
        result = await recognize(user_input)
        if result is not None:
            return result
        try:
            ours = await is_ours(user_input)
        except Exception:
            _LOGGER.exception("A sentence said to Assist could not be understood")
            ours = False
        return await recognize(replace(user_input, text=trigger)) if ours else None

    agent.async_recognize_sentence_trigger = hear  # type: ignore[method-assign]

    @callback
    def end() -> None:
        agent.async_recognize_sentence_trigger = recognize  # type: ignore[method-assign]

    return end


async def async_sentences_are_recognized(hass: HomeAssistant) -> bool:
    """Tell whether Assist asks in the method that is listened to."""
    if "conversation" not in hass.config.components:
        return True
    # Its packages are there only where conversation is set up.
    from homeassistant.components.conversation import get_agent_manager  # noqa: PLC0415

    agent = get_agent_manager(hass).default_agent
    recognize = getattr(agent, "async_recognize_sentence_trigger", None)
    return inspect.iscoroutinefunction(recognize)


def conversation_kept(
    hass: HomeAssistant,
) -> tuple[ChatLog | None, ConversationTrace | None]:
    """Return the chat log and the trace that the current task has inherited.

    Raises LookupError if Assist keeps them in another way.
    """
    if not has(hass, Reliance.CONVERSATIONS):
        raise LookupError(Reliance.CONVERSATIONS)
    return _conversation_kept()


def _conversation_kept() -> tuple[ChatLog | None, ConversationTrace | None]:
    # Its packages are there only where conversation is set up.
    from homeassistant.components.conversation import chat_log, trace  # noqa: PLC0415

    try:
        log, traced = chat_log.current_chat_log, trace._current_trace  # noqa: SLF001
    except AttributeError as err:
        raise LookupError(Reliance.CONVERSATIONS) from err
    return log.get(), traced.get()


async def async_conversations_are_kept(hass: HomeAssistant) -> bool:
    """Tell whether Assist keeps conversations; raise LookupError if not."""
    if "conversation" in hass.config.components:
        _conversation_kept()
    return True
