"""The kinds of rules: their own fields, how they are judged and stored."""

from collections.abc import Awaitable, Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.selector import TimeSelector
import voluptuous as vol

from ..const import (
    CONF_CONDITIONS,
    CONF_END,
    CONF_END_EVENT,
    CONF_END_OFFSET,
    CONF_ENTITIES,
    CONF_FORGET_BEFORE,
    CONF_PEOPLE,
    CONF_PRESENCE,
    CONF_SENSORS,
    CONF_START,
    CONF_START_EVENT,
    CONF_START_OFFSET,
    CONF_TRACKERS,
    CONF_WEEKDAYS,
)
from ..policy.schedule import Event
from ..rules.presence import Presence
from ..rules.room_sensors import USUAL_SENSORS, RoomSensor
from ..rules.schedule import WEEKDAYS
from .activity import activity_fields, judge_activity
from .durations import NO_TIME
from .errors import FormErrors, as_list
from .fields import ConditionField, Fields, Given, choice, entity_field, minutes
from .people import people_by_tracking

PRESENCE_DOMAINS: Final = ("person", "device_tracker", "group", "zone")

LONGEST_OFFSET: Final = 12 * 60
"""Minutes by which an end of a schedule may be shifted from a sun event."""

SUGGESTED_TIMES: Final = ("22:00:00", "07:00:00")
"""Start and end of a new schedule, to be changed."""

TRACKER_DOMAINS: Final = ("device_tracker", "sensor", "select", "input_select")
"""Entities whose state can name the room that somebody is in."""

ROOM_HOLD: Final = {"hours": 0, "minutes": 10, "seconds": 0}
"""People sit still for minutes, and a motion sensor does not see them."""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A kind of rule."""

    fields: Callable[[HomeAssistant, Given], Fields]
    """Return the kind's own fields, as far as they depend on what is filled in."""
    judge: Callable[[HomeAssistant, Given, FormErrors], Awaitable[dict[str, Any]]]
    """Return these fields in the shape to store."""
    rests_on: str | None = None
    """The field that names what the condition rests on."""
    hold: Mapping[str, int] = field(default_factory=lambda: NO_TIME)
    """For how long the rule lingers unless somebody says otherwise."""
    advanced: tuple[str, ...] = ()
    """Fields of its own that few people need."""


def _presence_fields(hass: HomeAssistant, _: Given) -> Fields:
    tracked, _untracked = people_by_tracking(hass)
    people = vol.Required(CONF_PEOPLE, description={"suggested_value": tracked})
    return {
        people: entity_field(*PRESENCE_DOMAINS, several=True),
        vol.Required(CONF_PRESENCE, default=Presence.ANYONE_HOME.value): choice(
            Presence, "presence"
        ),
    }


async def _judge_presence(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    people = problems.entities(
        given,
        CONF_PEOPLE,
        PRESENCE_DOMAINS,
        none_given="no_people",
        not_found="person_unknown",
    )
    return {CONF_PEOPLE: people, CONF_PRESENCE: given[CONF_PRESENCE]}


def _schedule_fields(_: HomeAssistant, given: Given) -> Fields:
    event = choice(Event, "event")
    offset = minutes(-LONGEST_OFFSET, LONGEST_OFFSET)
    start, end = (
        {} if given else {"suggested_value": time} for time in SUGGESTED_TIMES
    )
    return {
        vol.Optional(CONF_WEEKDAYS): choice(WEEKDAYS, "weekdays", several=True),
        vol.Required(CONF_START_EVENT, default=Event.TIME.value): event,
        vol.Optional(CONF_START, description=start): TimeSelector(),
        vol.Required(CONF_START_OFFSET, default=0): offset,
        vol.Required(CONF_END_EVENT, default=Event.TIME.value): event,
        vol.Optional(CONF_END, description=end): TimeSelector(),
        vol.Required(CONF_END_OFFSET, default=0): offset,
    }


async def _judge_schedule(
    _: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    data = {
        CONF_WEEKDAYS: [day for day in WEEKDAYS if day in given.get(CONF_WEEKDAYS, ())],
        CONF_START_EVENT: given[CONF_START_EVENT],
        CONF_START_OFFSET: given[CONF_START_OFFSET],
        CONF_END_EVENT: given[CONF_END_EVENT],
        CONF_END_OFFSET: given[CONF_END_OFFSET],
    }
    for at, event in ((CONF_START, CONF_START_EVENT), (CONF_END, CONF_END_EVENT)):
        if given.get(at):
            data[at] = cv.time(given[at]).isoformat("seconds")
        elif given[event] == Event.TIME:
            problems.add(at, "time_missing")
    if given[CONF_START_EVENT] == given[CONF_END_EVENT]:
        by_clock = given[CONF_END_EVENT] == Event.TIME
        start, end = (
            (CONF_START, CONF_END) if by_clock else (CONF_START_OFFSET, CONF_END_OFFSET)
        )
        if data.get(start) == data.get(end):
            problems.add(end, "empty_schedule")
    return data


def _condition_fields(_: HomeAssistant, __: Given) -> Fields:
    return {vol.Required(CONF_CONDITIONS): ConditionField()}


async def _judge_condition(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    conditions = as_list(given.get(CONF_CONDITIONS))
    if not conditions:
        problems.add(CONF_CONDITIONS, "no_conditions")
    try:
        # A copy: an integration's condition may change its configuration in place.
        await condition.async_validate_conditions_config(
            hass, cv.CONDITIONS_SCHEMA(deepcopy(conditions))
        )
    except Exception as err:  # noqa: BLE001  # it may be anybody's condition
        message = str(err) or type(err).__name__
        problems.add(CONF_CONDITIONS, "invalid_condition", message=message)
    return {CONF_CONDITIONS: conditions}


def _room_fields(_: HomeAssistant, __: Given) -> Fields:
    return {
        vol.Required(CONF_SENSORS, default=list(USUAL_SENSORS)): choice(
            RoomSensor, "room_sensors", several=True
        ),
        vol.Optional(CONF_TRACKERS): entity_field(*TRACKER_DOMAINS, several=True),
    }


async def _judge_room(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    sensors = [kind.value for kind in RoomSensor if kind in given[CONF_SENSORS]]
    trackers: list[str] = []
    if given.get(CONF_TRACKERS):
        trackers = problems.entities(
            given,
            CONF_TRACKERS,
            TRACKER_DOMAINS,
            none_given="no_room_sensors",
            not_found="tracker_unknown",
        )
    elif not sensors:
        problems.add(CONF_SENSORS, "no_room_sensors")
    return {CONF_SENSORS: sensors, CONF_TRACKERS: trackers}


KINDS: Final = {
    "presence": RuleForm(_presence_fields, _judge_presence, CONF_PEOPLE),
    "schedule": RuleForm(
        _schedule_fields,
        _judge_schedule,
        advanced=(CONF_START_OFFSET, CONF_END_OFFSET),
    ),
    "activity": RuleForm(
        activity_fields, judge_activity, CONF_ENTITIES, advanced=(CONF_FORGET_BEFORE,)
    ),
    "room": RuleForm(_room_fields, _judge_room, CONF_TRACKERS, ROOM_HOLD),
    "condition": RuleForm(_condition_fields, _judge_condition, CONF_CONDITIONS),
}
