"""The entities that triggers and conditions rest on, in states of a test's choice."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    entity_registry as er,
    floor_registry as fr,
    label_registry as lr,
)
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import entity_id_of
from .rooms import KITCHEN, device_of, guards_of


def put(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    domain: str,
    key: str,
    state: str,
    *,
    camera: int = KITCHEN,
    context: Context | None = None,
    **attributes: Any,
) -> str:
    """Put one of a camera's entities into a state, whatever it would say itself."""
    camera_id = guards_of(entry)[camera].camera_id
    guarded = entity_id_of(hass, entry, "camera", "guarded", camera)
    registered = er.async_get(hass).async_get_or_create(
        domain,
        "cloudcam_privacy",
        f"{camera_id}_{key}",
        config_entry=entry,
        config_subentry_id=camera_id,
        device_id=device_of(hass, guarded),
    )
    hass.states.async_set(
        registered.entity_id, state, attributes, context=context, force_update=True
    )
    return registered.entity_id


def targets(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, dict[str, Any]]:
    """Return ways to choose the camera in the kitchen, and none but that."""
    guarded = entity_id_of(hass, entry, "camera", "guarded")
    label = lr.async_get(hass).async_create("Watched rooms").label_id
    er.async_get(hass).async_update_entity(guarded, labels={label})
    area = ar.async_get(hass).async_get_area_by_name("Kitchen")
    assert area is not None
    return {
        "camera": {"entity_id": guarded},
        "switch": {"entity_id": [entity_id_of(hass, entry, "switch", "privacy")]},
        "device": {"device_id": device_of(hass, guarded)},
        "area": {"area_id": area.id},
        "label": {"label_id": [label]},
    }


def everything(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return a way to choose all cameras."""
    floor = fr.async_get(hass).async_get_floor_by_name("Upstairs")
    assert floor is not None
    return {"floor_id": floor.floor_id}
