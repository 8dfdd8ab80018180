"""References to entities that outlive a renaming: registry ids, where there are any."""

from homeassistant.core import HomeAssistant, callback, valid_entity_id
from homeassistant.helpers import entity_registry as er


@callback
def async_resolve(hass: HomeAssistant, reference: str) -> str | None:
    """Return today's entity id of a registry id or entity id.

    None if the registry id is no longer known; an entity id is given back as it is,
    whether the entity exists or not.
    """
    if valid_entity_id(reference):
        return reference
    entry = er.async_get(hass).entities.get_entry(reference)
    return None if entry is None else entry.entity_id


@callback
def async_reference(hass: HomeAssistant, entity_id: str) -> str:
    """Return what to store of an entity: its registry id, else its entity id."""
    entry = er.async_get(hass).async_get(entity_id)
    return entity_id if entry is None else entry.id


@callback
def async_exists(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether the entity has a state, or is registered and not disabled."""
    if hass.states.get(entity_id) is not None:
        return True
    entry = er.async_get(hass).async_get(entity_id)
    return entry is not None and not entry.disabled
