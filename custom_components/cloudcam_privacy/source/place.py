"""What a source gave up to its guarded camera, noted in the entity registry.

The note is in the source's own registry entry, in the same file as its entity id: after
a crash either both are known or neither.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
import logging
from typing import Any, Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import (
    async_get_entity_settings,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import voluptuous as vol

from ..const import DOMAIN

_LOGGER = logging.getLogger(__name__)

_NOTE: Final = vol.Schema(
    {
        vol.Required("camera_id"): str,
        vol.Required("entity_id"): vol.Maybe(str),
        vol.Required("was_visible"): bool,
        vol.Required("exposed"): {vol.Optional(str): bool},
        vol.Required("taken"): bool,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """How a source was before its guarded camera took its place.

    `entity_id` is the id that it gave up, None if it was only hidden, as version 0.1.0
    did; `taken` tells that the guarded camera has got it.
    """

    camera_id: str
    entity_id: str | None
    was_visible: bool
    exposed: Mapping[str, bool]
    taken: bool = False


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


@callback
def async_note(hass: HomeAssistant, source: str, place: Place | None) -> None:
    """Note what a source gave up, None to forget it; `source` is its entity id."""
    er.async_get(hass).async_update_entity_options(
        source, DOMAIN, None if place is None else asdict(place)
    )


def place_of(source: er.RegistryEntry | None) -> Place | None:
    """Return what a source gave up, None if nothing is noted."""
    if source is None or not (note := source.options.get(DOMAIN)):
        return None
    try:
        return Place(**_NOTE(dict(note)))
    except vol.Invalid as err:
        _LOGGER.debug("What %s gave up cannot be read: %s", source.id, err)
        return None


@callback
def async_places(hass: HomeAssistant) -> Iterator[tuple[er.RegistryEntry, Place]]:
    """Yield the sources that gave up something, and what."""
    for entry in tuple(er.async_get(hass).entities.values()):
        if entry.domain == CAMERA_DOMAIN and (place := place_of(entry)) is not None:
            yield entry, place


@callback
def async_guarded_id(hass: HomeAssistant, camera_id: str) -> str | None:
    """Return the entity id of a guarded camera, None while it is not registered."""
    return er.async_get(hass).async_get_entity_id(
        CAMERA_DOMAIN, DOMAIN, unique_id_of(camera_id)
    )


def unique_id_of(camera_id: str) -> str:
    """Return the unique id of a guarded camera's entity."""
    return f"{camera_id}_guarded"
