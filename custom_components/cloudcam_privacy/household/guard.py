"""One guarded camera: takes decisions, moves gate and cuts, tells the entities."""

from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import CoreState, HomeAssistant, callback

from ..const import (
    CONF_BATTERY,
    CONF_CAMERA,
    CONF_CUTS,
    CONF_HIDE_REASON,
    CONF_TAKE_OVER,
    CONF_TRUST_INTERNAL,
    CONF_UPLOAD_LIMIT,
    CONF_UPLOAD_RATE,
    CONF_WITNESSES,
)
from ..cut.assurance import Assurance
from ..cut.catalogue.facts import camera_facts
from ..cut.cuts import Cuts
from ..cut.meter import UploadMeter
from ..cut.pool import CutPool
from ..cut.proof import Proof
from ..cut.restore import Restorer
from ..cut.sound_check import SoundProof
from ..cut.spec import CutSpec
from ..cut.witness import Witnesses
from ..gate.gate import Gate
from ..ledger.kept_files import KeptFiles
from ..ledger.ledger import Ledger
from ..policy.decision import Decision
from ..policy.mode import Mode
from ..source.source import Source
from ..video.source_end import async_end_with_gate
from .debug_log import async_log, log_decision
from .forecast import Forecast, Forecaster
from .privacy_events import PrivacyEvents
from .rule_set import RuleSet
from .store import HouseholdStore
from .update_queue import UpdateQueue


