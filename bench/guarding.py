"""Put the rig's cameras under guard, as the forms would store it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryState,
    ConfigSubentryData,
)
from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.household.references import async_reference
from tests.subentries import camera_subentry, cut

from .house import rig_entity


def camera(hass: HomeAssistant, entity_id: str, *cuts: str) -> ConfigSubentryData:
    """Return a camera with the form's defaults; `cuts` are switches that cut off."""

    def reference(entity_id: str) -> str:
        return async_reference(hass, entity_id)

    rows = [cut(reference(each), "off") for each in cuts]
    return camera_subentry(reference(entity_id), entity_id, cuts=rows)


def rig_cameras(
    hass: HomeAssistant, number: int, *, cut: bool = True
) -> list[ConfigSubentryData]:
    """Return the rig's cameras, each with its switch as the cut or without one."""
    return [
        camera(
            hass,
            rig_entity("camera", each),
            *([rig_entity("switch", each, "guarded")] if cut else []),
        )
        for each in range(number)
    ]


async def guard(
    hass: HomeAssistant,
    subentries: Iterable[ConfigSubentryData],
    options: Mapping[str, Any] | None = None,
) -> ConfigEntry[Household]:
    """Set up the household; raises RuntimeError if that fails."""
    entry: ConfigEntry[Household] = ConfigEntry(
        data={},
        discovery_keys=MappingProxyType({}),
        domain=DOMAIN,
        minor_version=1,
        options={**DEFAULT_OPTIONS, **(options or {})},
        source=SOURCE_USER,
        subentries_data=list(subentries),
        title="Cloudcam Privacy",
        unique_id=None,
        version=1,
    )
    await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    if entry.state is not ConfigEntryState.LOADED:
        raise RuntimeError(f"The household is {entry.state}")
    return entry


async def unguard(hass: HomeAssistant) -> None:
    """Remove the household."""
    for entry in hass.config_entries.async_entries(DOMAIN):
        await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
