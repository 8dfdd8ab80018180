"""Whether the task that runs now is part of a conversation with an assistant.

Tasks and timers inherit what Home Assistant keeps of the conversation that began them:
its chat log, and the trace that it keeps of every sentence, also with agents that have no
chat log. So what a sentence leaves behind is known for as long as it runs.
"""

from enum import Enum, auto

from homeassistant.core import HomeAssistant

from ..ha_internals.assist import conversation_kept


class Conversation(Enum):
    """What a task has to do with a conversation."""

    NONE = auto()
    UNDER_WAY = auto()
    LEFT_BEHIND = auto()
    """The conversation began it and has ended since."""


def conversation_of_task(hass: HomeAssistant) -> Conversation:
    """Return what the task that runs now has to do with a conversation."""
    if "conversation" not in hass.config.components:
        return Conversation.NONE
    try:
        log, trace = conversation_kept(hass)
    except LookupError:
        return Conversation.UNDER_WAY  # It may be a voice, which has fewer rights.
    if log is None and trace is None:
        return Conversation.NONE
    if trace is not None and not {"error", "result"} & {
        key for key, value in trace.as_dict().items() if value
    }:
        return Conversation.UNDER_WAY
    if log is not None:
        last = log.content[-1]
        if last.role != "assistant" or last.tool_calls:
            return Conversation.UNDER_WAY
    return Conversation.LEFT_BEHIND
