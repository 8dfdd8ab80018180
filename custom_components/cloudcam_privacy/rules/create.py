"""Make the watch of a rule from its stored fields."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant

from ..const import (
    CONF_ABOVE,
    CONF_BELOW,
    CONF_CONDITIONS,
    CONF_END,
    CONF_END_EVENT,
    CONF_END_OFFSET,
    CONF_ENTITIES,
    CONF_KIND,
    CONF_MATCH,
    CONF_PEOPLE,
    CONF_PRESENCE,
    CONF_SENSORS,
    CONF_START,
    CONF_START_EVENT,
    CONF_START_OFFSET,
    CONF_STATES,
    CONF_TRACKERS,
    CONF_WEEKDAYS,
)
from .activity import ActivityWatch
from .condition import ConditionWatch
from .presence import Presence, PresenceWatch
from .room import RoomWatch
from .schedule import ScheduleWatch, edge
from .watch import Watch

type Data = Mapping[str, Any]


def _presence(hass: HomeAssistant, data: Data) -> Watch:
    return PresenceWatch(hass, data[CONF_PEOPLE], Presence(data[CONF_PRESENCE]))


def _schedule(hass: HomeAssistant, data: Data) -> Watch:
    start = edge(
        data.get(CONF_START_EVENT, "time"),
        data.get(CONF_START, "00:00:00"),
        data.get(CONF_START_OFFSET, 0),
    )
    end = edge(
        data.get(CONF_END_EVENT, "time"),
        data.get(CONF_END, "00:00:00"),
        data.get(CONF_END_OFFSET, 0),
    )
    return ScheduleWatch(hass, data.get(CONF_WEEKDAYS, ()), start, end)


def _activity(hass: HomeAssistant, data: Data) -> Watch:
    return ActivityWatch(
        hass,
        data[CONF_ENTITIES],
        data.get(CONF_STATES, ()),
        data.get(CONF_MATCH, "any"),
        above=data.get(CONF_ABOVE),
        below=data.get(CONF_BELOW),
    )


def _room(hass: HomeAssistant, data: Data) -> Watch:
    """Return the watch of no room, which stands for what all rooms have in common."""
    return RoomWatch(hass, None, data[CONF_SENSORS], data[CONF_TRACKERS])


def _condition(hass: HomeAssistant, data: Data) -> Watch:
    return ConditionWatch(hass, data[CONF_CONDITIONS])


_KINDS: dict[str, Callable[[HomeAssistant, Data], Watch]] = {
    "presence": _presence,
    "schedule": _schedule,
    "activity": _activity,
    "room": _room,
    "condition": _condition,
}


def create_watch(hass: HomeAssistant, data: Data) -> Watch:
    """Return the watch of a rule; `data` are the fields of its subentry."""
    return _KINDS[data[CONF_KIND]](hass, data)
