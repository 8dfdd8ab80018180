"""The source cameras that are looked for, by all the names that they go by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Self

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.json import json_dumps

from ..household.guard import Guard
from ..household.household import Household
from ..household.references import async_exists
from ..source.place import async_guarded_id, place_of


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One guarded camera's source; `registered` is None without a registry entry."""

    guard: Guard
    source: str
    registered: er.RegistryEntry | None
    guarded: er.RegistryEntry | None

    @property
    def camera_id(self) -> str:
        """Return the guarded camera's id."""
        return self.guard.camera_id

    @property
    def hidden(self) -> bool:
        """Tell whether the source is hidden."""
        return self.registered is not None and self.registered.hidden_by is not None

    @property
    def is_taken_over(self) -> bool:
        """Tell whether the guarded camera has the source's place."""
        place = place_of(self.registered)
        return place is not None and place.taken

    @property
    def names(self) -> tuple[str, ...]:
        """Return by what the source is named."""
        return (self.source, *([self.registered.id] if self.registered else ()))

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the camera's names in texts."""
        return names_pattern(self.names)


class Names[T]:
    """Names that are looked for in texts, all in one go, and what each stands for."""

    def __init__(self, by_name: Mapping[str, T]) -> None:
        """Learn the names, which are in small letters."""
        self._by_name = by_name
        self._pattern = names_pattern(by_name)

    def may_be_in(self, text: str) -> bool:
        """Tell quickly whether a text in small letters may have a name in it."""
        return any(name in text for name in self._by_name)

    def named_in(self, text: str) -> Iterator[T]:
        """Yield what a text names, each once."""
        found = (self._by_name[match.lower()] for match in self._pattern.findall(text))
        yield from dict.fromkeys(found)


class Sources(Names[Subject]):
    """All source cameras."""

    def __init__(self, household: Household, subjects: Iterable[Subject]) -> None:
        """Learn their names."""
        self.household = household
        self.subjects = tuple(subjects)
        super().__init__({name: each for each in self.subjects for name in each.names})

    @classmethod
    @callback
    def async_of(cls, hass: HomeAssistant, household: Household) -> Self:
        """Return the sources of the household's cameras, as far as they exist."""
        registry = er.async_get(hass)
        subjects = (
            Subject(guard, source, registry.async_get(source), guarded_entry(guard))
            for guard in household.guards.values()
            if (source := guard.source.entity_id) is not None
            and async_exists(hass, source)
        )
        return cls(household, subjects)


@callback
def guarded_entry(guard: Guard) -> er.RegistryEntry | None:
    """Return the registry entry of a guarded camera, None while it has none."""
    entity_id = async_guarded_id(guard.hass, guard.camera_id)
    return er.async_get(guard.hass).async_get(entity_id) if entity_id else None


def as_text(config: object) -> str | None:
    """Return a configuration as one text in small letters, None if it has no JSON.

    Large ones are looked through in this form first: most name no camera at all.
    """
    try:
        return json_dumps(config).lower()
    except TypeError, ValueError, HomeAssistantError:
        return None


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names in texts; not where they are part of a longer one."""
    any_of = "|".join(re.escape(name) for name in names) or r"(?!)"
    return re.compile(rf"(?<![a-z0-9_])(?:{any_of})(?![a-z0-9_])", re.IGNORECASE)
