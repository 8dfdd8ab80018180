"""Which room a guarded camera is in."""

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import CONF_CAMERA
from ..household.references import async_resolve
from ..source.place import async_guarded_id


@callback
def camera_area(hass: HomeAssistant, camera: ConfigSubentry) -> str | None:
    """Return the area of a guarded camera, else that of its source, else None."""
    registry = er.async_get(hass)
    guarded = async_guarded_id(hass, camera.subentry_id)
    for entity_id in (guarded, async_resolve(hass, camera.data[CONF_CAMERA])):
        entry = registry.async_get(entity_id) if entity_id else None
        if entry and (area_id := er.async_get_effective_area_id(hass, entry)):
            return area_id
    return None
