"""From what people call a camera or a room to guarded cameras."""

from collections.abc import Iterator
import re

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)
from homeassistant.helpers.intent import Intent, find_areas, find_floors
from homeassistant.helpers.target import TargetSelection

from ..const import DOMAIN
from ..household.guard import Guard
from ..household.household import Household
from ..household.targets import async_cameras_in
from .sentences.table import ALL, Language


class NotUnderstoodError(Exception):
    """What was said makes no sense here; `key` names the answer to give."""

    def __init__(self, key: str, place: str = "") -> None:
        """Remember what to answer about which place."""
        super().__init__(key)
        self.key = key
        self.place = place


class Places:
    """Find cameras by name, area and floor, with their aliases."""

    def __init__(self, household: Household, table: Language) -> None:
        """Look in one household, in one language."""
        self._hass = household.hass
        self._guards = household.guards
        self._table = table

    def named(self, said: str, *, room_too: bool) -> list[Guard]:
        """Return the cameras of a name; if there are none, those in such a room.

        `room_too` adds the room's to those of the name, unless the word camera was
        said: "make the kitchen private" means all cameras there.
        """
        if said.casefold() == ALL or re.fullmatch(self._table.everywhere, _plain(said)):
            return list(self._guards.values())
        says_camera = re.search(self._table.camera, _plain(said)) is not None
        is_room = False
        for name in self._variants(said):
            found = [guard for guard in self._guards.values() if self._is(guard, name)]
            if not found or (room_too and not says_camera):
                found += [guard for guard in self._inside(name) if guard not in found]
            if found:
                return found
            is_room = is_room or any(self._rooms(name))
        raise NotUnderstoodError("none_in" if is_room else "unknown", said)

    def inside(self, said: str) -> list[Guard]:
        """Return the cameras in an area or on a floor; else those of such a name."""
        for name in self._variants(said):
            if found := self._inside(name):
                return found
            if any(self._rooms(name)):
                raise NotUnderstoodError("none_in", said)
        return self.named(said, room_too=False)

    def here(self, area_id: str | None) -> list[Guard]:
        """Return the cameras in the area that somebody speaks in, or the only one."""
        if len(self._guards) == 1:
            return list(self._guards.values())
        if area_id is None:
            raise NotUnderstoodError("which")
        if not (found := self._at(TargetSelection({"area_id": area_id}))):
            area = ar.async_get(self._hass).async_get_area(area_id)
            raise NotUnderstoodError("none_in", area.name if area else area_id)
        return found

    def means_here(self, said: str) -> bool:
        """Tell whether the words mean the room that somebody speaks in."""
        return re.fullmatch(self._table.here, _plain(said)) is not None

    def _variants(self, said: str) -> Iterator[str]:
        """Yield what was said without what does not belong to a name, bit by bit."""
        yield said
        bare = re.sub(self._table.fillers, "", _plain(said)).strip()
        if not bare:
            raise NotUnderstoodError("which")
        yield bare
        if not (without_camera := re.sub(self._table.camera, "", bare)):
            raise NotUnderstoodError("which")
        yield without_camera
        for ending, replacement in self._table.stems:
            yield re.sub(ending, replacement, without_camera)

    def _is(self, guard: Guard, name: str) -> bool:
        wanted = _plain(name)
        names = [_plain(known) for known in self._names(guard)]
        return any(
            wanted in (known, re.sub(self._table.camera, "", known)) for known in names
        )

    def _names(self, guard: Guard) -> Iterator[str]:
        """Yield what a camera is called: itself, its devices and the source."""
        yield guard.name
        registry = er.async_get(self._hass)
        own = registry.async_get_entity_id(
            CAMERA_DOMAIN, DOMAIN, f"{guard.camera_id}_guarded"
        )
        for entity_id in filter(None, (own, guard.source.entity_id)):
            if (entry := registry.async_get(entity_id)) is None:
                continue
            yield entity_id
            yield from er.async_get_entity_aliases(self._hass, entry)
            device = dr.async_get(self._hass).async_get(entry.device_id or "")
            if device is not None:
                yield from filter(None, (device.name_by_user, device.name))

    def _inside(self, name: str) -> list[Guard]:
        areas, floors = self._rooms(name)
        return self._at(TargetSelection({"area_id": areas, "floor_id": floors}))

    def _rooms(self, name: str) -> tuple[list[str], list[str]]:
        areas = find_areas(name, ar.async_get(self._hass))
        floors = find_floors(name, fr.async_get(self._hass))
        return [area.id for area in areas], [floor.floor_id for floor in floors]

    def _at(self, selection: TargetSelection) -> list[Guard]:
        cameras = async_cameras_in(self._hass, selection)
        return [guard for key, guard in self._guards.items() if key in cameras]


@callback
def async_area_of(hass: HomeAssistant, intent_obj: Intent) -> str | None:
    """Return the area that somebody speaks in: the satellite's, or the device's."""
    device_id = intent_obj.device_id
    if satellite_id := intent_obj.satellite_id:
        satellite = er.async_get(hass).async_get(satellite_id)
        if satellite is not None:
            if satellite.area_id is not None:
                return satellite.area_id
            device_id = satellite.device_id
    device = dr.async_get(hass).async_get(device_id or "")
    return None if device is None else dr.async_get_effective_area_id(hass, device)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[.,:;!?\"„“]", " ", text.casefold()).split())
