"""What somebody has decided about which voice assistants may use an entity."""

from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    async_get_entity_settings,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

_LOGGER = logging.getLogger(__name__)


def exposure_of(hass: HomeAssistant, entity_id: str) -> dict[str, bool]:
    """Return what somebody has decided about an entity, by assistant."""
    try:
        settings: Mapping[str, Mapping[str, Any]] = async_get_entity_settings(
            hass, entity_id
        )
    except HomeAssistantError as err:
        _LOGGER.debug("No assistant knows %s: %s", entity_id, err)
        return {}
    return {
        assistant: bool(options["should_expose"])
        for assistant, options in settings.items()
        if options.get("should_expose") is not None
    }
