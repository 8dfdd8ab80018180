"""Entities that show the same pictures as a source: of its device, or of its twins.

Main and sub stream, HD and SD, or the same camera as another integration knows it.
"""

from collections.abc import Iterator

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..cut.catalogue.candidates import device_of, twins_of


@callback
def async_siblings(
    hass: HomeAssistant, source: er.RegistryEntry, *domains: str
) -> Iterator[er.RegistryEntry]:
    """Yield the entities beside a source, cameras if no domains are given.

    Neither the source itself nor guarded cameras, nor what is disabled.
    """
    if (device := device_of(hass, source)) is None:
        return
    registry = er.async_get(hass)
    for each in (device, *twins_of(hass, device)):
        for entry in er.async_entries_for_device(registry, each.id):
            wanted = entry.domain in (domains or (CAMERA_DOMAIN,))
            if wanted and entry.platform != DOMAIN and entry.id != source.id:
                yield entry
