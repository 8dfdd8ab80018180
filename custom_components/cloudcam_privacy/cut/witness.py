"""Witnesses: entities that change when the maker has received something new.

They are the only independent proof for cameras that nothing but their maker's cloud
can tell of. A witness counts if its own event time, or the time of its change less
its poll interval, is later than the confirmed cut.

A live view that Home Assistant has opened itself is something new, too, and no leak.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.const import ATTR_DEVICE_CLASS, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util

from ..household.references import async_resolve
from .catalogue.facts import WitnessEntity, camera_facts
from .catalogue.model import Witness

_LOGGER = logging.getLogger(__name__)

_NOTHING: Final = (STATE_UNAVAILABLE, STATE_UNKNOWN)
_TIMED: Final = ("button", "event", "image", "input_button")
"""Domains whose state is the time at which was told of what happened last."""

ON_ITS_WAY: Final = 30
"""Seconds that news may take from the camera by way of its maker: as somebody comes
home, the camera sees her, is cut, and only then is told of what it saw."""

_YEARS: Final = range(1970, 9000)
"""Years of times that clocks show; some say "never" by the first or the last of all."""

VIEW_SLACK: Final = timedelta(seconds=30)
"""By so much a maker may note a live view earlier or later than we do."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a witness has told: which entity, and when it happened."""

    entity_id: str
    at: datetime


class Witnesses:
    """All witnesses of one camera."""

    def __init__(
        self,
        hass: HomeAssistant,
        references: Iterable[str],
        source: Callable[[], str | None],
        was_viewed: Callable[[datetime, datetime], bool],
    ) -> None:
        """Prepare; `source` gives the camera entity.

        `was_viewed` tells whether somebody has looked at the camera through Home
        Assistant between two points in time.
        """
        self._hass = hass
        self._references = tuple(references)
        self._source = source
        self._was_viewed = was_viewed
        self._known: dict[str, WitnessEntity] = {}
        self._told: Callable[[], None] = lambda: None
        self.last: Testimony | None = None

    @callback
    def async_listen(self, told: Callable[[], None]) -> CALLBACK_TYPE:
        """Begin to listen, having heard nothing; return what ends it."""
        self.last = None
        self._told = told
        entity_ids = [
            entity_id
            for reference in self._references
            if (entity_id := async_resolve(self._hass, reference)) is not None
        ]
        if not entity_ids:
            return lambda: None
        if (source := self._source()) is not None:
            witnesses = camera_facts(self._hass, source).witnesses
            self._known = {each.entity_id: each for each in witnesses}
        return async_track_state_change_event(self._hass, entity_ids, self._changed)

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        new, old = event.data["new_state"], event.data["old_state"]
        if new is None or new.state in _NOTHING:
            return
        known = self._known.get(new.entity_id)
        attribute, poll = None, 0
        if known is not None:
            attribute, poll = known.witness.attribute, known.read_back.seconds
        if (at := happened_at(new, old, attribute, poll)) is None:
            return
        if known is not None and self._is_our_view(new, known.witness, at):
            _LOGGER.debug("%s tells of a view that we opened", new.entity_id)
            return
        if self.last is None or at > self.last.at:
            self.last = Testimony(new.entity_id, at)
            _LOGGER.debug("%s tells of something new at %s", new.entity_id, at)
            self._told()

    def _is_our_view(self, new: State, known: Witness, at: datetime) -> bool:
        """Tell whether a witness tells of a live view that Home Assistant opened."""
        if not known.live_views:
            return False
        if known.live_view is not None:
            attribute, kind = known.live_view
            if new.attributes.get(attribute, kind) != kind:
                return False
        return self._was_viewed(at - VIEW_SLACK, at + VIEW_SLACK)


def happened_at(
    new: State, old: State | None, attribute: str | None, poll: float
) -> datetime | None:
    """Return when what a witness tells of happened, None if it tells of nothing new.

    `attribute` has the time or the id of the event, if it is not the state; `poll` are
    the seconds between two polls.
    """
    value = new.state if attribute is None else new.attributes.get(attribute)
    if value is None:
        return None
    timed = new.domain in _TIMED or (
        new.attributes.get(ATTR_DEVICE_CLASS) == SensorDeviceClass.TIMESTAMP
    )
    if (timed or attribute is not None) and (when := _as_time(value)) is not None:
        if when.year not in _YEARS:
            return None
        at, told = dt_util.as_utc(when), new.domain in _TIMED and attribute is None
        return at - timedelta(seconds=ON_ITS_WAY) if told else at
    if timed and attribute is None:
        return None
    if old is None or old.state in _NOTHING:
        return None  # It only has come back.
    before = old.state if attribute is None else old.attributes.get(attribute)
    if value == before or (attribute is None and value == "off"):
        return None
    return new.last_updated - timedelta(seconds=max(poll, ON_ITS_WAY))


def _as_time(value: object) -> datetime | None:
    if isinstance(value, str):
        return dt_util.parse_datetime(value)
    return value if isinstance(value, datetime) else None
