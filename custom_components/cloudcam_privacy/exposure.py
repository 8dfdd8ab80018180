"""Keep entities that can lower privacy away from voice assistants by default."""

from typing import Final, override

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import Entity

from .const import DOMAIN

ASSISTANTS: Final = ("cloud.alexa", "cloud.google_assistant", "conversation")

KEPT_FROM_VOICE: Final = "kept_from_voice"
"""Option of an entity that was taken away from the assistants once."""


class VoiceShyEntity(Entity):
    """An entity that is exposed to an assistant only if the household says so.

    It is taken away when it is new, whatever an assistant that exposes all that is
    new has made of it in between; after that it is left alone.
    """

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        entry = self.registry_entry
        if entry is None or KEPT_FROM_VOICE in entry.options.get(DOMAIN, {}):
            return
        for assistant in ASSISTANTS:
            async_expose_entity(self.hass, assistant, self.entity_id, False)
        er.async_get(self.hass).async_update_entity_options(
            self.entity_id, DOMAIN, {KEPT_FROM_VOICE: True}
        )
