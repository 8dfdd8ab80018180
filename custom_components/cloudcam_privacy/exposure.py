"""Keep entities that can lower privacy away from voice assistants by default."""

from typing import Final, override

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_get_entity_settings,
)
from homeassistant.helpers.entity import Entity

ASSISTANTS: Final = ("cloud.alexa", "cloud.google_assistant", "conversation")


class VoiceShyEntity(Entity):
    """An entity that is exposed to an assistant only if the household says so."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        settings = async_get_entity_settings(self.hass, self.entity_id)
        for assistant in ASSISTANTS:
            if "should_expose" not in settings.get(assistant, {}):
                async_expose_entity(self.hass, assistant, self.entity_id, False)
