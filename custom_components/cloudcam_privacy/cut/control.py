"""Bring one entity to its cut state while a camera wants it cut, and back after.

What is wanted is compared with what the entity shows whenever either changes, so the
last decision wins, not the last reply. A command leaves in the step of the event loop
in which it is decided; what was sent is written to disk at the same time.
"""

import logging
from typing import override

from homeassistant.core import HomeAssistant, callback

from ..household.timer import Timer
from .cut_entity import CutHost
from .flap_detector import FlapDetector
from .record import CutRecord, CutState
from .spec import Claim, CutSpec
from .steps import CutSteps

_LOGGER = logging.getLogger(__name__)


class CutControl(CutSteps):
    """The one owner of an entity that cuts, and of its record."""

    def __init__(
        self, hass: HomeAssistant, reference: str, record: CutRecord, host: CutHost
    ) -> None:
        """Prepare; nothing is followed before `async_start`."""
        super().__init__(hass, reference, record, host)
        self.is_followed = False
        self._looking = False
        self._timer = Timer(hass)

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
        self._timer.async_cancel()

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
        if self.record.state is CutState.LEFT or self.entity_id is None:
            self.become(CutState.IDLE)
            self._look()
        self._step_and_tell()

    # What happens

    @callback
    @override
    def _told(self) -> None:
        """Look at what was told once all commands of this step of the loop are sent."""
        if not self._looking:
            self._looking = True
            self.hass.loop.call_soon(self._look_and_step)

    @callback
    @override
    def _look_and_step(self) -> None:
        self._looking = False
        if self.is_followed:
            self._look()
            self._step_and_tell()

    @callback
    @override
    def _step_and_tell(self) -> None:
        self._step()
        for claim in tuple(self.claims):
            claim.changed()

    # What is done

    def _step(self) -> None:
        """Do what is to be done now, and wait for what is to be waited for."""
        self._timer.async_cancel()
        if self.wanted is None or self._sender.is_running:
            return
        if self.cannot_be_read and self.pacing.tries and self.error is None:
            self._believe()
        try:
            wait = self.step_cut() if self.wanted else self.step_back()
        except ValueError as err:  # No other camera is to suffer from a wrong row.
            _LOGGER.debug("%s cannot be commanded: %s", self.reference, err)
            self._sender.error = str(err)
            wait = None
        if wait is not None:
            # It may have been told in this very moment.
            self._timer.async_start_at(wait, self._look_and_step)
