"""Follow entities that are renamed, removed or come back."""

from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import (
    CALLBACK_TYPE,
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event

from ..const import (
    CONF_CAMERA,
    CONF_CUTS,
    CONF_ENTITIES,
    CONF_ENTITY_ID,
    CONF_PEOPLE,
    CONF_TRACKERS,
    CONF_UPLOAD_RATE,
    CONF_WITNESSES,
    SUBENTRY_CAMERA,
    SUBENTRY_RULE,
)
from ..source.take_over import async_follow_own
from .household import HouseholdConfigEntry
from .issues import async_report
from .references import async_rename, async_resolve

_LISTS: Final = (CONF_ENTITIES, CONF_PEOPLE, CONF_TRACKERS)
"""Fields of rules that list entities by entity id."""


def _named(hass: HomeAssistant, entry: ConfigEntry) -> set[str]:
    """Return the entity ids that the entry depends on, besides those of conditions."""
    references: set[str | None] = set()
    for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        data = subentry.data
        references.add(data[CONF_CAMERA])
        references.add(data.get(CONF_UPLOAD_RATE))
        references.update(data.get(CONF_WITNESSES, ()))
        references.update(cut[CONF_ENTITY_ID] for cut in data[CONF_CUTS])
    for subentry in entry.get_subentries_of_type(SUBENTRY_RULE):
        for field in _LISTS:
            references.update(subentry.data.get(field, ()))
    resolved = (async_resolve(hass, each) for each in references if each)
    return {entity_id for entity_id in resolved if entity_id}


@callback
def async_follow(hass: HomeAssistant, entry: HouseholdConfigEntry) -> CALLBACK_TYPE:
    """Follow what the entry depends on.

    A new entity id is carried into what was stored by entity id; with it, and when an
    entity returns, the entry is set up anew. Names, areas and the like do not matter.
    Whatever comes or goes changes the repair issues.
    """

    def named() -> set[str]:
        by_rules = {
            entity_id
            for rule in entry.runtime_data.rules
            for entity_id in rule.watch.entity_ids
        }
        return by_rules | _named(hass, entry)

    @callback
    def registry_updated(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        new = old = data["entity_id"]
        if data["action"] == "update":
            if "entity_id" not in data["changes"]:
                return
            old = data["changes"]["entity_id"]
            async_follow_own(hass, old, new)
        if data["action"] == "remove" or {old, new}.isdisjoint(named()):
            return
        if old != new:
            async_rename(hass, entry, old, new)
        hass.config_entries.async_schedule_reload(entry.entry_id)

    @callback
    def state_changed(event: Event[EventStateChangedData]) -> None:
        came_or_went = None in (event.data["old_state"], event.data["new_state"])
        if came_or_went and hass.state is CoreState.running:
            async_report(hass, entry.runtime_data)

    unsubscribe_states = async_track_state_change_event(hass, named(), state_changed)
    unsubscribe_registry = hass.bus.async_listen(
        er.EVENT_ENTITY_REGISTRY_UPDATED, registry_updated
    )

    @callback
    def unsubscribe() -> None:
        unsubscribe_states()
        unsubscribe_registry()

    return unsubscribe
