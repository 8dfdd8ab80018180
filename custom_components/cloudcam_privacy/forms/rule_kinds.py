"""The four kinds of rules: their own fields, how they are judged and stored."""

from collections.abc import Awaitable, Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.person import DOMAIN as PERSON_DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TimeSelector,
)
import voluptuous as vol

from ..const import (
    CONF_CONDITIONS,
    CONF_END,
    CONF_END_EVENT,
    CONF_END_OFFSET,
    CONF_ENTITIES,
    CONF_FORGET_BEFORE,
    CONF_MATCH,
    CONF_PEOPLE,
    CONF_PRESENCE,
    CONF_START,
    CONF_START_EVENT,
    CONF_START_OFFSET,
    CONF_STATES,
    CONF_WEEKDAYS,
)
from ..policy.schedule import Event
from ..rules.presence import Presence
from ..rules.schedule import WEEKDAYS
from .errors import FormErrors, all_existing, as_list
from .fields import ConditionField, choice, entity_field, minutes

type Fields = dict[vol.Marker, Any]
type Given = Mapping[str, Any]

PRESENCE_DOMAINS: Final = ("person", "device_tracker", "group", "zone")

LONGEST_OFFSET: Final = 12 * 60
"""Minutes by which an end of a schedule may be shifted from a sun event."""

LONGEST_FORGET: Final = 24 * 60
"""Minutes before a rule that can be forgotten with it."""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A kind of rule."""

    fields: Callable[[HomeAssistant], Fields]
    """Return the kind's own fields."""
    judge: Callable[[HomeAssistant, Given, FormErrors], Awaitable[dict[str, Any]]]
    """Return these fields in the shape to store."""


def _presence_fields(hass: HomeAssistant) -> Fields:
    people = vol.Required(
        CONF_PEOPLE,
        description={"suggested_value": hass.states.async_entity_ids(PERSON_DOMAIN)},
    )
    return {
        people: entity_field(*PRESENCE_DOMAINS, several=True),
        vol.Required(CONF_PRESENCE, default=Presence.ANYONE_HOME.value): choice(
            Presence, "presence"
        ),
    }


async def _judge_presence(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    people = all_existing(
        hass,
        given.get(CONF_PEOPLE),
        PRESENCE_DOMAINS,
        problems,
        CONF_PEOPLE,
        none_given="no_people",
        not_found="person_unknown",
    )
    return {CONF_PEOPLE: people, CONF_PRESENCE: given[CONF_PRESENCE]}


def _schedule_fields(_: HomeAssistant) -> Fields:
    event = choice(Event, "event")
    offset = minutes(-LONGEST_OFFSET, LONGEST_OFFSET)
    return {
        vol.Optional(CONF_WEEKDAYS): choice(WEEKDAYS, "weekdays", several=True),
        vol.Required(CONF_START_EVENT, default=Event.TIME.value): event,
        vol.Optional(CONF_START): TimeSelector(),
        vol.Required(CONF_START_OFFSET, default=0): offset,
        vol.Required(CONF_END_EVENT, default=Event.TIME.value): event,
        vol.Optional(CONF_END): TimeSelector(),
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


def _activity_fields(_: HomeAssistant) -> Fields:
    return {
        vol.Required(CONF_ENTITIES): entity_field(several=True),
        vol.Optional(CONF_STATES): TextSelector(TextSelectorConfig(multiple=True)),
        vol.Required(CONF_MATCH, default="any"): choice(("any", "all"), "match"),
        vol.Required(CONF_FORGET_BEFORE, default=0): minutes(0, LONGEST_FORGET),
    }


async def _judge_activity(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    states = (state.strip() for state in given.get(CONF_STATES, ()))
    return {
        CONF_ENTITIES: all_existing(
            hass,
            given.get(CONF_ENTITIES),
            (),
            problems,
            CONF_ENTITIES,
            none_given="no_entities",
            not_found="entity_unknown",
        ),
        CONF_STATES: [state for state in states if state],
        CONF_MATCH: given[CONF_MATCH],
        CONF_FORGET_BEFORE: given[CONF_FORGET_BEFORE],
    }


def _condition_fields(_: HomeAssistant) -> Fields:
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
    except (vol.Invalid, HomeAssistantError) as err:
        problems.add(CONF_CONDITIONS, "invalid_condition", message=str(err))
    return {CONF_CONDITIONS: conditions}


KINDS: Final = {
    "presence": RuleForm(_presence_fields, _judge_presence),
    "schedule": RuleForm(_schedule_fields, _judge_schedule),
    "activity": RuleForm(_activity_fields, _judge_activity),
    "condition": RuleForm(_condition_fields, _judge_condition),
}
