"""Bring one entity to its cut state while a camera wants it cut, and back after.

What is wanted is compared with what the entity shows whenever either changes, so the
last decision wins, not the last reply. A command leaves in the step of the event loop
in which it is decided; what was sent is written to disk at the same time.
"""

import asyncio
from collections.abc import Callable
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
from .cut_entity import FOUND_LIMIT, TAKEN_BACK_LIMIT, CutEntity
from .flap_detector import FlapDetector
from .record import CutRecord, CutState
from .sender import Sender
from .spec import Claim, CutSpec

_LOGGER = logging.getLogger(__name__)

TELL_LIMIT: Final = 5
"""Seconds in which an entity is waited for that is about to tell how it stands, if that
was never known."""

TURN_LIMIT: Final = 10
"""Seconds for which what is put back waits for what was cut after it."""

LATE_LIMIT: Final = 60
"""Seconds in which a cut that was taken back before it was seen may come late; that it
has come is then still to be told."""


class CutControl(CutEntity):
    """The one owner of an entity that cuts, and of its record."""

    def __init__(
        self,
        hass: HomeAssistant,
        reference: str,
        record: CutRecord,
        save: Callable[[bool], None],
        next_sequence: Callable[[], int],
        *,
        holder: Callable[[str], CutRecord | None],
        crashed: bool,
    ) -> None:
        """Prepare; `save` writes the record to disk, at once if it is told True.

        `holder` gives the record of the cut that holds an entity, if any does. After a
        crash (`crashed`) what is found cut without a note is nobody's.
        """
        super().__init__(
            hass,
            reference,
            record,
            save,
            self._told,
            self._step_and_tell,
            holder=holder,
            crashed=crashed,
        )
        self.claims: list[Claim] = []
        self.wanted: bool | None = None
        self.is_followed = False
        self._sender = Sender(hass, reference, self._look_and_step)
        self._next_sequence = next_sequence
        self._drift = FlapDetector()
        self._cut_at = -math.inf
        self._was_reachable = True
        self._looking = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def error(self) -> str | None:
        """Return what went wrong with the last command, in words."""
        return self._sender.error

    @property
    def is_on_its_way_back(self) -> bool:
        """Tell whether the entity is ours, no longer wanted, and still cut."""
        late = self.record.state is CutState.RECALLING and self.is_cut is False
        return self.wanted is False and self.is_ours and not late

    @property
    def is_finished(self) -> bool:
        """Tell whether nothing of what we did to the entity and its device is left."""
        return self.record.state is CutState.IDLE and not self.record.companions_due

    @property
    def is_moving(self) -> bool:
        """Tell whether it, or what its device changed besides, is yet to be put back."""
        looked_at = self.is_finished or self.record.state is not CutState.IDLE
        return self.is_on_its_way_back or not looked_at

    @property
    def is_hopeless(self) -> bool:
        """Tell whether somebody else undoes the cut again and again."""
        return self._drift.is_hopeless

    # What is wanted

    @callback
    def async_start(self) -> None:
        """Begin to follow the entity."""
        self.is_followed = True
        self.readback.async_start()
        self._look()

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entity and leave it as it is."""
        self.wanted = None
        self.is_followed = False
        self.readback.async_stop()
        self.companions.async_stop()
        self._sender.drop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @callback
    def async_claim(self, claim: Claim, wanted: bool) -> None:
        """Note what a camera wants, and do it."""
        if claim.wanted is not wanted:
            claim.wanted = wanted
            self.async_judge()

    @callback
    def async_judge(self) -> None:
        """Do what all cameras together want: cut if one does, back if none does."""
        wanted = next((each for each in self.claims if each.wanted), None)
        if wanted is not None:
            self._want(True, wanted.spec)
        elif all(each.wanted is False for each in self.claims):
            self._want(False, self.claims[0].spec if self.claims else None)
        else:
            self.wanted = None

    def _want(self, wanted: bool, spec: CutSpec | None) -> None:
        """Note what is wanted; what is ours is put back from what it was cut with."""
        record = self.record
        if self.is_ours and not wanted:
            spec = self._cut_with
        same = spec is None or spec.cut_state == record.cut_state
        if wanted is self.wanted and same:
            return
        if spec is not None:
            if self.is_ours:
                self.former_cuts.add(record.cut_state)
            record.cut_state, record.restore = spec.cut_state, spec.stored_restore
        self.wanted = wanted
        self.told_before = None
        self.decided_at = self.hass.loop.time()
        self.async_start_over()

    @property
    def _cut_with(self) -> CutSpec | None:
        """Return with what it was cut, as that is set up now; None if it is no more."""
        cut_state, restore = self.record.cut_state, self.record.restore
        same = [c.spec for c in self.claims if c.spec.cut_state == cut_state]
        as_it_was = (spec for spec in same if spec.stored_restore == restore)
        return next(as_it_was, same[0] if same else None)

    @callback
    def async_start_over(self) -> None:
        """Forget how it went so far, and what is under way for another decision."""
        self.pacing.start_over()
        self._drift = FlapDetector()
        self._sender.drop()
        if self.wanted:
            self.companions.async_stop()
        self._step()

    @callback
    def async_look_again(self) -> None:
        """Look again at what is waited for, because something else has moved."""
        if self.is_followed:
            self._look()
        self._step()

    @callback
    def async_answer(self, *, ours: bool) -> None:
        """Take note of whose a cut is that was found without a note."""
        if self.record.state is CutState.UNCLAIMED:
            self.become(CutState.ENGAGED if ours else CutState.IDLE)
            self._look()
            self._step_and_tell()

    @callback
    def async_forget(self) -> None:
        """Take for settled what was not put back, or what was changed besides."""
        self.companions.wrong = []
        if self.record.state is CutState.LEFT:
            self.become(CutState.IDLE)
            self._look()
        self._step_and_tell()

    # What happens

    @callback
    def _told(self) -> None:
        """Look at what was told once all commands of this step of the loop are sent."""
        if not self._looking:
            self._looking = True
            self.hass.loop.call_soon(self._look_and_step)

    @callback
    def _look_and_step(self) -> None:
        self._looking = False
        if self.is_followed:
            self._look()
            self._step_and_tell()

    @callback
    def _step_and_tell(self) -> None:
        self._step()
        for claim in tuple(self.claims):
            claim.changed()

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

    # What is done

    def _step(self) -> None:
        """Do what is to be done now, and wait for what is to be waited for."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.wanted is None or self._sender.is_running:
            return
        if self.cannot_be_read and self.pacing.tries and self.error is None:
            self._believe()
        try:
            wait = self._step_cut() if self.wanted else self._step_back()
        except (
            ValueError
        ) as err:  # Nothing else is to suffer from what is set up wrong.
            _LOGGER.debug("%s cannot be commanded: %s", self.reference, err)
            self._sender.error = str(err)
            wait = None
        if wait is not None:
            # It may have been told in this very moment.
            self._timer = self.hass.loop.call_at(wait, self._look_and_step)

    def _believe(self) -> None:
        """Take for done what cannot be read back and was not refused."""
        if self.record.state is CutState.ENGAGING:
            self.become(CutState.ENGAGED)
        elif self.record.state in (CutState.RESTORING, CutState.RECALLING):
            self.become(CutState.IDLE)
            self.companions.async_check(self.facts.lag)

    def _step_cut(self) -> float | None:
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
            record.sequence = self._next_sequence()
            self.companions.async_hold(self.facts.companions)
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

    def _step_back(self) -> float | None:
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
        self._save(True)
