"""Know entities again whose registry ids are gone, by what their integrations call them.

So it is after a registry that was damaged, put back from a backup, or not written before
the power went.
"""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .references import async_replace, named_texts
from .store import HouseholdStore


@callback
def async_note_identities(
    hass: HomeAssistant, entry: ConfigEntry, store: HouseholdStore
) -> None:
    """Note what integrations call the entities that are stored by registry id."""
    entities = er.async_get(hass).entities
    named = set(named_texts(entry))
    store.identities = {
        reference: identity
        for reference, identity in store.identities.items()
        if reference in named
    }
    for reference in named:
        if (found := entities.get_entry(reference)) is not None:
            store.identities[reference] = (
                found.domain,
                found.platform,
                str(found.unique_id),
            )


@callback
def async_find_again(
    hass: HomeAssistant, entry: ConfigEntry, store: HouseholdStore
) -> None:
    """Store the new registry ids of entities whose old ones are gone."""
    registry = er.async_get(hass)
    for reference, identity in tuple(store.identities.items()):
        if registry.entities.get_entry(reference) is not None:
            continue
        entity_id = registry.async_get_entity_id(*identity)
        found = registry.async_get(entity_id) if entity_id else None
        if found is not None:
            store.identities[found.id] = store.identities.pop(reference)
            async_replace(hass, entry, reference, found.id)
