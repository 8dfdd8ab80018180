"""What falls silent with a camera: rules that rest on it would hold themselves."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..cut.catalogue.candidates import device_of, parents_of, twins_of


@callback
def silenced_devices(hass: HomeAssistant, sources: Iterable[str | None]) -> set[str]:
    """Return the devices that a cut of some source cameras can silence.

    These are the cameras' own, the same ones as other integrations know them, and what
    hangs on them. `sources` are entity ids; what is not registered has no device.
    """
    registry, devices = er.async_get(hass), dr.async_get(hass)
    found: set[str] = set()
    for entity_id in sources:
        entry = registry.async_get(entity_id) if entity_id else None
        device = device_of(hass, entry) if entry else None
        if device is not None:
            found |= {device.id, *(twin.id for twin in twins_of(hass, device))}
    every: list[dr.AnyDeviceEntry] = [*devices.devices, *devices.child_devices]
    hanging = {
        each.id
        for each in every
        if any(parent.id in found for parent in parents_of(hass, each))
    }
    return found | hanging


@callback
def silenced_entities(
    hass: HomeAssistant,
    entity_ids: Iterable[str],
    sources: Iterable[str | None],
    cuts: Iterable[str | None] = (),
) -> list[str]:
    """Return those of some entities that cameras silence, or that are their cuts."""
    sources = tuple(sources)
    registry = er.async_get(hass)
    devices, own = silenced_devices(hass, sources), {*cuts, *sources}
    return [
        entity_id
        for entity_id in sorted(entity_ids)
        if entity_id in own
        or (
            (entry := registry.async_get(entity_id)) is not None
            and entry.device_id in devices
        )
    ]
