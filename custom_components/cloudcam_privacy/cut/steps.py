"""What is to be done now with one entity that cuts, and when to look again."""

from abc import abstractmethod
import logging
import math
from typing import Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback

from ..household.references import async_resolve
from .command import (
    Command,
    command_for,
    is_alarm_panel,
    is_blocked,
    is_reachable,
    is_same,
    is_stateless,
    undo_command,
)
from .cut_entity import FOUND_LIMIT, TAKEN_BACK_LIMIT, CutEntity, CutHost
from .flap_detector import FlapDetector
from .record import CutRecord, CutState
from .sender import Sender
from .spec import Claim

_LOGGER = logging.getLogger(__name__)

TELL_LIMIT: Final = 5
"""Seconds in which an entity is waited for that is about to tell how it stands, if that
was never known."""

TURN_LIMIT: Final = 10
"""Seconds for which what is put back waits for what was cut after it."""

LATE_LIMIT: Final = 60
"""Seconds in which a cut that was taken back before it was seen may come late; that it
has come is then still to be told."""


class CutSteps(CutEntity):
    """One entity that cuts, and the commands that are sent to it."""

    def __init__(
        self, hass: HomeAssistant, reference: str, record: CutRecord, host: CutHost
    ) -> None:
        """Prepare, with nothing sent."""
        super().__init__(hass, reference, record, host)
        self.claims: list[Claim] = []
        self.wanted: bool | None = None
        self._sender = Sender(hass, reference, self._look_and_step)
        self._drift = FlapDetector()
        self._cut_at = -math.inf
        self._was_reachable = True

    @callback
    @abstractmethod
    def _look_and_step(self) -> None:
        """Take note of what the entity shows, and do what is to be done now."""

    @property
    def error(self) -> str | None:
        """Return what went wrong with the last command, in words."""
        return self._sender.error

    @property
    def is_hopeless(self) -> bool:
        """Tell whether somebody else undoes the cut again and again."""
        return self._drift.is_hopeless

    def _look(self) -> None:
        """Take note of what the entity shows."""
        record, shown = self.record, self.is_cut
        reachable = self.readback.is_reachable
        if reachable and not self._was_reachable:
            self.has_come()
            self.pacing.start_over()  # It may have missed what was sent.
        self._was_reachable = reachable
        if shown is None:
            return
        now = self.hass.loop.time()
        settled = self._cut_at + self.pacing.doubt
        if self.wanted and self._drift.note(
            shown, now, fresh=self.is_fresh, settled=settled
        ):
            _LOGGER.debug("%s was undone by somebody else", self.reference)
            record.changed_since = True
            self.pacing.start_over()
        refused = self.error is not None
        if self.follow(shown, wanted=self.wanted is True, refused=refused):
            self.pacing.start_over()

    def _believe(self) -> None:
        """Take for done what cannot be read back and was not refused."""
        if self.record.state is CutState.ENGAGING:
            self.become(CutState.ENGAGED)
        elif self.record.state in (CutState.RESTORING, CutState.RECALLING):
            self.become(CutState.IDLE)
            self.companions.async_check(self.facts.lag)

    def step_cut(self) -> float | None:
        """Cut, if it is time; return when to look again if nothing is told before."""
        record, now = self.record, self.hass.loop.time()
        entity_id, state = self.entity_id, self.readback.state
        if self.is_hopeless or entity_id is None or not self.readback.is_reachable:
            return None
        taken_back = record.state in (CutState.RESTORING, CutState.RECALLING)
        if self.cannot_be_read:
            if record.state is CutState.ENGAGED:
                return None
        elif self.is_cut and not taken_back and not self._must_try:
            return self._wait_for_proof(now)
        elif (
            self.is_cut is None
            and record.resting is None
            and not record.restore
            and now < (told := self.decided_at + TELL_LIMIT)
        ):
            return told
        if state is not None and is_blocked(state):
            return None
        if self.readback.is_lost and record.state is CutState.ENGAGED:
            return None
        if (due := self._due(now)) is not None:
            return due
        if not self.is_ours:
            record.changed_since = False
            self.former_cuts.clear()
            record.sequence = self._host.next_sequence()
            self.companions.async_hold(self.changes_besides)
        self._cut_at = now
        if taken_back:
            self.told_before = self.readback.times_told
        self._send(CutState.ENGAGING, command_for(entity_id, record.cut_state))
        return None

    def _due(self, now: float) -> float | None:
        refused = self.error is not None
        return self.pacing.due(now, self._sender.ended_at, refused=refused)

    @property
    def _must_try(self) -> bool:
        """Tell whether what shows the cut may be unable to show anything else.

        Or it may be of before, or no answer, and nothing ever tells.
        """
        refused = self.record.state is CutState.ENGAGING and self.error is not None
        sure = self.can_tell and self.readback.can_prove
        return (refused or self.record.state is CutState.IDLE) and not sure

    def _wait_for_proof(self, now: float) -> float | None:
        """Have what shows the cut tell that this is no state of before."""
        found = self.record.state is CutState.IDLE
        limit = self.decided_at + (
            FOUND_LIMIT if self.told_before is None else TAKEN_BACK_LIMIT
        )
        settled = self.decided_at + self.facts.lag
        if not self.is_fresh or (found and not self.pacing.reads):
            if (look_again := self.pacing.read(now)) is not None:
                return look_again
        elif found and not self.is_found:
            return settled if now < settled else self.pacing.read(now)
        elif self.record.seen_uncut:
            return None
        return limit if now < limit else None

    def step_back(self) -> float | None:
        """Put back, if it is time; return when to look again if nothing is told."""
        record, now, entity_id = self.record, self.hass.loop.time(), self.entity_id
        if not self.is_ours or entity_id is None:
            return None
        if record.state is CutState.RECALLING and self.is_cut is False:
            since = max(self.pacing.sent_at, self.decided_at)
            if now < (late := since + LATE_LIMIT + self.pacing.longest):
                return late
            self.become(CutState.IDLE)
            self._look()
            return None
        caller = (
            async_resolve(self.hass, record.restore["entity_id"])
            if record.restore
            else entity_id
        )
        command = undo_command(entity_id, record, caller)
        mind = record.changed_since and is_alarm_panel(entity_id)
        if mind and self.is_cut is False and now < self.late_until:
            return self.late_until  # It may still be cut by what was sent.
        if command is None or mind:
            self._leave(entity_id)
            return None
        if not is_reachable(self.hass, command.data[ATTR_ENTITY_ID]):
            return None if caller == entity_id else now + LATE_LIMIT
        if now < (wait := self._cut_at + self.facts.undo_delay):
            return wait
        turn = self.decided_at + TURN_LIMIT
        if now < turn and any(claim.must_wait() for claim in self.claims):
            return turn
        if (due := self._due(now)) is not None:
            return due
        unseen = record.state in (CutState.ENGAGING, CutState.RECALLING)
        early = unseen and self.is_cut is not True and not self.cannot_be_read
        self._send(CutState.RECALLING if early else CutState.RESTORING, command)
        return None

    def _leave(self, entity_id: str) -> None:
        """Cease to own what there is no way back for; what was cut before stays so."""
        record = self.record
        as_it_was = is_same(entity_id, record.resting, record.cut_state)
        stays_so = is_stateless(entity_id) and record.restore is None
        record.companions_due = False  # It is still cut.
        self.become(CutState.IDLE if as_it_was or stays_so else CutState.LEFT)
        self._look()

    def _send(self, state: CutState, command: Command) -> None:
        """Send a command and note at the same time that it was sent."""
        self.pacing.sent(self.hass.loop.time())
        self.record.state = state
        self._sender.send(command)
        self._host.save(True)
