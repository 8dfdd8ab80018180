"""Other ways to the same picture: the device's other entities, and image processing."""

from collections.abc import Iterator
from typing import Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import async_get_loaded_integration

from ..const import DOMAIN
from ..cut.catalogue.candidates import device_of, twins_of
from ..ha_internals.tables import entity_objects
from .finding import Finding, Fix, Severity
from .sources import Sources, Subject

IMAGE_DOMAIN: Final = "image"
PROCESSING: Final = "image_processing"


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield entities that show, or look at, what a source sees."""
    guarded = {subject.source for subject in sources.subjects}
    for subject in sources.subjects:
        yield from _media(hass, subject)
        siblings = subject.registered and async_siblings(
            hass, subject.registered, CAMERA_DOMAIN, IMAGE_DOMAIN
        )
        for entry in siblings or ():
            if entry.entity_id not in guarded:
                yield _sibling(subject, entry)
    by_source = {subject.source: subject for subject in sources.subjects}
    for entity in entity_objects(hass, PROCESSING):
        camera = getattr(entity, "camera_entity", None)
        if camera in by_source:
            yield Finding(
                by_source[camera].camera_id,
                "image_processing",
                Severity.MEDIUM,
                entity.entity_id,
                str(entity.name or entity.entity_id),
                _entities_path(entity.entity_id),
            )


@callback
def async_siblings(
    hass: HomeAssistant, source: er.RegistryEntry, *domains: str
) -> Iterator[er.RegistryEntry]:
    """Yield the entities of a source's device, or its twins, with the same pictures.

    Main and sub stream, HD and SD, or the same camera as another integration knows it;
    cameras if no domains are given. Neither the source itself nor guarded cameras, nor
    what is disabled.
    """
    if (device := device_of(hass, source)) is None:
        return
    registry = er.async_get(hass)
    for each in (device, *twins_of(hass, device)):
        for entry in er.async_entries_for_device(registry, each.id):
            wanted = entry.domain in (domains or (CAMERA_DOMAIN,))
            if wanted and entry.platform != DOMAIN and entry.id != source.id:
                yield entry


def _media(hass: HomeAssistant, subject: Subject) -> Iterator[Finding]:
    """Yield the camera's own integration if it puts recordings into the media browser."""
    domain = subject.guard.source.integration
    if domain is None or domain not in hass.config.components:
        return
    if async_get_loaded_integration(hass, domain).platforms_exists(("media_source",)):
        yield Finding(
            subject.camera_id,
            "in_media_browser",
            Severity.LOW,
            domain,
            domain,
            "/media-browser/browser",
        )


def _sibling(subject: Subject, entry: er.RegistryEntry) -> Finding:
    name = entry.name or entry.original_name or entry.entity_id
    return Finding(
        subject.camera_id,
        "same_device",
        Severity.LOW if entry.hidden else Severity.MEDIUM,
        entry.entity_id,
        name,
        f"/config/devices/device/{entry.device_id}",
        fix=None if entry.hidden else Fix.HIDE,
        details={"entity": entry.entity_id},
    )


def _entities_path(entity_id: str) -> str:
    return f"/config/entities?search={entity_id}"
