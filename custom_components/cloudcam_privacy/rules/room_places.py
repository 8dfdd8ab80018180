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
    if rooms := _rooms(hass, said):
        return Verdict.of(area_id in rooms)
    if not (floors := _floors(hass, said)):
        return Verdict.UNKNOWN
    area = ar.async_get(hass).async_get_area(area_id)
    on_floor = area is not None and area.floor_id in floors
    return Verdict.UNKNOWN if on_floor else Verdict.FALSE


@callback
def names_a_place(hass: HomeAssistant, state: State) -> bool:
    """Tell whether a tracker's state is the name of a room or a floor, or "away"."""
    said = _plain(state.state)
    return said in _ELSEWHERE or bool(_rooms(hass, said) or _floors(hass, said))


def _rooms(hass: HomeAssistant, said: str) -> set[str]:
    areas = ar.async_get(hass).async_list_areas()
    return {
        area.id for area in areas if said in _names(area.id, area.name, area.aliases)
    }


def _floors(hass: HomeAssistant, said: str) -> set[str]:
    return {
        floor.floor_id
        for floor in fr.async_get(hass).async_list_floors()
        if said in _names(floor.floor_id, floor.name, floor.aliases)
    }


def _names(identifier: str, name: str, aliases: Iterable[object]) -> set[str]:
    return {_plain(each) for each in (identifier, name, *map(str, aliases))}


def _plain(text: str) -> str:
    """Return a name as it is compared: "Living-Room " is "living_room"."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
