"""The household: all guards and rules of the entry, and the way from one to the other.

A rule's verdict changes: the cameras it concerns decide anew. All gates close first,
then all cuts are sent, then the entities are written, so that a hundred cameras'
states do not stand between a person at the door and the last gate.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
import logging
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from ..const import DOMAIN, SUBENTRY_CAMERA, SUBENTRY_RULE
from ..cut.pool import CutPool
from ..ledger.names import ViewerNames
from ..policy.decision import Override
from ..policy.mode import Mode
from ..rules.clock import ClockGauge, async_check_clock
from ..rules.room import RoomWatch
from ..rules.rule import WatchedRule
from ..rules.stored import watched_rules
from ..video.sealed_source import SealServer
from .by_hand import ByHand
from .guard import Guard
from .listeners import Listeners, call_each
from .localize import Texts
from .overrides import Overrides
from .rule_set import RuleSet, Terms
from .store import HouseholdStore
from .update_queue import UpdateQueue

_LOGGER = logging.getLogger(__name__)

type HouseholdConfigEntry = ConfigEntry[Household]


class Household(ByHand):
    """Everything of the one config entry that moves."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: HouseholdConfigEntry,
        store: HouseholdStore,
        texts: Texts,
    ) -> None:
        """Prepare guards and rules; all gates are shut until `async_start`."""
        super().__init__(hass, entry.options, texts)
        self.hass = hass
        self.entry = entry
        self.store = store
        self.names = ViewerNames(hass, self.rights.callers, texts)
        self.seals = SealServer(hass)
        self._turns = UpdateQueue(hass)
        self.pool = CutPool(hass, store)
        self.rules = [
            rule
            for subentry in entry.get_subentries_of_type(SUBENTRY_RULE)
            for rule in watched_rules(hass, entry, subentry, store)
        ]
        cameras = entry.get_subentries_of_type(SUBENTRY_CAMERA)
        terms = {each.subentry_id: Terms.of(self.rules, each) for each in cameras}
        self._rule_sets = {each: RuleSet(each) for each in {*terms.values()}}
        self.guards = {
            camera_id: Guard(
                hass,
                entry.subentries[camera_id],
                self._rule_sets[terms[camera_id]],
                store,
                self.pool,
                self._turns,
            )
            for camera_id in terms
        }
        self.new_cuts: dict[str, list[str]] = {}
        """By camera: what could cut it, and has come since it was set up."""
        self._guards_of = {
            rule: [guard for guard in self.guards.values() if rule in guard.rules]
            for rule in self.rules
        }
        self._rule_sets_of = {
            rule: [
                each for each in self._rule_sets.values() if rule in each.terms.rules
            ]
            for rule in self.rules
        }
        self._all_started = False
        """Whether the rules can be judged together: not one by one as they start."""
        self._clock_of_rules = ClockGauge()
        self._clock_of_overrides = ClockGauge()
        self._ends: dict[str, CALLBACK_TYPE] = {}
        self.when_changed = Listeners[[]]()
        """The household's entities may have changed."""
        self._cleanup: list[CALLBACK_TYPE] = []

    async def async_start(self) -> None:
        """Watch the rules and take the first decisions."""
        if self.store.lost:
            for guard in self.guards.values():
                guard.stored.lost = True
                guard.stored.override = Override(
                    Mode.PRIVATE, reason=self.texts.say("memory_lost")
                )
        self.pool.async_start()
        await self.rights.callers.async_start()
        self._cleanup.append(self._calls.async_start())
        for rule in self.rules:
            await rule.async_start(self._rule_changed)
        self._all_started = True
        for rule_set in self._rule_sets.values():
            rule_set.async_decide()
        call_each(guard.async_start for guard in self.guards.values())
        for guard in self.guards.values():
            self._arm(guard)
        self.async_decide(self.guards.values())
        call_each(guard.async_enact for guard in self.guards.values())
        self._cleanup.append(async_at_started(self.hass, self._started))
        self._cleanup.append(async_check_clock(self.hass, self._check_clock))

    async def _started(self, _: HomeAssistant) -> None:
        """Act on what is known, and on what is not known even now."""
        for rule in self.rules:
            rule.async_look()
        call_each(guard.async_enact for guard in self.guards.values())
        for guard in self.guards.values():
            guard.async_begin_to_tell()
        self._publish(self.guards.values())
        self.entry.async_create_background_task(
            self.hass,
            _async_first_look(tuple(self.guards.values())),
            f"{DOMAIN} first look",
            eager_start=False,
        )

    async def async_stop(self) -> None:
        """Shut all gates, leave the cameras as they are and remember everything."""
        for unsubscribe in (*self._cleanup, *self._ends.values()):
            unsubscribe()
        for rule in self.rules:
            rule.async_stop()
        call_each(guard.async_stop for guard in self.guards.values())
        self.pool.async_stop()
        await self.seals.async_stop()
        await self.store.async_close()

    @callback
    def async_close_ledgers(self) -> None:
        """Tell of every use that goes on, while there is somebody to tell."""
        for guard in self.guards.values():
            guard.ledger.async_stop()

    # Decisions

    @callback
    def _rule_changed(self, rule: WatchedRule) -> None:
        if self._all_started:
            for rule_set in self._rule_sets_of[rule]:
                rule_set.async_decide()
            guards = self._guards_of[rule]
            changed = self.async_decide(guards)
            # What is told of a rule, such as when it ends, may have changed alone.
            self._publish(guard for guard in guards if guard not in changed)
            self.store.save_soon()

    @callback
    def async_decide(self, guards: Iterable[Guard]) -> list[Guard]:
        """Take the cameras' decisions anew, act on those that changed, return them."""
        self._adjust_overrides()
        chosen = tuple(guards)
        changed = []
        for guard in _deciding(chosen):
            changed.append(guard)
            call_each([guard.async_cut])
        for guard in chosen:
            guard.gate.async_tell()
        call_each(guard.async_enact for guard in changed)
        self._publish(changed)
        return changed

    @callback
    def _check_clock(self) -> None:
        """Look at all that hangs on the clock if it was set."""
        if set_by := self._clock_of_rules.was_set():
            for rule in self.rules:
                rule.async_look()
            for guard in self.guards.values():
                if set_by < timedelta():
                    guard.proof.async_set_back(-set_by)
            self.async_decide(self.guards.values())

    @callback
    def _adjust_overrides(self) -> None:
        """Adjust when overrides end if the clock was set."""
        if not (set_by := self._clock_of_overrides.was_set()):
            return
        for guard in self.guards.values():
            stored = guard.stored
            if stored.override is not None:
                stored.override = stored.override.when_clock_was_set(set_by)
            if stored.mute is not None:
                stored.mute = stored.mute.when_clock_was_set(set_by)
            self._arm(guard)
        self.store.save_soon()

    @callback
    def _publish(self, guards: Iterable[Guard]) -> None:
        """Tell the cameras' entities, then those of the household."""
        for guard in guards:
            self._turns.async_do(guard.async_publish)
        self._turns.async_do(self.when_changed.async_call)

    # Repairs

    @callback
    def async_forgive_loss(self) -> None:
        """Go on after the memory was lost: end the overrides that stand in for it."""
        lost = [guard for guard in self.guards.values() if guard.stored.lost]
        self._override(dict.fromkeys(lost, Overrides(None, None)))

    @callback
    def async_forget_room_sensors(self, rule_id: str) -> None:
        """Take it that the rule's rooms that lost their sensors are to have none."""
        for rule in self.rules:
            watch = rule.watch
            if rule.rule.rule_id == rule_id and isinstance(watch, RoomWatch):
                if watch.has_lost_sensors:
                    watch.async_forget_sensors()
                rule.async_look()

    @callback
    def async_try_again(self, guard: Guard) -> None:
        """Begin anew with a camera whose cuts failed, or that did not come back."""
        guard.async_try_again()
        self._publish([guard])

    @callback
    @override
    def _override(
        self, overrides: Mapping[Guard, Overrides], by: str | None = None
    ) -> None:
        for guard, by_hand in overrides.items():
            guard.stored.override, guard.stored.mute = by_hand
            guard.stored.lost = False
            guard.by = by
            self._arm(guard)
        changed = self.async_decide(overrides)
        for guard in overrides:
            if guard not in changed:
                guard.by = None
        self.store.async_save_in_background()

    @callback
    def _arm(self, guard: Guard) -> None:
        """Wait for the next end of what is set by hand of the camera."""
        if (cancel := self._ends.pop(guard.camera_id, None)) is not None:
            cancel()
        by_hand = (guard.stored.override, guard.stored.mute)
        ends = [each.until for each in by_hand if each is not None and each.until]
        if not ends:
            return

        @callback
        def ended(_: datetime) -> None:
            del self._ends[guard.camera_id]
            self.async_decide([guard])
            self._arm(guard)
            self.store.save_soon()

        self._ends[guard.camera_id] = async_track_point_in_utc_time(
            self.hass, ended, min(ends)
        )


def _deciding(guards: Sequence[Guard]) -> Iterator[Guard]:
    """Have cameras decide anew, and yield those whose decision changes, one by one.

    Whoever looks through one of them is told before the first.
    """
    now = dt_util.utcnow()
    watched = [each for each in guards if each.ledger.open_visits]
    changed = [guard for guard in watched if guard.async_decide(now)]
    for guard in changed:
        guard.gate.async_tell()
    yield from changed
    yield from (guard for guard in guards if guard.async_decide(now))


async def _async_first_look(guards: Iterable[Guard]) -> None:
    """Ask the cameras that are not known for one still, one camera after the other.

    Only one that was seen to give pictures can fail to after privacy. None that sleeps
    on a battery is woken for it, and none is asked twice.
    """
    for guard in guards:
        known = guard.stored.gave_picture or not guard.facts.may_be_asked
        if known or guard.decision.mode is not Mode.OPEN:
            continue
        try:
            await guard.source.async_image()
        except HomeAssistantError as err:
            _LOGGER.debug("A camera gave no picture at first: %r", err)
        else:
            guard.stored.gave_picture = True
