"""References to entities that outlive a renaming: registry ids, where there are any."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback, valid_entity_id
from homeassistant.helpers import entity_registry as er

from ..const import (
    CONF_CAMERA,
    CONF_CONDITIONS,
    CONF_CUTS,
    CONF_ENTITIES,
    CONF_PEOPLE,
    CONF_TRACKERS,
    CONF_UPLOAD_RATE,
    CONF_WITNESSES,
    DOMAIN,
)

_BY_REGISTRY_ID: Final = (CONF_CAMERA, CONF_CUTS, CONF_WITNESSES)
"""Fields that name entities by registry id, those without one by entity id."""

_BY_ENTITY_ID: Final = (
    CONF_CONDITIONS,
    CONF_ENTITIES,
    CONF_PEOPLE,
    CONF_TRACKERS,
    CONF_UPLOAD_RATE,
)
"""Fields that name entities by entity id."""


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


@callback
def async_is_ours(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether an entity is one of this integration, on which nothing of it rests."""
    entry = er.async_get(hass).async_get(entity_id)
    return entry is not None and entry.platform == DOMAIN


@callback
def async_name(hass: HomeAssistant, entity_id: str) -> str:
    """Return what people call an entity; its id if it has no name, or is not there."""
    if (state := hass.states.get(entity_id)) is not None:
        return state.name
    entry = er.async_get(hass).async_get(entity_id)
    name = "" if entry is None else er.async_get_full_entity_name(hass, entry)
    return name or entity_id


@callback
def async_named(hass: HomeAssistant, entry: ConfigEntry) -> set[str]:
    """Return the entities that the entry names, by their entity ids of today."""
    resolved = (
        async_resolve(hass, text)
        for subentry in entry.subentries.values()
        for field in (*_BY_ENTITY_ID, *_BY_REGISTRY_ID)
        for text in _texts(subentry.data.get(field))
    )
    return {entity_id for entity_id in resolved if entity_id}


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


@callback
def async_rename(hass: HomeAssistant, entry: ConfigEntry, old: str, new: str) -> None:
    """Carry a new entity id into what the entry stores."""
    reference = async_reference(hass, new)
    names = {
        **dict.fromkeys(_BY_ENTITY_ID, new),
        **dict.fromkeys(_BY_REGISTRY_ID, reference),
    }
    for subentry in tuple(entry.subentries.values()):
        data = {
            field: _renamed(value, old, names[field]) if field in names else value
            for field, value in subentry.data.items()
        }
        if data != subentry.data:
            hass.config_entries.async_update_subentry(entry, subentry, data=data)


@callback
def async_replace(hass: HomeAssistant, entry: ConfigEntry, old: str, new: str) -> None:
    """Carry a new registry id into what the entry stores."""
    for subentry in tuple(entry.subentries.values()):
        hass.config_entries.async_update_subentry(
            entry,
            subentry,
            data=_renamed(dict(subentry.data), old, new),
            unique_id=new if subentry.unique_id == old else subentry.unique_id,
        )


def named_texts(entry: ConfigEntry) -> Iterator[str]:
    """Yield all texts that the entry stores of cameras and rules, references among them."""
    for subentry in entry.subentries.values():
        yield from _texts(subentry.data)


def _renamed(value: Any, old: str, new: str) -> Any:
    """Return a value with an entity id replaced wherever it stands alone in it.

    Within a template it does not: those are texts of the household's own.
    """
    if isinstance(value, dict):
        return {key: _renamed(part, old, new) for key, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, old, new) for part in value]
    return new if value == old else value
