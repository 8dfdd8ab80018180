"""A house that listens, and ways to talk to it."""

from collections.abc import Mapping
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import area_registry as ar
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import async_person, household_of
from ..rooms import async_rooms, modes_of

NOON = "2026-11-20 12:00:00+01:00"
ENGLISH_NAMES = ("Kitchen", "Bedroom camera")
GERMAN_NAMES = ("Küche", "Schlafzimmer")
K, B = ["private", "open"], ["open", "private"]
BOTH, NONE = ["private", "private"], ["open", "open"]


async def async_house(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    options: Mapping[str, Any] | None = None,
    *,
    names: tuple[str, str] = ENGLISH_NAMES,
    **camera_fields: Any,
) -> MockConfigEntry:
    """Set up a house that listens, at noon on a Friday."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOON)
    await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    entry = await async_rooms(hass, options, names=names, **camera_fields)
    ar.async_get(hass).async_create("Garage")
    if bedroom := ar.async_get(hass).async_get_area_by_name("Bedroom camera"):
        ar.async_get(hass).async_update(
            bedroom.id, name="Bedroom", aliases={"master suite"}
        )
    return entry


async def async_say(
    hass: HomeAssistant,
    text: str,
    *,
    language: str = "en",
    device_id: str | None = None,
    satellite_id: str | None = None,
) -> str:
    """Say something and return what is answered."""
    result = await conversation.async_converse(
        hass,
        text,
        None,
        Context(),
        language,
        device_id=device_id,
        satellite_id=satellite_id,
    )
    await hass.async_block_till_done()
    return str(result.response.speech["plain"]["speech"])


async def async_go_on(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """End all that was set by hand."""
    household = household_of(entry)
    household.async_resume(household.guards.values(), await async_person(hass))
    await hass.async_block_till_done()
    assert modes_of(entry) == NONE
