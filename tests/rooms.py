"""A house with a camera in the kitchen and one in the bedroom; Anna is out."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.household.guard import Guard

from .common import (
    ANNA,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    entity_id_of,
    household_of,
    someone_home,
)

KITCHEN, BEDROOM = 0, 1


def device_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return the device of an entity."""
    entry = er.async_get(hass).async_get(entity_id)
    assert entry is not None
    assert entry.device_id is not None
    return entry.device_id


def kitchen(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return the guarded camera of the kitchen."""
    return entity_id_of(hass, entry, "camera", "guarded", KITCHEN)


def bedroom(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return the guarded camera of the bedroom."""
    return entity_id_of(hass, entry, "camera", "guarded", BEDROOM)


async def async_rooms(
    hass: HomeAssistant,
    options: Mapping[str, Any] | None = None,
    *,
    names: tuple[str, str] = ("Kitchen", "Bedroom"),
    **camera_fields: Any,
) -> MockConfigEntry:
    """Set up the household: private while Anna is home, each camera in its room.

    The rooms are called like their cameras, and are on the floor "Upstairs".
    """
    cameras = [MarkedCamera(name) for name in names]
    await async_make_cameras(hass, *cameras)
    floor = fr.async_get(hass).async_create("Upstairs")
    for camera, name in zip(cameras, names, strict=True):
        area = ar.async_get(hass).async_create(name, floor_id=floor.floor_id)
        dr.async_get(hass).async_update_device(
            device_of(hass, camera.entity_id), area_id=area.id
        )
    hass.states.async_set(ANNA, "not_home")
    return await async_guard(
        hass,
        *(
            camera_subentry(camera.entity_id, name, **camera_fields)
            for camera, name in zip(cameras, names, strict=True)
        ),
        someone_home(ANNA),
        options=options,
    )


def guards_of(entry: MockConfigEntry) -> list[Guard]:
    """Return the guards of kitchen and bedroom."""
    return list(household_of(entry).guards.values())


def modes_of(entry: MockConfigEntry) -> list[str]:
    """Return the modes of kitchen and bedroom."""
    return [str(guard.decision.mode) for guard in guards_of(entry)]
