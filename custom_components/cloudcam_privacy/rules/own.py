"""Our own entities, on which no rule can rest: it would decide about itself."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN


@callback
def own_entities(hass: HomeAssistant, entity_ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of some entities that are ours."""
    registry = er.async_get(hass)
    return tuple(
        entity_id
        for entity_id in sorted(entity_ids)
        if (entry := registry.async_get(entity_id)) is not None
        and entry.platform == DOMAIN
    )
