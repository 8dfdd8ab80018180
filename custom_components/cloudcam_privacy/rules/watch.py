"""What every kind of watch has in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant, State, callback
from homeassistant.util import dt as dt_util

from ..policy.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked about: a point in time, and states instead of the real ones."""

    at: datetime | None = None
    """None is now."""
    states: Mapping[str, State] = field(default_factory=dict)
    """By entity id."""

    @property
    def is_supposed(self) -> bool:
        """Tell whether it is anything but how things are now."""
        return self.at is not None or bool(self.states)

    @property
    def time(self) -> datetime:
        """Return the time that is asked about."""
        return dt_util.utcnow() if self.at is None else self.at


NOW: Final = Case()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell of a verdict; `key` names the sentence among our words."""

    key: str
    placeholders: Mapping[str, str]


class Watch(ABC):
    """Follow what one rule's condition depends on.

    `changed` is called in the event loop whenever the verdict may have changed; the
    rule's owner then asks for the verdict. Nothing is called before `async_start`.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Remember where the states are."""
        self.hass = hass

    @abstractmethod
    async def async_start(self, changed: Callable[[], None]) -> None:
        """Begin to watch."""

    @callback
    @abstractmethod
    def async_stop(self) -> None:
        """Cease to watch."""

    @abstractmethod
    def verdict(self, case: Case = NOW) -> Verdict:
        """Return whether the condition is met, now or in another case."""

    def can_suppose(self, case: Case) -> bool:
        """Tell whether a verdict can be told for a case."""
        return True

    def why(self, case: Case = NOW) -> str:
        """Return what the verdict rests on, such as states, in few words."""
        return self.verdict(case)

    def parts(self, case: Case = NOW) -> Mapping[str, Verdict]:
        """Return what each entity that is judged contributes to the verdict."""
        return {}

    def notes(self, case: Case = NOW) -> tuple[Note, ...]:
        """Return what else people should be told of why the condition is met."""
        return ()

    def next_change(self, now: datetime) -> datetime | None:
        """Return when the verdict can next change without an event, or None."""
        return None

    @property
    def entity_ids(self) -> tuple[str, ...]:
        """Return the entities that the condition names."""
        return ()

    @property
    def rests_on(self) -> set[str]:
        """Return all entities that the verdict rests on, members of groups included."""
        return set(self.entity_ids)

    @property
    def not_understood(self) -> tuple[str, ...]:
        """Return entities whose state says something that the rule cannot judge."""
        return ()

    @property
    def troubles(self) -> tuple[object, ...]:
        """Return what is wrong, of which somebody has to be told when it changes."""
        return self.not_understood

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the entities that the condition names and that do not exist."""
        return tuple(
            entity_id
            for entity_id in self.entity_ids
            if self.hass.states.get(entity_id) is None
        )
