"""Intents of Assist: raise privacy, ask about it, and go back to automatic."""

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import intent
from homeassistant.helpers.importlib import async_import_module
from homeassistant.setup import async_when_setup

from .voice.handlers import AskIntent, RaiseIntent, ResumeIntent


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents."""
    for handler in (RaiseIntent(), AskIntent(), ResumeIntent()):
        intent.async_register(hass, handler)


@callback
def async_offer_sentences(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Offer our sentences to Assist, if it is set up; return how to take them back."""
    offered: list[CALLBACK_TYPE] = []
    wanted = True

    async def conversation_set_up(_: HomeAssistant, __: str) -> None:
        # Not before: the packages that it rests on come with conversation.
        speech = await async_import_module(hass, f"{__package__}.voice.speech")
        if wanted:
            offered.append(speech.async_register(hass))

    @callback
    def take_back() -> None:
        nonlocal wanted
        wanted = False
        while offered:
            offered.pop()()

    async_when_setup(hass, "conversation", conversation_set_up)
    return take_back
