"""Watch who is at home."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import override

from homeassistant.components.device_tracker import DOMAIN as DEVICE_TRACKER
from homeassistant.components.person import DOMAIN as PERSON
from homeassistant.components.zone import DOMAIN as ZONE
from homeassistant.const import STATE_HOME, STATE_NOT_HOME, STATE_OFF, STATE_ON
from homeassistant.core import CoreState, HomeAssistant, State

from ..policy.verdict import Verdict, all_of, any_of
from .entities import EntitiesWatch
from .members import Lookup, members_of
from .places import Place, place
from .states import number, says_nothing
from .watch import NOW, Case, Note


class Presence(StrEnum):
    """What a presence rule asks of its people."""

    ANYONE_HOME = "anyone_home"
    EVERYONE_HOME = "everyone_home"
    NOBODY_HOME = "nobody_home"


_COMBINE: dict[Presence, Callable[[Iterable[Verdict]], Verdict]] = {
    Presence.ANYONE_HOME: any_of,
    Presence.EVERYONE_HOME: all_of,
    Presence.NOBODY_HOME: all_of,  # Of what is the opposite for each.
}

_PLACED = (PERSON, DEVICE_TRACKER)
_SAID = {
    STATE_HOME: Verdict.TRUE,
    STATE_ON: Verdict.TRUE,
    STATE_NOT_HOME: Verdict.FALSE,
    STATE_OFF: Verdict.FALSE,
}


class PresenceWatch(EntitiesWatch):
    """Tell whether people are at home; groups stand for their members."""

    def __init__(
        self, hass: HomeAssistant, people: Iterable[str], presence: Presence
    ) -> None:
        """Watch people, trackers, groups and zones."""
        super().__init__(hass, people, _COMBINE[presence])
        self._asks_for_absence = presence is Presence.NOBODY_HOME

    @override
    def _judge(self, state: State, lookup: Lookup) -> Verdict:
        verdict = self._is_home(state, lookup)
        return verdict.negated() if self._asks_for_absence else verdict

    def _is_home(self, state: State, lookup: Lookup) -> Verdict:
        """Doubt, while Home Assistant starts, that those last seen out are out."""
        if state.domain == ZONE:
            verdict = self._has_people(state, lookup)
        elif state.domain in _PLACED:
            verdict = place(self.hass, state).verdict
        else:
            verdict = _SAID.get(state.state, Verdict.UNKNOWN)
        starts = self.hass.state is not CoreState.running
        return Verdict.UNKNOWN if starts and verdict is Verdict.FALSE else verdict

    def _has_people(self, zone: State, lookup: Lookup) -> Verdict:
        """Return whether somebody is in a zone: its count, and each tracked person."""
        count = None if says_nothing(zone) else number(zone.state)
        if count is not None and count > 0:
            return Verdict.TRUE
        persons = map(lookup, members_of(self.hass, zone))
        return any_of(
            (
                Verdict.UNKNOWN if count is None else Verdict.FALSE,
                *(
                    place(self.hass, person, zone.entity_id).verdict
                    for person in persons
                    if person is not None
                ),
            )
        )

    @override
    def _judged(self, lookup: Lookup) -> Iterator[str]:
        """Yield the people, with the members of groups in place of the groups."""
        seen: set[str] = set()
        waiting = list(reversed(self.entity_ids))
        while waiting:
            if (entity_id := waiting.pop()) in seen:
                continue
            seen.add(entity_id)
            state = lookup(entity_id)
            is_group = state is not None and state.domain not in (*_PLACED, ZONE)
            if (
                state is not None
                and is_group
                and (members := members_of(self.hass, state))
            ):
                waiting.extend(reversed(members))
            else:
                yield entity_id

    @override
    def notes(self, case: Case = NOW) -> tuple[Note, ...]:
        """Return who is in a smaller zone that is within the home zone."""
        return tuple(
            Note(
                "in_zone_within_home",
                {"person": person.name, "zone": found.within.name},
            )
            for person, found in self._places(self._lookup(case))
            if found.within is not None
        )

    def _places(self, lookup: Lookup) -> Iterator[tuple[State, Place]]:
        people = [
            state
            for entity_id in self._judged(lookup)
            if (state := lookup(entity_id)) is not None
        ]
        for state in people:
            if state.domain in _PLACED:
                yield state, place(self.hass, state)
