"""Watch some entities, each of which says true, false or unknown."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import override

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event

from ..policy.verdict import Verdict
from .watch import NOTHING_SUPPOSED, Supposed, Watch

NOT_KNOWN = (STATE_UNKNOWN, STATE_UNAVAILABLE)


class EntitiesWatch(Watch):
    """Judge each entity's state and put the verdicts together."""

    def __init__(
        self,
        hass: HomeAssistant,
        entity_ids: Iterable[str],
        judge: Callable[[State], Verdict],
        combine: Callable[[Iterable[Verdict]], Verdict],
    ) -> None:
        """Watch entities; `judge` is asked of each one that has a state."""
        super().__init__(hass)
        self._entity_ids = tuple(entity_ids)
        self._judge = judge
        self._combine = combine
        self._unsubscribe: CALLBACK_TYPE | None = None

    @property
    @override
    def entity_ids(self) -> tuple[str, ...]:
        return self._entity_ids

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        @callback
        def state_changed(event: Event[EventStateChangedData]) -> None:
            old, new = event.data["old_state"], event.data["new_state"]
            if old is None or new is None or old.state != new.state:
                changed()

        self._unsubscribe = async_track_state_change_event(
            self.hass, self._entity_ids, state_changed
        )

    @callback
    @override
    def async_stop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    @override
    def verdict(
        self, at: datetime | None = None, supposed: Supposed = NOTHING_SUPPOSED
    ) -> Verdict:
        states = (self._state(entity_id, supposed) for entity_id in self._entity_ids)
        return self._combine(
            Verdict.UNKNOWN if state is None else self._judge(state) for state in states
        )

    @override
    def why(
        self, at: datetime | None = None, supposed: Supposed = NOTHING_SUPPOSED
    ) -> str:
        return ", ".join(
            f"{entity_id}: {state.state if state else STATE_UNKNOWN}"
            for entity_id in self._entity_ids
            for state in (self._state(entity_id, supposed),)
        )

    def _state(self, entity_id: str, supposed: Supposed) -> State | None:
        return supposed.get(entity_id) or self.hass.states.get(entity_id)
