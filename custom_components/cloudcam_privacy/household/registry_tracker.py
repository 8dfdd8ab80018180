"""Follow entities that are renamed, removed or come back."""

from homeassistant.core import (
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event

from ..const import DOMAIN
from ..source.take_over import async_follow_own
from .household import HouseholdConfigEntry
from .identities import async_find_again
from .issues import async_report
from .references import async_named, async_rename


@callback
def async_carry_new_ids(hass: HomeAssistant) -> None:
    """Carry new entity ids into what is stored by entity id, also between two loads."""

    @callback
    def renamed(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        if data["action"] != "update" or "entity_id" not in data["changes"]:
            return
        for entry in hass.config_entries.async_entries(DOMAIN):
            async_rename(hass, entry, data["changes"]["entity_id"], data["entity_id"])

    hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, renamed)


@callback
def async_follow(hass: HomeAssistant, entry: HouseholdConfigEntry) -> None:
    """Follow what the entry depends on.

    When an entity has got a new id, or returns, the entry is set up anew. Names, areas
    and the like do not matter. Whatever comes or goes changes the repair issues.
    """

    def named() -> set[str]:
        by_rules = {
            entity_id
            for rule in entry.runtime_data.rules
            for entity_id in rule.watch.entity_ids
        }
        return by_rules | async_named(hass, entry)

    @callback
    def registry_updated(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        data = event.data
        new = old = data["entity_id"]
        if data["action"] == "create":
            async_find_again(hass, entry, entry.runtime_data.store)
        if data["action"] == "update":
            if "entity_id" not in data["changes"]:
                return
            old = data["changes"]["entity_id"]
            async_follow_own(hass, old, new)
        if data["action"] == "remove" or {old, new}.isdisjoint(named()):
            return
        hass.config_entries.async_schedule_reload(entry.entry_id)

    @callback
    def state_changed(event: Event[EventStateChangedData]) -> None:
        came_or_went = None in (event.data["old_state"], event.data["new_state"])
        if came_or_went and hass.state is CoreState.running:
            async_report(hass, entry.runtime_data)

    entry.async_on_unload(async_track_state_change_event(hass, named(), state_changed))
    entry.async_on_unload(
        hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, registry_updated)
    )
