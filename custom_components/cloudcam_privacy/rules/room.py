"""Watch whether somebody is in one room: its sensors, and who is said to be there."""

from collections.abc import Callable, Iterable, Set as AbstractSet
from contextlib import ExitStack
from typing import Any, Final, override

from homeassistant.core import Event, HomeAssistant, State, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)

from ..policy.verdict import Verdict
from .activity import ActivityWatch
from .members import Lookup
from .room_places import is_in_room, names_a_place
from .room_sensors import RoomSensor, sensors_in
from .state_words import async_shown
from .states import says_nothing
from .watch import NOW, Case

_EVENTS: Final = (
    ar.EVENT_AREA_REGISTRY_UPDATED,
    dr.EVENT_DEVICE_REGISTRY_UPDATED,
    er.EVENT_ENTITY_REGISTRY_UPDATED,
    fr.EVENT_FLOOR_REGISTRY_UPDATED,
)

_IRRELEVANT: Final = frozenset(
    {"capabilities", "modified_at", "options", "sw_version", "name_by_user"}
)
"""Changes of entities and devices that do not move them."""


class RoomWatch(ActivityWatch):
    """Tell whether somebody is in a room.

    The sensors are found by what they are, and found anew whenever areas, devices or
    entities change. A room that has had sensors once and has none now is not known; one
    that never had any is never occupied, as far as anybody can tell.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        area_id: str | None,
        kinds: Iterable[str],
        trackers: Iterable[str],
        *,
        cameras: AbstractSet[str] = frozenset(),
        silenced: Callable[[], tuple[AbstractSet[str], AbstractSet[str]]] = lambda: (
            frozenset(),
            frozenset(),
        ),
        had_sensors: set[str] | None = None,
        remember: Callable[[], None] = lambda: None,
    ) -> None:
        """Watch an area, None being that of cameras that are in no area.

        `silenced` gives devices and entities that tell nothing while a camera is cut.
        `had_sensors` has the areas and cameras that have had sensors; `remember` is
        called when it has changed.
        """
        super().__init__(hass, ())
        self.area_id = area_id
        self.cameras = cameras
        self._kinds = frozenset(map(RoomSensor, kinds))
        self._trackers = tuple(trackers)
        self._silenced = silenced
        self._had_sensors = set() if had_sensors is None else had_sensors
        self._remember = remember
        self._sensors: tuple[str, ...] = ()
        self._cleanup = ExitStack()
        self._is_due = False
        self._find()

    @property
    def name(self) -> str | None:
        """Return the name of the room."""
        area = ar.async_get(self.hass).async_get_area(self.area_id or "")
        return None if area is None else area.name

    @property
    @override
    def entity_ids(self) -> tuple[str, ...]:
        return (*self._sensors, *self._trackers)

    @property
    @override
    def missing(self) -> tuple[str, ...]:
        return tuple(each for each in super().missing if each in self._trackers)

    @property
    @override
    def not_understood(self) -> tuple[str, ...]:
        return tuple(
            f"{state.name}: {async_shown(self.hass, state)}"
            for state in map(self.hass.states.get, self._trackers)
            if state is not None
            and not says_nothing(state)
            and not names_a_place(self.hass, state)
        )

    @property
    @override
    def troubles(self) -> tuple[object, ...]:
        return (self.not_understood, self.is_without_sensors, self.has_lost_sensors)

    @property
    def is_without_sensors(self) -> bool:
        """Tell whether nothing tells of the room, and nothing ever has."""
        return not (self._sensors or self.has_lost_sensors) and (
            self.area_id is None or not self._trackers
        )

    @property
    def has_lost_sensors(self) -> bool:
        """Tell whether the room has had sensors and has none now."""
        keys = self.cameras if self.area_id is None else {self.area_id}
        return not self._sensors and not self._had_sensors.isdisjoint(keys)

    @callback
    def async_forget_sensors(self) -> None:
        """Take it that the room has no sensors any more, and is to have none."""
        self._had_sensors -= self.cameras | {self.area_id}
        self._remember()

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        @callback
        def find() -> None:
            self._is_due = False
            if self._unsubscribe is not None:
                self._find()
                self._follow(changed)
                changed()

        @callback
        def registry_updated(event: Event[Any]) -> None:
            changes = event.data.get("changes")
            if changes is not None and _IRRELEVANT.issuperset(changes):
                return
            if not self._is_due:
                self._is_due = True
                self.hass.loop.call_soon(find)

        for each in _EVENTS:
            self._cleanup.callback(self.hass.bus.async_listen(each, registry_updated))
        await super().async_start(changed)

    @callback
    @override
    def async_stop(self) -> None:
        self._cleanup.close()
        super().async_stop()

    @callback
    def _find(self) -> None:
        """Find the sensors of the room, and remember that it has some."""
        devices, entities = self._silenced()
        self._sensors = sensors_in(
            self.hass, self.area_id, self._kinds, devices, entities
        )
        keys = {key for key in (*self.cameras, self.area_id) if key}
        if self._sensors and not self._had_sensors.issuperset(keys):
            self._had_sensors |= keys
            self._remember()

    @override
    def verdict(self, case: Case = NOW) -> Verdict:
        if self.is_without_sensors:
            return Verdict.FALSE
        verdict = super().verdict(case)
        lost = self.has_lost_sensors and verdict is not Verdict.TRUE
        return Verdict.UNKNOWN if lost else verdict

    @override
    def _judge_one(self, state: State) -> Verdict:
        if state.entity_id not in self._trackers:
            return super()._judge_one(state)
        if self.area_id is None:
            return Verdict.FALSE
        return is_in_room(self.hass, state, self.area_id)

    @override
    def _judged(self, lookup: Lookup) -> Iterable[str]:
        return self.entity_ids

    @override
    def why(self, case: Case = NOW) -> str:
        return f"{self.name or '-'}: {super().why(case) or '-'}"
