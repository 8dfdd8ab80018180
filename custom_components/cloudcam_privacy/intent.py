"""What Assist can do: our intents, and the sentences that people say."""

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.importlib import async_import_module
from homeassistant.setup import async_when_setup

_CONVERSATION = "conversation"


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents once conversation is set up, which brings their packages."""

    async def register(hass: HomeAssistant, _: str) -> None:
        handlers = await async_import_module(hass, f"{__package__}.voice.handlers")
        for handler in handlers.HANDLERS:
            intent.async_register(hass, handler)

    async_when_setup(hass, _CONVERSATION, register)


@callback
def async_offer_sentences(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Understand sentences in Assist, if it is set up; return how to end that."""
    cleanup: list[CALLBACK_TYPE] = []
    wanted = True

    async def conversation_set_up(_: HomeAssistant, __: str) -> None:
        speech = await async_import_module(hass, f"{__package__}.voice.speech")
        if wanted:
            cleanup.append(speech.async_register(hass))

    @callback
    def take_back() -> None:
        nonlocal wanted
        wanted = False
        while cleanup:
            cleanup.pop()()

    async_when_setup(hass, _CONVERSATION, conversation_set_up)
    return take_back
