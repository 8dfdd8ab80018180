"""How long to wait before a cut is undone, so that no maker's cloud is hammered."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

CLOUD_FLOOR: Final = 10
"""Seconds between cutting and undoing by way of a maker's cloud, which may refuse
commands that come too quickly. Raising privacy never waits."""


@callback
def undo_floor(hass: HomeAssistant, entity_id: str) -> float:
    """Return the seconds to leave between cutting with an entity and undoing it."""
    if (entry := er.async_get(hass).async_get(entity_id)) is None:
        return 0
    try:
        integration = async_get_loaded_integration(hass, entry.platform)
    except IntegrationNotLoaded:
        return 0
    return CLOUD_FLOOR if (integration.iot_class or "").startswith("cloud") else 0
