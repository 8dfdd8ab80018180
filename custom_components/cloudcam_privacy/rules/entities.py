"""Watch some entities, each of which says true, false or unknown."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Final, override

from homeassistant.components.person import DOMAIN as PERSON
from homeassistant.components.zone import DOMAIN as ZONE
from homeassistant.const import STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
    split_entity_id,
)
from homeassistant.helpers.event import TrackStates, async_track_state_change_filtered

from ..policy.verdict import Verdict
from .members import Lookup, with_members
from .watch import NOW, Case, Watch

_JUDGED: Final = ("entity_id", "in_zones", "options")
"""Attributes that verdicts rest on."""


class EntitiesWatch(Watch):
    """Judge each entity's state and put the verdicts together.

    Members of groups and zones are followed too. What they are may change.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entity_ids: Iterable[str],
        combine: Callable[[Iterable[Verdict]], Verdict],
    ) -> None:
        """Watch entities."""
        super().__init__(hass)
        self._entity_ids = tuple(entity_ids)
        self._combine = combine
        self._unsubscribe: CALLBACK_TYPE | None = None

    @property
    @override
    def entity_ids(self) -> tuple[str, ...]:
        return self._entity_ids

    @property
    @override
    def rests_on(self) -> set[str]:
        return with_members(self.hass, self.entity_ids, self.hass.states.get)

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        self._follow(changed)

    @callback
    def _follow(self, changed: Callable[[], None]) -> None:
        """Follow the entities and their members, whoever these come to be."""

        @callback
        def state_changed(event: Event[EventStateChangedData]) -> None:
            old, new = event.data["old_state"], event.data["new_state"]
            if old is None or new is None or not _says_the_same(old, new):
                changed()
                tracker.async_update_listeners(self._tracked())

        self._unfollow()
        tracker = async_track_state_change_filtered(
            self.hass, self._tracked(), state_changed
        )
        self._unsubscribe = tracker.async_remove

    def _tracked(self) -> TrackStates:
        followed = self.rests_on
        has_zone = any(split_entity_id(each)[0] == ZONE for each in followed)
        return TrackStates(False, followed, {PERSON} if has_zone else set())

    @callback
    @override
    def async_stop(self) -> None:
        self._unfollow()

    @callback
    def _unfollow(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @override
    def verdict(self, case: Case = NOW) -> Verdict:
        return self._combine(self.parts(case).values())

    @override
    def parts(self, case: Case = NOW) -> Mapping[str, Verdict]:
        lookup = self._lookup(case)
        return {
            entity_id: (
                Verdict.UNKNOWN if state is None else self._judge(state, lookup)
            )
            for entity_id in self._judged(lookup)
            for state in (lookup(entity_id),)
        }

    @abstractmethod
    def _judge(self, state: State, lookup: Lookup) -> Verdict:
        """Return what an entity's state means; the lookup gives those of its members."""

    def _judged(self, lookup: Lookup) -> Iterable[str]:
        """Return the entities that are judged."""
        return self._entity_ids

    @override
    def why(self, case: Case = NOW) -> str:
        lookup = self._lookup(case)
        return ", ".join(
            f"{entity_id}: {state.state if state else STATE_UNKNOWN}"
            for entity_id in self._judged(lookup)
            for state in (lookup(entity_id),)
        )

    def _lookup(self, case: Case) -> Lookup:
        return lambda entity_id: (
            case.states.get(entity_id) or self.hass.states.get(entity_id)
        )


def _says_the_same(old: State, new: State) -> bool:
    return old.state == new.state and all(
        old.attributes.get(each) == new.attributes.get(each) for each in _JUDGED
    )
