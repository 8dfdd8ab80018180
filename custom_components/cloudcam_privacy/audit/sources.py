"""The source cameras that are looked for, by all the names that they go by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Self

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.json import json_dumps

from ..const import DOMAIN
from ..household.guard import Guard
from ..household.household import Household
from ..household.references import async_exists


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
    def names(self) -> Mapping[str, str]:
        """Return by what the source is named, each with what takes its place."""
        guarded = self.guarded
        names = {self.source: guarded.entity_id if guarded else ""}
        if self.registered is not None:
            names[self.registered.id] = guarded.id if guarded else ""
        return names

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the camera's names in texts."""
        return names_pattern(self.names)


class Sources:
    """All source cameras, to be found in texts in one go."""

    def __init__(self, household: Household, subjects: Iterable[Subject]) -> None:
        """Learn their names."""
        self.household = household
        self.subjects = tuple(subjects)
        self._by_name = {
            name: subject for subject in self.subjects for name in subject.names
        }
        self._pattern = names_pattern(self._by_name)

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

    def may_be_in(self, text: str) -> bool:
        """Tell quickly whether a text in small letters may name a camera."""
        return any(name in text for name in self._by_name)

    def named_in(self, text: str) -> Iterator[Subject]:
        """Yield the cameras that a text names, each once."""
        found = (self._by_name[match.lower()] for match in self._pattern.findall(text))
        yield from dict.fromkeys(found)


@callback
def guarded_entry(guard: Guard) -> er.RegistryEntry | None:
    """Return the registry entry of a guarded camera, None while it has none."""
    registry, unique_id = er.async_get(guard.hass), f"{guard.camera_id}_guarded"
    entity_id = registry.async_get_entity_id(CAMERA_DOMAIN, DOMAIN, unique_id)
    return registry.async_get(entity_id) if entity_id else None


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
