"""What an entity tells, also that it is as it was: when, and who made it so."""

from collections.abc import Callable
from typing import Any

from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, State, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)
from homeassistant.helpers.update_coordinator import CoordinatorEntity


@callback
def async_track_reports(
    hass: HomeAssistant, entity_id: str, action: Callable[[], None]
) -> CALLBACK_TYPE:
    """Call back when the entity's state is written, be it a new one or the same."""

    @callback
    def reported(_: Event[Any]) -> None:
        action()

    unsubscribe = [
        track(hass, entity_id, reported)
        for track in (async_track_state_change_event, async_track_state_report_event)
    ]

    @callback
    def unsubscribe_both() -> None:
        for each in unsubscribe:
            each()

    return unsubscribe_both


def is_by_hand(state: State | None) -> bool:
    """Tell whether a person or an automation has set what is shown.

    Of what is done elsewhere, as in the maker's app, Home Assistant knows nobody.
    """
    return state is not None and bool(state.context.user_id or state.context.parent_id)


def poll_interval(entity: Entity | None) -> float | None:
    """Return the seconds between two polls, None for what tells by itself."""
    if isinstance(entity, CoordinatorEntity):
        interval = entity.coordinator.update_interval
        return None if interval is None else float(interval.total_seconds())
    if entity is None or not entity.should_poll or entity.platform is None:
        return None
    return float(entity.platform.scan_interval_seconds)
