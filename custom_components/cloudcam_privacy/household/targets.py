"""From what people choose as a target to guarded cameras, and to their entities."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, target
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
    hass: HomeAssistant,
    chosen: Mapping[str, Any],
    entity_ids: Iterable[str],
    domain: str,
    key: str,
) -> set[str]:
    """Return the entities with a key of the cameras that the entities stand for.

    The entities are those of a target that was `chosen`.
    """
    registry = er.async_get(hass)
    cameras = {c for e in entity_ids for c in async_cameras_of(hass, e)}
    cameras -= async_excluded_cameras(hass, TargetSelection(dict(chosen)))
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
    cameras = {c for e in entity_ids for c in async_cameras_of(hass, e)}
    return cameras - async_excluded_cameras(hass, selection)


@callback
def async_excluded_cameras(hass: HomeAssistant, selection: TargetSelection) -> set[str]:
    """Return the cameras of which an entity is taken out of a target.

    One that is out is out as a whole, though others of its entities are in the same room.
    Targets of before Home Assistant 2026.11 take nothing out.
    """
    extract = getattr(target, "async_extract_excluded_entity_ids", None)
    excluded: set[str] = set() if extract is None else extract(hass, selection)
    return {c for e in excluded for c in async_cameras_of(hass, e)}
