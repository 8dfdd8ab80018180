"""A conversation agent with a mind of its own, such as a language model."""

from contextlib import suppress
from typing import Literal, override

from homeassistant.components import conversation
from homeassistant.helpers import intent


class Agent(conversation.ConversationEntity):
    """It takes any words for one and the same wish."""

    _attr_name = "Agent"

    @property
    @override
    def supported_languages(self) -> Literal["*"]:
        return "*"

    @override
    async def _async_handle_message(
        self,
        user_input: conversation.ConversationInput,
        chat_log: conversation.ChatLog,
    ) -> conversation.ConversationResult:
        """Take any words for a wish to switch off what is called sesame."""
        with suppress(intent.IntentError):
            await intent.async_handle(
                self.hass,
                "agent",
                intent.INTENT_TURN_OFF,
                {"name": {"value": "sesame"}},
                context=user_input.context,
                assistant=conversation.DOMAIN,
            )
        answer = intent.IntentResponse(user_input.language)
        answer.async_set_speech("Done")
        return conversation.ConversationResult(answer)
