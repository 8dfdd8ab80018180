"""A guarded camera with some cuts, private while Anna is home."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN

from ..house import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    entity_id_of,
    someone_home,
    state_of,
)
from ..passing_time import async_settle

ANNA = "person.anna"


async def async_guard_with(
    hass: HomeAssistant,
    *cuts: dict[str, Any],
    mode: str = "private",
    camera: MarkedCamera | None = None,
    **fields: Any,
) -> MockConfigEntry:
    """Set up the household; nobody is home."""
    if camera is None:
        camera = MarkedCamera("Living room")
        await async_make_cameras(hass, camera)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room", cuts=list(cuts), **fields),
        someone_home(ANNA, mode=mode),
    )
    await async_settle()
    return entry


async def async_come_home(hass: HomeAssistant) -> None:
    """Let Anna come home, and the cuts begin."""
    hass.states.async_set(ANNA, "home")
    await async_settle()


async def async_leave(hass: HomeAssistant) -> None:
    """Let Anna leave, and the restoring begin."""
    hass.states.async_set(ANNA, "not_home")
    await async_settle()


async def async_go_private(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Press the button."""
    button = {"entity_id": entity_id_of(hass, entry, "button", "go_private")}
    await hass.services.async_call("button", "press", button, blocking=True)
    await async_settle()


async def async_resume(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let somebody end the override."""
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    await hass.services.async_call(
        DOMAIN, "resume", camera, blocking=True, context=await async_person(hass)
    )
    await async_settle()


def assurance(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return how sure it is that the camera uploads nothing."""
    return state_of(hass, entry, "sensor", "assurance")
