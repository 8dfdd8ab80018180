"""Entities that stand for others: groups, and switches that are shown as something else."""

from typing import Final

from homeassistant.const import ATTR_ASSUMED_STATE, ATTR_ENTITY_ID, CONF_ENTITY_ID
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import entity_registry as er

from ..household.references import async_resolve
from ..rules.members import with_members

_SHOWN_AS: Final = "switch_as_x"


@callback
def members(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return what a group is made of, groups within it included; else nothing."""
    state = hass.states.get(entity_id)
    if state is None or ATTR_ENTITY_ID not in state.attributes:
        return []  # As nearly always, and asked with each look at a cut.
    domain, _ = split_entity_id(entity_id)
    every = with_members(hass, [entity_id], hass.states.get) - {entity_id}
    return sorted(each for each in every if split_entity_id(each)[0] == domain)


@callback
def is_assumed(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether an entity shows what it was last told, and hears of no device.

    So does what only shows another entity that does, and does not say so.
    """
    state = hass.states.get(entity_id)
    if state is not None and state.attributes.get(ATTR_ASSUMED_STATE):
        return True
    shown = _shown(hass, entity_id)
    return shown is not None and is_assumed(hass, shown)


def _shown(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the switch that is shown as this entity, None if it is no such entity."""
    entry = er.async_get(hass).async_get(entity_id)
    if entry is None or entry.platform != _SHOWN_AS or not entry.config_entry_id:
        return None
    shown = hass.config_entries.async_get_entry(entry.config_entry_id)
    return async_resolve(hass, shown.options[CONF_ENTITY_ID]) if shown else None
