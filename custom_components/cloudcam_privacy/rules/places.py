"""Where a person or a tracker is, as Home Assistant means it."""

from collections.abc import Iterator
from dataclasses import dataclass

from homeassistant.components.zone import DOMAIN as ZONE, ENTITY_ID_HOME
from homeassistant.components.zone.helpers import get_in_zones_attribute
from homeassistant.const import (
    ATTR_LATITUDE,
    ATTR_LONGITUDE,
    CONF_RADIUS,
    STATE_HOME,
    STATE_NOT_HOME,
)
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.util.location import distance

from ..policy.verdict import Verdict, any_of
from .states import says_nothing


@dataclass(frozen=True, slots=True)
class Place:
    """Whether somebody is in a zone; `within` is the smaller zone that is in it."""

    verdict: Verdict
    within: State | None = None


@callback
def place(hass: HomeAssistant, state: State, zone_id: str = ENTITY_ID_HOME) -> Place:
    """Return whether a person or a tracker is in a zone.

    `in_zones` is asked first. A state that is no zone's name is not known. Where only
    the name of a zone is told, what the map says of the two zones counts.
    """
    if says_nothing(state):
        return Place(Verdict.UNKNOWN)
    named = [zone for zone in _zones_but_home(hass) if zone.name == state.state]
    smaller = next((zone for zone in named if zone.entity_id != zone_id), None)
    in_zones = _in_zones(state)
    at_home = zone_id == ENTITY_ID_HOME and state.state == STATE_HOME
    if zone_id in in_zones or at_home:
        return Place(Verdict.TRUE, smaller)
    if state.state in (STATE_HOME, STATE_NOT_HOME) or (named and in_zones):
        return Place(Verdict.FALSE)
    if not named:
        return Place(Verdict.UNKNOWN)
    whole = hass.states.get(zone_id)
    verdict = any_of(_is_within(zone, whole) for zone in named)
    return Place(verdict, smaller if verdict is Verdict.TRUE else None)


def _zones_but_home(hass: HomeAssistant) -> Iterator[State]:
    """Yield the zones whose names are states: at home the state is "home"."""
    for zone in hass.states.async_all(ZONE):
        if zone.entity_id != ENTITY_ID_HOME:
            yield zone


def _in_zones(state: State) -> tuple[str, ...]:
    attribute = get_in_zones_attribute(state)
    listed = state.attributes.get(attribute) if attribute else None
    return tuple(listed) if isinstance(listed, list | tuple) else ()


def _is_within(zone: State, whole: State | None) -> Verdict:
    """Return whether a zone is in another one: unknown if it is so in part."""
    if whole is None:
        return Verdict.FALSE
    if zone.entity_id == whole.entity_id:
        return Verdict.TRUE
    try:
        here, there = _circle(zone), _circle(whole)
    except KeyError, TypeError, ValueError:
        return Verdict.FALSE
    between = distance(here[0], here[1], there[0], there[1])
    if between is None or between >= here[2] + there[2]:
        return Verdict.FALSE
    return Verdict.of(True if between + here[2] <= there[2] else None)


def _circle(zone: State) -> tuple[float, float, float]:
    """Return latitude, longitude and radius in meters."""
    attributes = zone.attributes
    return (
        float(attributes[ATTR_LATITUDE]),
        float(attributes[ATTR_LONGITUDE]),
        float(attributes[CONF_RADIUS]),
    )
