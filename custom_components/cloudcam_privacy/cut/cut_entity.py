"""What is known of one entity that cuts: how it stands, and how sure that is."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
import logging
import math
from typing import Final

from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import MOTION_OFF
from .catalogue.facts import CutFacts, cut_facts
from .catalogue.model import Told
from .command import is_alarm_panel, is_choice_of_somebody, is_stateless, position_of
from .companions import Companions
from .pacing import Pacing
from .readback import Readback
from .record import OURS, CutRecord, CutState
from .stand_in import members
from .state_reports import is_by_hand

_LOGGER = logging.getLogger(__name__)

FOUND_LIMIT: Final = 30
"""Seconds after which what was found cut, and was never seen otherwise, counts as
said and not known."""


TAKEN_BACK_LIMIT: Final = 60
"""Seconds for which what was on its way back may still show the cut that was."""


FIRST_WORDS: Final = 60
"""Seconds in which what has just come may still show how it was before it went."""


@dataclass(frozen=True, slots=True)
class CutHost:
    """What one entity that cuts needs of all others."""

    save: Callable[[bool], None]
    """Writes the records to disk, at once if it is told True."""
    next_sequence: Callable[[], int]
    """Numbers the cuts in the order in which they are engaged."""
    holder: Callable[[str], CutRecord | None]
    """Gives the record of the cut that holds an entity, if any does."""
    crashed: bool
    """Whether the last run crashed: what is found cut without a note is nobody's."""


