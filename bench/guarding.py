"""Put the rig's cameras under guard, as the forms would store it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryState,
    ConfigSubentryData,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS
from custom_components.cloudcam_privacy.household.household import Household

from .house import rig_entity

_NO_TIME: Final = {"hours": 0, "minutes": 0, "seconds": 0}


def camera(hass: HomeAssistant, entity_id: str, *cuts: str) -> ConfigSubentryData:
    """Return a camera with the form's defaults; `cuts` are switches that cut off."""
    registry = er.async_get(hass)

    def reference(entity_id: str) -> str:
        entry = registry.async_get(entity_id)
        return entity_id if entry is None else entry.id

    return ConfigSubentryData(
        subentry_type="camera",
        title=entity_id,
        unique_id=reference(entity_id),
        data={
            "camera": reference(entity_id),
            "resting_mode": "open",
            "when_unsure": "private",
            "cuts": [
                {
                    "entity_id": reference(cut),
                    "cut_state": "off",
                    "from_mode": "local",
                    "last_resort": False,
                }
                for cut in cuts
            ],
            "upload_rate": None,
            "upload_limit": 5,
            "trust_internal": False,
            "hide_reason": False,
            "take_over": False,
        },
    )


def rule(kind: str, name: str, **fields: Any) -> ConfigSubentryData:
    """Return a rule for all cameras with the form's defaults."""
    return ConfigSubentryData(
        subentry_type="rule",
        title=name,
        unique_id=None,
        data={
            "kind": kind,
            "name": name,
            "mode": "private",
            "cameras": [],
            "exception": False,
            "after": _NO_TIME,
            "hold": _NO_TIME,
            **fields,
        },
    )


def someone_home(*people: str) -> ConfigSubentryData:
    """Return the rule that the first form makes."""
    return rule(
        "presence", "Someone is home", people=list(people), presence="anyone_home"
    )


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
