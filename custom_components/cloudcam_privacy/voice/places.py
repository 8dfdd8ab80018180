"""What people call cameras, rooms and floors, and the guarded cameras that it means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)
from homeassistant.helpers.target import TargetSelection

from ..household.guard import Guard
from ..household.household import Household
from ..household.targets import async_cameras_in
from ..source.place import async_guarded_id
from .language import Language
from .text import split

CAMERA_WORDS: Final = ("camera", "cameras")
_JOINTS: Final = ("the", "in", *CAMERA_WORDS)
"""What may stand in a name without being part of it: "camera in the hall"."""

_LONGEST_NAME: Final = 7
_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What a name means: one camera, or the cameras of a room or floor."""

    name: str
    guards: tuple[Guard, ...]
    is_camera: bool
    level: int | None = None
    """How far up a floor is; the ground floor is 0."""


class Places:
    """All names of one household, as they may be spoken in one language."""

    def __init__(self, names: Iterable[tuple[Place, str]], language: Language) -> None:
        """Take the places, each with one of the names that it has."""
        self.language = language
        self._by_key: dict[str, dict[Place, None]] = {}
        self._words: set[str] = set()
        self._stems: set[str] = set()
        for place, name in names:
            words = self.parted(split(name))
            self._words.update(words)
            self._stems.update(map(language.stem, words))
            for key in {self._key(words), self._key(self._core(words))} - {""}:
                self._by_key.setdefault(key, {})[place] = None
            self._add_level(place)

    def _add_level(self, place: Place) -> None:
        """Let a floor be called "upstairs" or "downstairs" as well."""
        if place.level is None:
            return
        way = "upstairs" if place.level > 0 else "downstairs"
        for phrase, kinds in self.language.lexicon.items():
            if way in kinds:
                self._by_key.setdefault(self._key(phrase.split()), {})[place] = None

    def parted(self, words: Sequence[str]) -> list[str]:
        """Return the words with compounds such as "Küchenkamera" taken apart."""
        return [part for word in words for part in self._parts(word)]

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the two parts of a compound with a camera, or else the word."""
        if word in self.language.lexicon:
            return (word,)
        cuts = range(_SHORT, len(word) - _SHORT + 1)
        pairs = [(word[:i], word[i:]) for i in cuts]
        cameras = (p for p in pairs if self.language.means(p[1], *CAMERA_WORDS))
        others = (
            pair
            for pair in pairs
            if self.language.means(pair[0], *CAMERA_WORDS)
            and pair[1] in self.language.lexicon
        )
        return next(cameras, None) or next(others, (word,))

    def at(self, words: Sequence[str], start: int) -> tuple[int, list[Place]]:
        """Return where the longest name that begins at a word ends, and what it means."""
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            span = words[start:end]
            if all(span) and (found := self._called(span)):
                return end, found
        return start, []

    def named(self, name: str) -> list[Place]:
        """Return what a name means, with or without the word camera and articles."""
        words = self.parted(split(name))
        return self._called(words) or self._called(self._core(words))

    def knows(self, word: str) -> bool:
        """Tell whether a word is of a name, or a name as one word."""
        return self.language.stem(word) in self._stems or word in self._by_key

    def spoken(self) -> Iterator[str]:
        """Yield single words that names may be spoken as, compounds too."""
        yield from self._words
        cameras = {
            w for w in self.language.known if self.language.means(w, *CAMERA_WORDS)
        }
        for key in self._by_key:
            yield key
            yield from (key + camera for camera in cameras)

    def _called(self, words: Sequence[str]) -> list[Place]:
        keys = [self._key(words)]
        if not any(self.language.means(w, *_JOINTS) for w in (*words[:1], *words[-1:])):
            keys.append(self._key(self._core(words)))
        return next(
            (list(self._by_key[key]) for key in keys if key in self._by_key), []
        )

    def _core(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if not self.language.means(word, *_JOINTS)]

    def _key(self, words: Sequence[str]) -> str:
        return "".join(map(self.language.stem, words))


@callback
def async_names(household: Household) -> Iterator[tuple[Place, str]]:
    """Yield the places of a household, each with every name that it has now."""
    hass = household.hass
    for guard in household.guards.values():
        place = Place(guard.name, (guard,), is_camera=True)
        for name in _names_of_camera(hass, guard):
            yield place, name
    for area in ar.async_get(hass).async_list_areas():
        guards = async_inside(household, TargetSelection({"area_id": area.id}))
        place = Place(area.name, guards, is_camera=False)
        for name in (area.name, *area.aliases):
            yield place, name
    for floor in fr.async_get(hass).async_list_floors():
        guards = async_inside(household, TargetSelection({"floor_id": floor.floor_id}))
        place = Place(floor.name, guards, is_camera=False, level=floor.level)
        for name in (floor.name, *floor.aliases):
            yield place, name


def _names_of_camera(hass: HomeAssistant, guard: Guard) -> Iterator[str]:
    """Yield what a camera is called: itself, its devices and its source."""
    yield guard.name
    registry = er.async_get(hass)
    own = async_guarded_id(hass, guard.camera_id)
    for entity_id in filter(None, (own, guard.source.entity_id)):
        yield entity_id
        if (entry := registry.async_get(entity_id)) is None:
            continue
        yield from er.async_get_entity_aliases(hass, entry)
        device = dr.async_get(hass).async_get(entry.device_id or "")
        if device is not None:
            yield from filter(None, (device.name_by_user, device.name))


@callback
def async_inside(household: Household, selection: TargetSelection) -> tuple[Guard, ...]:
    """Return the cameras in an area or on a floor."""
    cameras = async_cameras_in(household.hass, selection)
    return tuple(g for key, g in household.guards.items() if key in cameras)


@callback
def async_area_of(
    hass: HomeAssistant, device_id: str | None, satellite_id: str | None
) -> str | None:
    """Return the area that somebody speaks in: the satellite's, or the device's."""
    if satellite_id:
        satellite = er.async_get(hass).async_get(satellite_id)
        if satellite is not None:
            if satellite.area_id is not None:
                return satellite.area_id
            device_id = satellite.device_id
    device = dr.async_get(hass).async_get(device_id or "")
    return None if device is None else dr.async_get_effective_area_id(hass, device)
