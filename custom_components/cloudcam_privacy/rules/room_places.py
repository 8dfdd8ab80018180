"""Which room a tracker's state names: by area id, name or alias, or a floor's name."""

from collections.abc import Iterable
from typing import Final

from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import area_registry as ar, floor_registry as fr

from ..policy.verdict import Verdict
from .states import says_nothing

_ELSEWHERE: Final = frozenset({"away", "not home"})
"""States of trackers that mean that somebody is in none of the rooms."""


@callback
def is_in_room(hass: HomeAssistant, state: State, area_id: str) -> Verdict:
    """Return whether a tracker's state names a room.

    Of somebody who is on the room's floor it is not known. A name that no area and no
    floor has tells nothing; one that several areas have means each of them.
    """
    if says_nothing(state):
        return Verdict.UNKNOWN
    said = _plain(state.state)
    if said in _ELSEWHERE:
        return Verdict.FALSE
    areas = ar.async_get(hass).areas
    named = {
        area.id
        for area in areas.values()
        if said in _names(area.id, area.name, area.aliases)
    }
    if named:
        return Verdict.of(area_id in named)
    floors = {
        floor.floor_id
        for floor in fr.async_get(hass).async_list_floors()
        if said in _names(floor.floor_id, floor.name, floor.aliases)
    }
    if not floors:
        return Verdict.UNKNOWN
    area = areas.get(area_id)
    on_floor = area is not None and area.floor_id in floors
    return Verdict.UNKNOWN if on_floor else Verdict.FALSE


def _names(identifier: str, name: str, aliases: Iterable[object]) -> set[str]:
    return {_plain(each) for each in (identifier, name, *map(str, aliases))}


def _plain(text: str) -> str:
    """Return a name as it is compared: "Living-Room " is "living_room"."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
