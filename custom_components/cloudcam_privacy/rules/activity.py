"""Watch what the occupants are doing: any entities in certain states."""

from collections.abc import Iterable, Iterator
from typing import Final, override

from homeassistant.components.device_tracker import DOMAIN as DEVICE_TRACKER
from homeassistant.components.person import DOMAIN as PERSON
from homeassistant.components.zone import DOMAIN as ZONE, ENTITY_ID_HOME
from homeassistant.const import STATE_HOME
from homeassistant.core import HomeAssistant, State

from ..policy.verdict import Verdict, all_of, any_of
from .entities import EntitiesWatch
from .members import Lookup, members_of
from .places import place
from .state_words import async_shown, can_be, word_of
from .states import number, says_nothing

_PLACED: Final = (PERSON, DEVICE_TRACKER)


def is_active(hass: HomeAssistant, state: State) -> Verdict:
    """Return whether an entity is active in the sense of its domain.

    A number above zero is active: people in a zone, watts, calls under way. A word
    that is neither known to be active nor to be inactive is not known.
    """
    if says_nothing(state):
        return Verdict.UNKNOWN
    if state.domain in _PLACED:
        return place(hass, state).verdict
    if (value := number(state.state)) is not None:
        return Verdict.of(value > 0)
    return word_of(state)


class ActivityWatch(EntitiesWatch):
    """Tell whether entities are in states that count, or between two numbers."""

    def __init__(
        self,
        hass: HomeAssistant,
        entities: Iterable[str],
        states: Iterable[str] = (),
        match: str = "any",
        *,
        above: float | None = None,
        below: float | None = None,
    ) -> None:
        """Watch entities; without states and numbers, for what "active" means.

        Numbers are judged by `above` and `below` if one is given, words by `states`.
        A state that is asked for by name counts even if it is "unavailable"; whoever is
        in a smaller zone is in the one that is asked for, too.
        """
        super().__init__(hass, entities, all_of if match == "all" else any_of)
        self._wanted = frozenset(state.casefold() for state in states)
        numbers = (number(state) for state in self._wanted)
        self._wanted_numbers = frozenset(n for n in numbers if n is not None)
        self._above = above
        self._below = below

    @override
    def _judge(self, state: State, lookup: Lookup) -> Verdict:
        """Doubt a group that says no while a member of it is not known."""
        verdict = self._judge_one(state)
        if verdict is Verdict.FALSE and any(
            self._member(each, lookup, {state.entity_id}) is Verdict.UNKNOWN
            for each in members_of(self.hass, state)
        ):
            return Verdict.UNKNOWN
        return verdict

    def _member(self, entity_id: str, lookup: Lookup, seen: set[str]) -> Verdict:
        if entity_id in seen:
            return Verdict.FALSE
        if (state := lookup(entity_id)) is None:
            return Verdict.UNKNOWN
        members = members_of(self.hass, state)
        return any_of(
            (
                self._judge_one(state),
                *(self._member(each, lookup, seen | {entity_id}) for each in members),
            )
        )

    def _judge_one(self, state: State) -> Verdict:
        if state.state.casefold() in self._wanted:
            return Verdict.TRUE
        if says_nothing(state):
            return Verdict.UNKNOWN
        value = number(state.state)
        if value is not None and self._has_limits:
            return Verdict.of(
                (self._above is None or value > self._above)
                and (self._below is None or value < self._below)
            )
        if not self._wanted:
            return Verdict.UNKNOWN if self._has_limits else is_active(self.hass, state)
        if value is not None and value in self._wanted_numbers:
            return Verdict.TRUE
        if state.domain in _PLACED:
            return any_of(
                place(self.hass, state, zone).verdict for zone in self._wanted_zones()
            )
        return Verdict.of(False if can_be(state) else None)

    def _wanted_zones(self) -> Iterator[str]:
        """Yield the zones whose names are asked for."""
        if STATE_HOME in self._wanted:
            yield ENTITY_ID_HOME
        for zone in self.hass.states.async_all(ZONE):
            if zone.entity_id != ENTITY_ID_HOME and (
                zone.name.casefold() in self._wanted
            ):
                yield zone.entity_id

    @property
    def _has_limits(self) -> bool:
        return not (self._above is None and self._below is None)

    @property
    @override
    def not_understood(self) -> tuple[str, ...]:
        return tuple(
            f"{state.name}: {async_shown(self.hass, state)}"
            for state in map(self.hass.states.get, self.entity_ids)
            if state is not None
            and not says_nothing(state)
            and self._judge_one(state) is Verdict.UNKNOWN
        )
