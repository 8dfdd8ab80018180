"""The form of activity rules: entities, and which of their states count."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any, Final

from homeassistant.core import HomeAssistant, State, callback
import voluptuous as vol

from ..const import (
    CONF_ABOVE,
    CONF_BELOW,
    CONF_ENTITIES,
    CONF_FORGET_BEFORE,
    CONF_MATCH,
    CONF_STATES,
)
from ..rules.state_words import async_shown, is_understood, options_of
from ..rules.states import number, says_nothing
from .errors import FormErrors, as_list, existing
from .fields import (
    NUMBER_FIELD,
    Fields,
    Given,
    choice,
    entity_field,
    minutes,
    named_choice,
    own_entities,
)

LONGEST_FORGET: Final = 24 * 60
"""Minutes before a rule that can be forgotten with it."""

_ALWAYS: Final = ("unavailable", "unknown")
"""States that each entity can be in."""

_PLACED: Final = ("device_tracker", "person")
"""Entities whose states are places."""

_USUAL: Final = (
    State("binary_sensor.any", "on"),
    State("binary_sensor.any", "off"),
    State("cover.any", "open"),
    State("cover.any", "closed"),
    State("person.any", "home"),
    State("media_player.any", "playing"),
)
"""States that are suggested while no entity is chosen."""


@callback
def activity_fields(hass: HomeAssistant, given: Given) -> Fields:
    """Return the fields, with the states of the chosen entities to choose from."""
    states, wanted = _states(hass, given), given.get(CONF_STATES, ())
    names = _names(hass, states) or _usual_names(hass)
    names |= {value: value for value in wanted if value not in names}
    return {
        vol.Required(CONF_ENTITIES): entity_field(
            several=True, exclude=own_entities(hass)
        ),
        vol.Optional(CONF_STATES): named_choice(names, custom_value=True, several=True),
        vol.Optional(CONF_ABOVE): NUMBER_FIELD,
        vol.Optional(CONF_BELOW): NUMBER_FIELD,
        vol.Required(CONF_MATCH, default="any"): choice(("any", "all"), "match"),
        vol.Required(CONF_FORGET_BEFORE, default=0): minutes(0, LONGEST_FORGET),
    }


async def judge_activity(
    hass: HomeAssistant, given: Given, problems: FormErrors
) -> dict[str, Any]:
    """Return the fields in the shape to store."""
    limits = _limits(given, problems)
    entities = problems.entities(
        given, CONF_ENTITIES, none_given="no_entities", not_found="entity_unknown"
    )
    states = [state for state in map(hass.states.get, entities) if state is not None]
    shown = {name.casefold(): value for value, name in _names(hass, states).items()}
    known = {value.casefold() for value in shown.values()}
    wanted = [
        value if value.casefold() in known else shown.get(value.casefold(), value)
        for value in map(str.strip, given.get(CONF_STATES, ()))
        if value
    ]
    _judge_states(hass, states, wanted, bool(limits), problems)
    return {
        CONF_ENTITIES: entities,
        CONF_STATES: wanted,
        CONF_MATCH: given[CONF_MATCH],
        CONF_FORGET_BEFORE: given[CONF_FORGET_BEFORE],
        **limits,
    }


def _limits(given: Given, problems: FormErrors) -> dict[str, float]:
    """Return the limits that are given; between them there has to be a number."""
    limits = {
        key: float(given[key])
        for key in (CONF_ABOVE, CONF_BELOW)
        if given.get(key) is not None
    }
    for key, limit in limits.items():
        if not isfinite(limit):
            problems.add(key, "limit_invalid")
    if len(limits) > 1 and limits[CONF_ABOVE] >= limits[CONF_BELOW]:
        problems.add(CONF_BELOW, "limits_empty")
    return limits


@callback
def _judge_states(
    hass: HomeAssistant,
    states: Sequence[State],
    wanted: list[str],
    has_limits: bool,
    problems: FormErrors,
) -> None:
    """Refuse states that no entity has, and ask for those that nobody can guess."""
    names = _names(hass, states)
    known = {option.casefold() for option in (*names, *_ALWAYS)}
    for value in wanted:
        if names and _have_options(states) and value.casefold() not in known:
            problems.add(
                CONF_STATES,
                "state_never",
                entity=", ".join(state.name for state in states),
                state=value,
                states=", ".join(names.values()),
            )
    if wanted:
        return
    for state in states:
        choices = options_of(state) or (() if _is_judged(state) else (state.state,))
        if has_limits and not (says_nothing(state) or number(state.state) is not None):
            problems.add(
                CONF_STATES,
                "not_a_number",
                entity=state.name,
                state=async_shown(hass, state),
            )
        elif not has_limits and not all(
            is_understood(choice, state.domain) for choice in choices
        ):
            problems.add(
                CONF_STATES,
                "states_missing",
                entity=state.name,
                states=", ".join(async_shown(hass, state, each) for each in choices),
            )


def _is_judged(state: State) -> bool:
    """Tell whether it is known what a state means, without a word of which count.

    The time at which a button was pressed, or a text, says nothing by itself.
    """
    return (
        state.domain in _PLACED
        or says_nothing(state)
        or number(state.state) is not None
        or is_understood(state.state, state.domain)
    )


def _have_options(states: Iterable[State]) -> bool:
    return all(options_of(state) is not None for state in states)


@callback
def _names(hass: HomeAssistant, states: Iterable[State]) -> dict[str, str]:
    """Return the states that entities can be in, as Home Assistant shows each.

    What is shown alike, as a door that is on and a cover that is open, is told apart.
    """
    shown: dict[str, dict[str, None]] = {}
    for state in states:
        for value in options_of(state) or ():
            shown.setdefault(value, {})[async_shown(hass, state, value)] = None
    names = {value: " / ".join(each) for value, each in shown.items()}
    count = Counter(names.values())
    return {
        value: name if count[name] == 1 else f"{name} ({value})"
        for value, name in names.items()
    }


@callback
def _usual_names(hass: HomeAssistant) -> dict[str, str]:
    """Return usual states of those kinds of entities that there are."""
    return {
        usual.state: async_shown(hass, usual)
        for usual in _USUAL
        if usual.domain in hass.config.components
    }


@callback
def _states(hass: HomeAssistant, given: Given) -> list[State]:
    found = (existing(hass, each, ()) for each in as_list(given.get(CONF_ENTITIES)))
    states = (hass.states.get(entity_id) for entity_id in found if entity_id)
    return [state for state in states if state is not None]
