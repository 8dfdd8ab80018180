"""Tools for LLM agents: the intents, as far as a voice may carry them out."""

from typing import Final, override

from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    IntentTool,
    LLMContext,
    ToolAnnotations,
    ToolInput,
    ToolResult,
)

from .const import DOMAIN
from .household.household import Household
from .voice.handlers import intent_type
from .voice.meaning import Wish

_LOWERING: Final = (Wish.UNMUTE, Wish.RESUME)

_TITLES: Final = {
    Wish.RAISE: "Make cameras private",
    Wish.MUTE: "Mute cameras",
    Wish.UNMUTE: "Unmute cameras",
    Wish.ASK: "Ask about the privacy of cameras",
    Wish.RESUME: "Put the privacy of cameras back to automatic",
}
# Raising anew moves the end, and a camera stops to record.
_CHANGES: Final = ToolAnnotations(open_world=False)
_ANNOTATIONS: Final = {
    Wish.RAISE: _CHANGES,
    Wish.MUTE: _CHANGES,
    Wish.UNMUTE: _CHANGES,
    Wish.ASK: ToolAnnotations(read_only=True, destructive=False, open_world=False),
    Wish.RESUME: ToolAnnotations(idempotent=True, open_world=False),
}


class PrivacyTool(IntentTool):
    """A tool that tells a failure as such; the answer says why in words."""

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        result = await super().async_call(hass, tool_input, llm_context)
        failed = intent.IntentResponseType.ERROR.value
        result.error = result.data["response_type"] == failed
        return result


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools; those that lower only where a voice may lower."""
    loaded = hass.config_entries.async_loaded_entries(DOMAIN)
    if api_id != LLM_API_ASSIST or not loaded:
        return None
    household: Household = loaded[0].runtime_data
    handlers = {handler.intent_type: handler for handler in intent.async_get(hass)}
    return LLMTools(
        [
            PrivacyTool(
                f"{DOMAIN}__{wish}_privacy",
                handler,
                title=_TITLES[wish],
                integration=DOMAIN,
                annotations=_ANNOTATIONS[wish],
            )
            for wish in Wish
            if (handler := handlers.get(intent_type(wish))) is not None
            and (wish not in _LOWERING or household.rights.voice_may_lower)
        ]
    )
