"""Bring one entity to its cut state while a camera wants it cut, and back after.

What is wanted is compared with what the entity shows whenever either changes, so the
last decision wins, not the last reply. A command leaves in the step of the event loop
in which it is decided; what was sent is written to disk at the same time.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
import logging
import math
from typing import Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import MOTION_OFF
from ..household.references import async_resolve
from .command import (
    Command,
    command_for,
    is_alarm_panel,
    is_blocked,
    is_reachable,
    is_same,
    is_stateless,
    position_of,
    undo_command,
)
from .companions import Companions
from .facts import CutFacts, facts_of
from .flap_detector import FlapDetector
from .readback import Readback
from .record import OURS, CutRecord, CutState
from .sender import Sender
from .spec import CutSpec

_LOGGER = logging.getLogger(__name__)

FIRST_PAUSE: Final = 5
LONGEST_PAUSE: Final = 300
LONGEST_CLOUD_PAUSE: Final = 3600
"""Seconds between two commands that do not help; doubled with each try from the first
to the longest."""

TELL_LIMIT: Final = 5
"""Seconds in which an entity is waited for that is about to tell how it stands, if that
was never known."""

TURN_LIMIT: Final = 10
"""Seconds for which what is put back waits for what was cut after it."""

LATE_LIMIT: Final = 60
"""Seconds in which a cut that was taken back before it was seen may come late."""

FOUND_LIMIT: Final = 30
"""Seconds after which what was found cut, and was never seen otherwise, counts as
said and not known."""


@dataclass(eq=False, slots=True)
class Claim:
    """What one camera wants of an entity."""

    spec: CutSpec
    changed: Callable[[], None]
    must_wait: Callable[[], bool] = field(default=lambda: False)
    wanted: bool | None = None
    """None before the first decision, when nothing may move."""


class CutControl:
    """The one owner of an entity that cuts, and of its record."""

    def __init__(
        self,
        hass: HomeAssistant,
        reference: str,
        record: CutRecord,
        save: Callable[[bool], None],
        next_sequence: Callable[[], int],
        *,
        crashed: bool,
    ) -> None:
        """Prepare; `save` writes the record to disk, at once if it is told True.

        After a crash (`crashed`) what is found cut without a note is nobody's.
        """
        self.hass = hass
        self.reference = reference
        self.record = record
        self.claims: list[Claim] = []
        self.wanted: bool | None = None
        self.tries = 0
        self.companions = Companions(hass, record, self._step_and_tell)
        self._readback = Readback(hass, reference, lambda: self.facts, self._told)
        self._sender = Sender(hass, reference, self._step_and_tell)
        self._save = save
        self._next_sequence = next_sequence
        self._drift = FlapDetector()
        self._ask_whose = crashed and record.state is CutState.IDLE
        self._facts: CutFacts | None = None
        self._facts_of: tuple[str | None, str] | None = None
        self._decided_at = -math.inf
        self._sent_at = -math.inf
        self._cut_at = -math.inf
        self._read_at = -math.inf
        self._reads = 0
        self._was_reachable = True
        self._looking = False
        self.is_followed = False
        self._timer: asyncio.TimerHandle | None = None

    # What is known

    @property
    def entity_id(self) -> str | None:
        """Return the entity, or None if it no longer exists."""
        return self._readback.entity_id

    @property
    def facts(self) -> CutFacts:
        """Return what is known of how the entity behaves."""
        entity_id = self.entity_id
        key = (entity_id, self.record.cut_state)
        if entity_id is None:
            return CutFacts()
        if self._facts is None or self._facts_of != key:
            self._facts = facts_of(self.hass, entity_id, self.record.cut_state)
            self._facts_of = key
        return self._facts

    @property
    def integration(self) -> str | None:
        """Return the integration that the entity comes from."""
        entity_id = self.entity_id
        entry = er.async_get(self.hass).async_get(entity_id) if entity_id else None
        return None if entry is None else entry.platform

    @property
    def readback(self) -> Readback:
        """Return what the entity shows."""
        return self._readback

    @property
    def error(self) -> str | None:
        """Return what went wrong with the last command, in words."""
        return self._sender.error

    @property
    def is_cut(self) -> bool | None:
        """Return whether the entity shows the cut state, None if that is not known."""
        return self._readback.shows(self.record.cut_state)

    @property
    def cannot_be_read(self) -> bool:
        """Tell whether nothing tells what the device does."""
        entity_id, record = self.entity_id, self.record
        if entity_id is None:
            return False
        if is_stateless(entity_id) or not self.facts.reads_back:
            return True
        never_told = record.resting is None and self.is_cut is None
        return never_told and record.restore is not None

    @property
    def is_ours(self) -> bool:
        """Tell whether it is on us to put the entity back."""
        return self.record.state in OURS

    @property
    def is_on_its_way_back(self) -> bool:
        """Tell whether the entity is ours, no longer wanted, and still cut."""
        late = self.record.state is CutState.RECALLING and self.is_cut is False
        return self.wanted is False and self.is_ours and not late

    @property
    def is_hopeless(self) -> bool:
        """Tell whether somebody else undoes the cut again and again."""
        return self._drift.is_hopeless

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the entity shows the cut, and can only mean the present one.

        What was found cut counts only if it was once seen not to be.
        """
        if self.cannot_be_read or not self.is_cut:
            return False
        state, told = self.record.state, self._can_tell
        if state is CutState.ENGAGED:
            return told
        found = state in (CutState.IDLE, CutState.UNCLAIMED, CutState.LEFT)
        return found and self.record.seen_uncut and self._is_fresh

    @property
    def is_sent(self) -> bool:
        """Tell whether all was done that can be, and nothing tells how it stands."""
        if self.cannot_be_read:
            return self.record.state is CutState.ENGAGED
        if self.record.seen_uncut or not self.is_cut:
            return False
        if self.record.state is CutState.ENGAGED:
            return not self._can_tell
        waited = self.hass.loop.time() - self._decided_at
        return self.record.state is CutState.IDLE and waited >= FOUND_LIMIT

    @property
    def _can_tell(self) -> bool:
        """Tell whether the entity can say that it is not cut.

        A camera without motion detection says that it is off, too.
        """
        return self.record.seen_uncut or self.record.cut_state != MOTION_OFF

    @property
    def _is_fresh(self) -> bool:
        return self._readback.is_fresh(max(self._decided_at, self._sent_at))

    @property
    def lag(self) -> float:
        """Return the seconds in which the entity tells of a command."""
        return max(self.facts.lag, self._readback.interval or 0)

    # What is wanted

    @callback
    def async_start(self) -> None:
        """Begin to follow the entity."""
        self.is_followed = True
        self._readback.async_start()
        self._look()

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entity and leave it as it is."""
        self.wanted = None
        self.is_followed = False
        self._readback.async_stop()
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
        record = self.record
        same = spec is None or spec.cut_state == record.cut_state
        if wanted is self.wanted and same:
            return
        if spec is not None:
            record.cut_state = spec.cut_state
            record.restore = None if spec.restore is None else spec.restore.as_dict()
        self.wanted = wanted
        self._decided_at = self.hass.loop.time()
        self.async_start_over()

    @callback
    def async_start_over(self) -> None:
        """Forget how it went so far, and what is under way for another decision."""
        self.tries = self._reads = 0
        self._drift = FlapDetector()
        self._sender.drop()
        self.companions.async_stop()
        self._step()

    @callback
    def async_look_again(self) -> None:
        """Look again at what is waited for, because something else has moved."""
        self._step()

    @callback
    def async_answer(self, *, ours: bool) -> None:
        """Take note of whose a cut is that was found without a note."""
        if self.record.state is CutState.UNCLAIMED:
            self._become(CutState.ENGAGED if ours else CutState.IDLE)
            self._look()
            self._step_and_tell()

    @callback
    def async_forget(self) -> None:
        """Take for settled what was not put back, or what was changed besides."""
        self.companions.wrong = []
        if self.record.state is CutState.LEFT:
            self._become(CutState.IDLE)
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
        reachable = self._readback.is_reachable
        if reachable and not self._was_reachable:
            self._facts = None  # Its integration may have been loaded just now.
            self.tries = 0  # It may have missed what was sent.
        self._was_reachable = reachable
        if shown is None:
            return
        now = self.hass.loop.time()
        if self.wanted and self._drift.note(shown, now, self._cut_at + self.lag):
            _LOGGER.debug("%s was undone by somebody else", self.reference)
            record.changed_since = True
            self.tries = 0
        if record.state is CutState.ENGAGED and not shown:
            self._become(CutState.ENGAGING if self.wanted else CutState.IDLE)
        elif record.state is CutState.ENGAGING and shown and self._is_fresh:
            self._become(CutState.ENGAGED)
        elif record.state is CutState.RESTORING and not shown:
            self._become(CutState.IDLE)
            self.companions.async_check(self.facts.lag)
        elif record.state is CutState.RECALLING and shown:
            self._become(CutState.RESTORING)
            self.tries = 0
        elif record.state in (CutState.UNCLAIMED, CutState.LEFT) and not shown:
            self._become(CutState.IDLE)
        if record.state is CutState.IDLE:
            self._note_resting(shown)

    def _note_resting(self, is_cut: bool) -> None:
        """Keep up to date how the entity stands while it is not ours."""
        record = self.record
        ask, self._ask_whose = self._ask_whose, False
        if is_cut and ask and record.resting not in (None, record.cut_state):
            _LOGGER.debug("%s was found cut after a crash", self.reference)
            self._become(CutState.UNCLAIMED)
            return
        state = self._readback.state
        found = self._readback.shown(record.cut_state)
        position = position_of(state)
        new = (found, position, record.seen_uncut or not is_cut, self.entity_id)
        if new != (
            record.resting,
            record.position,
            record.seen_uncut,
            record.entity_id,
        ):
            record.resting, record.position, record.seen_uncut, record.entity_id = new
            self._save(False)
        if not is_cut and self.companions.note(self.facts.companions):
            self._save(False)

    def _become(self, state: CutState) -> None:
        _LOGGER.debug("%s: %s becomes %s", self.reference, self.record.state, state)
        self.record.state = state
        self._save(True)

    # What is done

    def _step(self) -> None:
        """Do what is to be done now, and wait for what is to be waited for."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.wanted is None or self._sender.is_running:
            return
        if self.cannot_be_read and self.tries and self.error is None:
            self._believe()
        wait = self._step_cut() if self.wanted else self._step_back()
        if wait is not None:
            self._timer = self.hass.loop.call_at(wait, self._step_and_tell)

    def _believe(self) -> None:
        """Take for done what cannot be read back and was not refused."""
        if self.record.state is CutState.ENGAGING:
            self._become(CutState.ENGAGED)
        elif self.record.state in (CutState.RESTORING, CutState.RECALLING):
            self._become(CutState.IDLE)

    def _step_cut(self) -> float | None:
        """Cut, if it is time; return when to look again if nothing is told before."""
        record, now = self.record, self.hass.loop.time()
        entity_id, state = self.entity_id, self._readback.state
        if self.is_hopeless or entity_id is None or not self._readback.is_reachable:
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
            and now < (told := self._decided_at + TELL_LIMIT)
        ):
            return told
        if state is not None and is_blocked(state):
            return None
        if (due := self._due(now)) is not None:
            return due
        if not self.is_ours:
            record.changed_since = False
            record.sequence = self._next_sequence()
            self.companions.note(self.facts.companions)
        self._cut_at = now
        self._send(CutState.ENGAGING, command_for(entity_id, record.cut_state))
        return None

    @property
    def _must_try(self) -> bool:
        """Tell whether what shows the cut may be unable to show anything else."""
        return self.record.state is CutState.IDLE and not self._can_tell

    def _wait_for_proof(self, now: float) -> float | None:
        """Have what shows the cut tell that this is no state of before."""
        if not self._is_fresh or (
            not self._reads and self.record.state is CutState.IDLE
        ):
            return self._read(now) or self._decided_at + FOUND_LIMIT
        if not self.record.seen_uncut and now < self._decided_at + FOUND_LIMIT:
            return self._decided_at + FOUND_LIMIT
        return None

    def _step_back(self) -> float | None:
        """Put back, if it is time; return when to look again if nothing is told."""
        record, now, entity_id = self.record, self.hass.loop.time(), self.entity_id
        if not self.is_ours or entity_id is None:
            return None
        if record.state is CutState.RECALLING and self.is_cut is False:
            since = max(self._sent_at, self._decided_at)
            if now < (late := since + LATE_LIMIT):
                return late
            self._become(CutState.IDLE)
            self._look()
            return None
        caller = (
            async_resolve(self.hass, record.restore["entity_id"])
            if record.restore
            else entity_id
        )
        command = undo_command(entity_id, record, caller)
        mind = record.changed_since and is_alarm_panel(entity_id)
        if command is None or mind:
            self._leave(entity_id)
            return None
        if not is_reachable(self.hass, command.data[ATTR_ENTITY_ID]):
            return None if caller == entity_id else now + LATE_LIMIT
        if now < (wait := self._cut_at + self.facts.undo_delay):
            return wait
        turn = self._decided_at + TURN_LIMIT
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
        told = as_it_was or is_stateless(entity_id)
        self._become(CutState.IDLE if told else CutState.LEFT)
        self._look()

    def _due(self, now: float) -> float | None:
        """Return when to look again before a command is sent once more; None is now.

        What is only not told yet is read again before it is sent again.
        """
        if not self.tries:
            return None
        pause = self._pause(self.tries)
        if self.error is None:
            pause = max(2 * pause, self.lag)
        if now < (due := self._sent_at + pause):
            return due
        settled = self._readback.is_fresh(self._sent_at + self.facts.lag)
        if self.error is not None or settled:
            return None
        return self._read(now)

    def _pause(self, times: int) -> float:
        longest = LONGEST_CLOUD_PAUSE if self.facts.cloud else LONGEST_PAUSE
        return min(FIRST_PAUSE << min(times - 1, 20), longest)

    def _read(self, now: float) -> float | None:
        """Have the entity read anew, ever less often; return when to look again.

        None if there is nothing to read anew.
        """
        if self._reads and now < (due := self._read_at + self._pause(self._reads)):
            return due
        if not self._readback.async_read_anew():
            self._reads += 1
            return None
        self._reads += 1
        self._read_at = now
        return now + self._pause(self._reads)

    def _send(self, state: CutState, command: Command) -> None:
        """Send a command and note at the same time that it was sent."""
        self.tries += 1
        self._reads = 0
        self._sent_at = self.hass.loop.time()
        self.record.state = state
        self._sender.send(command)
        self._save(True)