class CutEntity(ABC):
    """One entity, its record, and what it shows."""

    def __init__(
        self, hass: HomeAssistant, reference: str, record: CutRecord, host: CutHost
    ) -> None:
        """Prepare; nothing is followed yet."""
        self.hass = hass
        self.reference = reference
        self.record = record
        self.readback = Readback(
            hass, reference, lambda: self.facts.read_back, self._told
        )
        self.pacing = Pacing(self.readback, lambda: self.facts)
        self.companions = Companions(
            hass, record, host.holder, self._step_and_tell, host.save
        )
        self.decided_at = -math.inf
        self.former_cuts: set[str] = set()
        """States to which it was brought for other cameras, since it is ours."""
        self.told_before: int | None = None
        """How often it had told how it is when it was cut on its way back."""
        self._host = host
        self._ask_whose = host.crashed and record.state is CutState.IDLE
        self._new_until = -math.inf
        self._facts: CutFacts | None = None
        self._facts_of = ""

    @callback
    @abstractmethod
    def _told(self) -> None:
        """Take note that the entity has told how it is."""

    @callback
    @abstractmethod
    def _step_and_tell(self) -> None:
        """Do what is to be done now, and tell the cameras."""

    @property
    def entity_id(self) -> str | None:
        """Return the entity, or None if it no longer exists."""
        return self.readback.entity_id

    @property
    def facts(self) -> CutFacts:
        """Return what is known of how the entity behaves."""
        cut_state = self.record.cut_state
        if self._facts is None or self._facts_of != cut_state:
            if (entity_id := self.entity_id) is None:
                return CutFacts()
            self._facts = cut_facts(self.hass, entity_id, cut_state)
            self._facts_of = cut_state
        return self._facts

    @property
    def changes_besides(self) -> list[str]:
        """Return what the cut changes too: settings of the device, members of a group."""
        entity_id = self.entity_id
        group = members(self.hass, entity_id) if entity_id else []
        return [*self.facts.companions, *group]

    @property
    def integration(self) -> str | None:
        """Return the integration that the entity comes from."""
        entity_id = self.entity_id
        entry = er.async_get(self.hass).async_get(entity_id) if entity_id else None
        return None if entry is None else entry.platform

    @property
    def is_cut(self) -> bool | None:
        """Return whether the entity shows the cut state, None if that is not known."""
        return self.readback.shows(self.record.cut_state)

    @property
    def cannot_be_read(self) -> bool:
        """Tell whether nothing tells what the device does."""
        entity_id, record = self.entity_id, self.record
        if entity_id is None:
            return False
        deaf = self.facts.read_back.by is Told.NEVER or self.readback.is_assumed
        if deaf or is_stateless(entity_id):
            return True
        never_told = record.resting is None and self.is_cut is None
        return never_told and record.restore is not None

    @property
    def is_ours(self) -> bool:
        """Tell whether it is on us to put the entity back."""
        return self.record.state in OURS

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the entity shows the cut, and can only mean the present one.

        What was found cut counts only if it was once seen not to be, and is told of
        after the decision.
        """
        if self.cannot_be_read or not self.is_cut:
            return False
        state, told = self.record.state, self.can_tell
        if state is CutState.ENGAGED:
            return told
        found = state in (CutState.IDLE, CutState.UNCLAIMED, CutState.LEFT)
        return found and self.record.seen_uncut and self.is_found

    @property
    def is_sent(self) -> bool:
        """Tell whether all was done that can be, and nothing tells how it stands."""
        if self.cannot_be_read:
            return self.record.state is CutState.ENGAGED
        if self.record.seen_uncut or not self.is_cut:
            return False
        if self.record.state is CutState.ENGAGED:
            return not self.can_tell
        waited = self.hass.loop.time() - self.decided_at
        return self.record.state is CutState.IDLE and waited >= FOUND_LIMIT

    @property
    def can_tell(self) -> bool:
        """Tell whether the entity can say that it is not cut.

        A camera without motion detection says that it is off, too.
        """
        return self.record.seen_uncut or self.record.cut_state != MOTION_OFF

    @property
    def is_fresh(self) -> bool:
        """Tell whether what is shown is no state of before decision and command.

        What was on its way back shows the cut that was, until it has told anything.
        """
        if (
            self.told_before is not None
            and self.hass.loop.time() < self.decided_at + TAKEN_BACK_LIMIT
            and self.readback.times_told == self.told_before
        ):
            return False
        return self.readback.is_fresh(max(self.decided_at, self.pacing.sent_at))

    @property
    def is_found(self) -> bool:
        """Tell whether what is shown is no state of before the decision.

        Nor one that the maker's cloud still shows: no command of ours has changed it.
        """
        settled = self.decided_at + self.facts.lag
        return self.hass.loop.time() >= settled and self.readback.is_fresh(settled)

    def has_come(self) -> None:
        """Take note that the entity is back: it may have been loaded just now."""
        self._facts = None
        self._new_until = self.hass.loop.time() + FIRST_WORDS

    @property
    def _is_new(self) -> bool:
        """Tell whether what is shown may be what was kept of a former run."""
        return self.hass.loop.time() < self._new_until

    @property
    def late_until(self) -> float:
        """Return until when what was sent last may come late, in loop time."""
        return self.pacing.sent_at + TAKEN_BACK_LIMIT + self.pacing.longest

    @property
    def _may_come_late(self) -> bool:
        """Tell whether what was seen to be cut may have been of an earlier command."""
        return self.hass.loop.time() < self.late_until

    def follow(self, shown: bool, *, wanted: bool, refused: bool) -> bool:
        """Take note of what the entity shows: whether it is cut.

        `refused` tells that the last command has ended in an error. Returns whether a
        command is to be sent at once: a cut that was taken back has come late.
        """
        record = self.record
        if self.hass.state is not CoreState.running:
            self._new_until = self.hass.loop.time() + FIRST_WORDS
        if self.is_ours and not shown:
            self._note_choice()
        if record.state is CutState.ENGAGED and not shown:
            unsure = self._is_new or self._may_come_late
            undone = CutState.RECALLING if unsure else CutState.IDLE
            self.become(CutState.ENGAGING if wanted else undone)
        elif record.state is CutState.ENGAGING and shown and self.is_fresh:
            if (self.can_tell and self.readback.can_prove) or not refused:
                self.become(CutState.ENGAGED)
        elif record.state is CutState.RESTORING and not shown:
            self.become(CutState.IDLE)
        elif record.state is CutState.RECALLING and shown:
            by_hand = is_by_hand(self.readback.state)
            self.become(CutState.LEFT if by_hand else CutState.RESTORING)
            return not by_hand
        elif record.state in (CutState.UNCLAIMED, CutState.LEFT) and not shown:
            self.become(CutState.IDLE)
        if record.state is CutState.IDLE:
            self.note_resting(shown)
        return False

    def _note_choice(self) -> None:
        """Take note of what somebody has chosen while the entity is ours.

        A select or a level goes back to it; an alarm panel is armed by nobody but him.
        """
        record, entity_id = self.record, self.entity_id
        shown = self.readback.shown(record.cut_state)
        if entity_id is None or shown in self.former_cuts:
            return
        by_hand = is_by_hand(self.readback.state)
        if is_choice_of_somebody(entity_id, shown, record, by_hand=by_hand):
            if is_alarm_panel(entity_id):
                record.changed_since = True
            else:
                record.resting = shown
            self._host.save(False)

    def note_resting(self, is_cut: bool) -> None:
        """Keep up to date how the entity stands while it is not ours."""
        record, ask = self.record, self._ask_whose
        if not self._is_new:
            self._ask_whose = False
        if is_cut and ask and record.resting not in (None, record.cut_state):
            _LOGGER.debug("%s was found cut after a crash", self.reference)
            self.become(CutState.UNCLAIMED)
            return
        state = self.readback.state
        found = self.readback.shown(record.cut_state)
        position = position_of(state)
        new = (found, position, record.seen_uncut or not is_cut, self.entity_id)
        if new != (
            record.resting,
            record.position,
            record.seen_uncut,
            record.entity_id,
        ):
            record.resting, record.position, record.seen_uncut, record.entity_id = new
            self._host.save(False)
        if not is_cut:
            self.companions.async_check(self.facts.lag)
            if self.companions.note(self.changes_besides):
                self._host.save(False)

    def become(self, state: CutState) -> None:
        """Note another state, and write it at once."""
        _LOGGER.debug("%s: %s becomes %s", self.reference, self.record.state, state)
        self.record.state = state
        self._host.save(True)
