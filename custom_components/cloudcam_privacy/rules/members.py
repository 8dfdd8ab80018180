"""Look through groups and zones to what they are made of.

A group says "not home" and a zone counts nobody while a member is not known, so what
they say does not tell whether all members are known.
"""

from collections.abc import Callable, Iterable

from homeassistant.components.person import CONF_DEVICE_TRACKERS, DOMAIN as PERSON
from homeassistant.components.zone import DOMAIN as ZONE
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, State, callback

type Lookup = Callable[[str], State | None]
"""Gives the state of an entity, which may be a supposed one; None if there is none."""


@callback
def is_tracked(person: State) -> bool:
    """Tell whether a person has a tracker, without which it is never known."""
    return person.attributes.get(CONF_DEVICE_TRACKERS) != []


@callback
def members_of(hass: HomeAssistant, state: State) -> tuple[str, ...]:
    """Return the members of a group, or the tracked persons for a zone."""
    if state.domain == ZONE:
        persons = hass.states.async_all(PERSON)
        return tuple(person.entity_id for person in persons if is_tracked(person))
    listed = state.attributes.get(ATTR_ENTITY_ID)
    if not isinstance(listed, list | tuple):
        return ()
    return tuple(each for each in listed if isinstance(each, str))


@callback
def with_members(
    hass: HomeAssistant, entity_ids: Iterable[str], lookup: Lookup
) -> set[str]:
    """Return entities and all that they are made of, groups within groups included."""
    found: set[str] = set()
    waiting = list(entity_ids)
    while waiting:
        if (entity_id := waiting.pop()) not in found:
            found.add(entity_id)
            if (state := lookup(entity_id)) is not None:
                waiting.extend(members_of(hass, state))
    return found
