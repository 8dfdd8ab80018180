"""Settings that a device changes besides when it is cut: noted, looked at, put right.

UniFi Protect's privacy mode also mutes the microphone and ends the recording, and may
memorize them as it finds them.
"""

from collections.abc import Callable, Iterable
import logging
from typing import Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant, callback, split_entity_id

from ..household.references import async_resolve
from ..household.timer import Timer
from .command import command_for, is_reachable, is_same, setting_of
from .record import CutRecord
from .sender import Sender
from .state_reports import is_by_hand

_LOGGER = logging.getLogger(__name__)

SETTLE: Final = 10
"""Seconds that a device has to put its other settings back by itself."""


class Companions:
    """The other settings of one device."""

    def __init__(
        self,
        hass: HomeAssistant,
        record: CutRecord,
        holder: Callable[[str], CutRecord | None],
        changed: Callable[[], None],
        save: Callable[[bool], None],
    ) -> None:
        """Look after what the record names; `changed` is called when it went wrong.

        `holder` gives the record of a cut that holds an entity in its cut state; `save`
        writes the record to disk.
        """
        self._changed = changed
        self._save = save
        self._hass = hass
        self._holder = holder
        self._record = record
        self._senders: list[Sender] = []
        self._timer = Timer(hass)
        self.wrong: list[str] = []
        """Entities that are not as they were, and could not be put right."""

    @callback
    def note(self, references: Iterable[str]) -> bool:
        """Note how the settings stand while nothing is cut; tell if that is new.

        Not before they have been looked at after a cut: they may stand wrong. Of what
        is a cut itself, and engaged, it is how it stood before.
        """
        if self._record.companions_due:
            return False
        before = dict(self._record.companions)
        for reference in references:
            entity_id = async_resolve(self._hass, reference)
            if entity_id is None:
                continue
            held = self._held(entity_id)
            state = setting_of(self._hass, entity_id) if held is None else held.resting
            if state is not None:
                self._record.companions[reference] = state
        return self._record.companions != before

    @callback
    def async_hold(self, references: Iterable[str]) -> None:
        """Note how the settings stand as a cut is sent; they are looked at after it.

        Cut anew before they were, they go back to what they were at first.
        """
        self.async_stop()
        self.note(references)
        self._record.companions_due = bool(self._record.companions)

    @callback
    def async_check(self, lag: float) -> None:
        """Look at the settings once the device had time to put them back itself.

        `lag` are the seconds for which the integration may show what was before.
        """
        if self._record.companions_due and not self._timer.is_running:
            self.wrong = []
            self._timer.async_start(SETTLE + lag, self._put_right)

    @callback
    def async_stop(self) -> None:
        """Leave the settings as they are."""
        self._timer.async_cancel()

    @property
    def _differing(self) -> dict[str, str]:
        """Return the settings that are not as noted, and how they were.

        A cut that holds one of them puts it back itself, and what somebody has set
        through Home Assistant meanwhile stays so.
        """
        differing = {}
        for reference, noted in self._record.companions.items():
            entity_id = async_resolve(self._hass, reference)
            if entity_id is None or not is_reachable(self._hass, entity_id):
                continue
            by_hand = is_by_hand(self._hass.states.get(entity_id))
            if by_hand or self._held(entity_id) is not None:
                continue
            if not is_same(entity_id, setting_of(self._hass, entity_id), noted):
                differing[entity_id] = noted
        return differing

    @property
    def _is_away(self) -> bool:
        """Tell whether a setting cannot be looked at, as while its device starts."""
        resolved = (async_resolve(self._hass, each) for each in self._record.companions)
        return any(
            (state := self._hass.states.get(entity_id)) is not None
            and state.state == STATE_UNAVAILABLE
            for entity_id in resolved
            if entity_id is not None
        )

    def _held(self, entity_id: str) -> CutRecord | None:
        """Return the record of a cut that holds the setting; no cut is a recording."""
        if split_entity_id(entity_id)[0] == CAMERA_DOMAIN:
            return None
        return self._holder(entity_id)

    @callback
    def _put_right(self) -> None:
        self._senders = []
        for entity_id, noted in self._differing.items():
            _LOGGER.debug("%s was changed by the cut and is put right", entity_id)
            sender = Sender(self._hass, entity_id, lambda: None)
            self._senders.append(sender)
            sender.send(command_for(entity_id, noted))
        if self._senders:
            self._timer.async_start(SETTLE, self._look_again)
        elif not self._is_away:
            self._done()

    @callback
    def _look_again(self) -> None:
        self.wrong = list(self._differing)
        self._done()

    def _done(self) -> None:
        self._record.companions_due = False
        self._save(False)
        self._changed()