class Guard(PrivacyEvents):
    """Keep one camera as private as the rules and the household want it.

    The gate follows a stricter decision at once. A less strict one reaches it only
    after the camera was put back, so the gate's mode may lag behind the decision's,
    on the safe side.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        subentry: ConfigSubentry,
        rule_set: RuleSet,
        store: HouseholdStore,
        pool: CutPool,
        turns: UpdateQueue,
    ) -> None:
        """Prepare, with the gate shut; nothing moves before `async_start`."""
        super().__init__(hass)
        data = subentry.data
        self.camera_id = subentry.subentry_id
        self.name = subentry.title
        self.terms, self._rule_set = rule_set.terms, rule_set
        self.rules = self.terms.rules
        self.hide_reason: bool = data[CONF_HIDE_REASON]
        self.stored = store.camera(self.camera_id)
        self.files = KeptFiles(hass, store, self.stored)
        self.source = Source(hass, data[CONF_CAMERA])
        self.gate = Gate(
            rule_set,
            trust_internal=data[CONF_TRUST_INTERNAL],
            sound=self.terms.sound,
        )
        self.ledger = Ledger(hass, self.gate)
        async_log(self.name, self.gate, self.ledger)
        specs = map(CutSpec.from_row, data[CONF_CUTS])
        self.cuts = Cuts(hass, specs, pool, self._cut_moved)
        self._take_over: bool = data[CONF_TAKE_OVER]
        meter = UploadMeter(hass, data[CONF_UPLOAD_RATE], data[CONF_UPLOAD_LIMIT])
        self.facts = camera_facts(
            hass, self.source.entity_id, battery=data.get(CONF_BATTERY, False)
        )
        witnesses = Witnesses(
            hass,
            data.get(CONF_WITNESSES, ()),
            lambda: self.source.entity_id,
            self.ledger.was_viewed,
        )
        self.proof = Proof(
            hass,
            self.cuts,
            self.source,
            self.facts,
            meter,
            witnesses,
            self.stored,
            self._publish_soon,
        )
        self.sound_proof = SoundProof(
            hass, self.cuts, self.source, self.facts, self._publish_soon
        )
        self._turns = turns
        self._restorer = Restorer(
            hass, self.cuts, self.source, self.facts, self.stored, self.async_tell
        )
        self._cleanup = ExitStack()
        self.forecaster = Forecaster(rule_set)
        self.decision = self._decide()

    # The decision

    def _decide(self) -> Decision:
        override, mute = self.stored.override, self.stored.mute
        if override is None and mute is None:
            return self._rule_set.decision
        return self._rule_set.decide(override, mute)

    @callback
    def async_decide(self, now: datetime) -> bool:
        """Decide anew; shut the gate at once if stricter; tell if anything changed.

        The gate's `async_tell` is to follow in the same loop step.
        """
        stored, before, gate = self.stored, self.decision, self.gate
        if stored.override is not None and not stored.override.in_force(now):
            stored.override = None
        if stored.mute is not None and not stored.mute.in_force(now):
            stored.mute = None
        self.decision = decision = self._decide()
        gate.async_follow(
            mode=stored.override is None or not stored.override.lowers,
            sound=stored.mute is None or not stored.mute.lowers,
        )
        if decision.mode.at_least(gate.mode):
            gate.async_shut(decision.mode)
        if decision.muted:
            gate.async_mute()
        if self._restorer.mode is not decision.mode:
            self._restorer.async_stop()
        return decision is not before and decision != before

    @callback
    def async_cut(self) -> None:
        """Send the cuts that the decision asks for, and nothing else yet.

        While Home Assistant starts, nothing is cut on a mere unknown.
        """
        decision, sound = self.decision, self.decision.sound
        log_decision(self.name, decision)
        if self.hass.state is CoreState.running:
            self.cuts.async_engage(decision.mode, muted=sound.muted)
        else:
            mode = decision.mode if decision.certain else Mode.OPEN
            self.cuts.async_engage(mode, muted=sound.muted and sound.certain)

    @callback
    def async_enact(self) -> None:
        """Move the cuts as decided, and open the gate if that is safe.

        While Home Assistant starts, people are where they were last seen to be, so
        nothing is put back or opened yet, and nothing is cut on a mere unknown.
        """
        decision, mode, muted = self.decision, self.decision.mode, self.decision.muted
        if self.hass.state is not CoreState.running:
            self.async_cut()
            return
        must_wait = self.cuts.would_put_back(mode, muted=muted)
        if not must_wait and self.source.stills.has_any:
            self.stored.gave_picture = True
        known = (self.proof.last_frame, self.source.stills.last)
        stale = {frame for frame in known if frame is not None}
        self.cuts.async_want(mode, muted=muted)
        if self.decision != decision:
            return  # Who answered to a command has decided anew, and that is enacted.
        if self.cuts.has_any_for(mode):
            self.proof.async_begin(mode)
        else:
            self.proof.async_end()
        self.sound_proof.async_want(muted)
        self.gate.async_set_muted(muted)
        if self._restorer.mode is mode or self.decision != decision:
            return
        if must_wait and self.gate.mode.stricter_than(mode):
            self._restorer.async_begin(mode, stale, partial(self._open_gate, mode))
            return
        self.gate.async_set_mode(mode)
        if not self.cuts.takes_the_picture(mode):
            self._restorer.async_go_on(mode)

    def _open_gate(self, mode: Mode) -> None:
        self.gate.async_set_mode(mode)
        self.async_publish()

    @callback
    def async_try_again(self) -> None:
        """Begin anew with cuts that failed, or with a camera that did not come back."""
        self.proof.async_end()
        self.cuts.async_again()
        if self.lost:
            self.lost = False
            self._restorer.async_wait_again(self.decision.mode, set())
        self.async_enact()

    @callback
    def _cut_moved(self) -> None:
        self.proof.async_look()
        self.sound_proof.async_look()
        self._publish_soon()

    @callback
    def _publish_soon(self) -> None:
        self._turns.async_do_later(self.async_publish)

    # For the entities

    @property
    def changes(self) -> Forecast:
        """Return when mode and sound really change by the clock alone."""
        return self.forecaster.now(self.decision)

    @property
    @override
    def assurance(self) -> Assurance:
        if self.decision.mode is Mode.OPEN:
            still_shut = self.gate.mode is not Mode.OPEN
            return Assurance.PENDING if still_shut else Assurance.OPEN
        if not self.cuts.has_any_for(self.decision.mode):
            return Assurance.GATE_ONLY
        return self.proof.assurance

    @property
    @override
    def is_stuck(self) -> bool:
        return self._restorer.is_stuck

    @property
    def leaks(self) -> bool | None:
        """Return whether picture or sound still leaves though it is cut, if known."""
        return True if self.sound_proof.leaks else self.assurance.leaks

    # Start and end

    @callback
    def async_start(self) -> None:
        """Begin to follow the cuts' entities, and to end what a hidden source shows."""
        if self._take_over or self.source.place is not None:
            self._cleanup.callback(
                async_end_with_gate(self.hass, self.gate, self.source)
            )
        self.cuts.async_start()

    @callback
    def async_stop(self) -> None:
        """Shut the gate and leave the camera as it is."""
        self.ledger.async_stop()
        self._restorer.async_stop()
        self.proof.async_end()
        self.sound_proof.async_stop()
        self.cuts.async_stop()
        self._cleanup.close()
        self.gate.async_set_mode(Mode.PRIVATE)
