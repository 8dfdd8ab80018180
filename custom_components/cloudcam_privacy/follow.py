"""Follow entities that are renamed, removed or come back."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_entity_registry_updated_event

from .const import (
    CONF_CAMERA,
    CONF_CUTS,
    CONF_ENTITIES,
    CONF_ENTITY_ID,
    CONF_PEOPLE,
    CONF_UPLOAD_RATE,
    SUBENTRY_CAMERA,
    SUBENTRY_RULE,
)
from .references import async_resolve

_LISTS: Final = (CONF_ENTITIES, CONF_PEOPLE)
"""Fields of rules that name entities by entity id."""


def _named(hass: HomeAssistant, entry: ConfigEntry) -> set[str]:
    """Return the entity ids that the entry depends on."""
    references: set[str | None] = set()
    for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        data = subentry.data
        references.add(data[CONF_CAMERA])
        references.add(data.get(CONF_UPLOAD_RATE))
        references.update(cut[CONF_ENTITY_ID] for cut in data[CONF_CUTS])
    for subentry in entry.get_subentries_of_type(SUBENTRY_RULE):
        for field in _LISTS:
            references.update(subentry.data.get(field, ()))
    resolved = (async_resolve(hass, each) for each in references if each)
    return {entity_id for entity_id in resolved if entity_id}


@callback
def async_follow(hass: HomeAssistant, entry: ConfigEntry) -> CALLBACK_TYPE:
    """Carry new entity ids into the rules, and set the entry up anew.

    Only a new entity id, a removal and a return matter; names, areas and the like
    do not.
    """

    @callback
    def changed(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        if data["action"] == "update":
            if "entity_id" not in data["changes"]:
                return
            _rename(hass, entry, data["changes"]["entity_id"], data["entity_id"])
        hass.config_entries.async_schedule_reload(entry.entry_id)

    return async_track_entity_registry_updated_event(hass, _named(hass, entry), changed)


@callback
def _rename(hass: HomeAssistant, entry: ConfigEntry, old: str, new: str) -> None:
    for subentry in entry.get_subentries_of_type(SUBENTRY_RULE):
        data = {
            field: _replaced(subentry.data, field, old, new)
            for field in _LISTS
            if old in subentry.data.get(field, ())
        }
        if data:
            hass.config_entries.async_update_subentry(
                entry, subentry, data={**subentry.data, **data}
            )


def _replaced(data: Mapping[str, Any], field: str, old: str, new: str) -> list[str]:
    return [new if entity_id == old else entity_id for entity_id in data[field]]
