"""From what people choose as a target to guarded cameras, and to their entities."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)

from ..const import DOMAIN, SUBENTRY_CAMERA


@callback
def async_cameras_of(hass: HomeAssistant, entity_id: str) -> tuple[str, ...]:
    """Return the subentry ids of the cameras that one of our entities stands for.

    An entity of the household stands for all cameras; one of somebody else for none.
    """
    registered = er.async_get(hass).async_get(entity_id)
    if registered is None or registered.platform != DOMAIN:
        return ()
    if registered.config_subentry_id is not None:
        return (registered.config_subentry_id,)
    entry = hass.config_entries.async_get_entry(registered.config_entry_id or "")
    if entry is None:
        return ()
    subentries = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    return tuple(subentry.subentry_id for subentry in subentries)


@callback
def async_entities_for(
    hass: HomeAssistant, entity_ids: Iterable[str], domain: str, key: str
) -> set[str]:
    """Return the entities with a key of the cameras that the entities stand for."""
    registry = er.async_get(hass)
    cameras = {c for e in entity_ids for c in async_cameras_of(hass, e)}
    found = (
        registry.async_get_entity_id(domain, DOMAIN, f"{camera_id}_{key}")
        for camera_id in cameras
    )
    return {entity_id for entity_id in found if entity_id is not None}


@callback
def async_cameras_in(hass: HomeAssistant, selection: TargetSelection) -> set[str]:
    """Return the subentry ids of the cameras in devices, areas, labels and floors."""
    selected = async_extract_referenced_entity_ids(hass, selection)
    entity_ids = selected.referenced | selected.indirectly_referenced
    return {c for e in entity_ids for c in async_cameras_of(hass, e)}
