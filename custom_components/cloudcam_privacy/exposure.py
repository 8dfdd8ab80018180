"""Keep entities that can lower privacy away from voice assistants by default."""

from typing import Final, override

from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity

ASSISTANTS: Final = ("cloud.alexa", "cloud.google_assistant", "conversation")


class VoiceShyEntity(Entity):
    """An entity that is exposed to an assistant only if the household says so.

    It is new with that, so that no assistant that exposes all that is new comes first.
    """

    @override
    def get_initial_entity_options(self) -> er.EntityOptionsType | None:
        return {assistant: {"should_expose": False} for assistant in ASSISTANTS}
