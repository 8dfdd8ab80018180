"""One cut of one camera: engage it, keep it engaged, put it back as found."""

import asyncio
from collections.abc import Callable
from datetime import datetime
import math
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ..const import DOMAIN
from ..household.models import CameraStore, Found
from ..household.references import async_resolve
from ..household.store import HouseholdStore
from .command import (
    Command,
    async_send,
    command_for,
    find,
    is_reachable,
    is_same,
    is_stateless,
    state_of,
    undo_command,
)
from .flap_detector import FlapDetector
from .sharing import claim, hand_over, is_wanted_elsewhere
from .spec import CutSpec, CutStatus
from .state_reports import async_track_reports
from .undo_delay import undo_floor
from .waiter import Waiter

FIRST_PAUSE: Final = 5
LONGEST_PAUSE: Final = 60
TURN_LIMIT: Final = 10
"""Seconds in which an entity is expected to show what was asked of it, before it is
asked again; doubled with each try from the first to the longest. What is put back
waits no longer than `TURN_LIMIT` for what was cut after it."""


class Cut:
    """Bring one entity to its cut state while wanted, and back when not.

    One worker at a time compares what is wanted with what the entity shows, so that
    a command is never sent twice at once and the last decision wins, not the last
    reply. How the entity was found is on disk before the command leaves.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        spec: CutSpec,
        store: HouseholdStore,
        camera: CameraStore,
        changed: Callable[[], None],
        must_wait: Callable[[Cut], bool] = lambda _: False,
    ) -> None:
        """Prepare; `changed` is called when the status may have changed.

        `must_wait` tells whether another cut is to be put back first.
        """
        self.hass = hass
        self.spec = spec
        self.wanted: bool | None = None
        """Whether to cut; None before the first decision, when nothing may move."""
        self.tries = 0
        self.error: str | None = None
        self._store = store
        self._camera = camera
        self._changed = changed
        self._must_wait = must_wait
        self._drift = FlapDetector()
        self._undo: Command | None = None
        self._cut_at = -math.inf
        self._news = Waiter()
        self._worker: asyncio.Task[None] | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None
        if (found := self._found) is not None:
            found.cut_state = spec.cut_state  # It may have been set up anew.

    @property
    def entity_id(self) -> str | None:
        """Return the entity, or None if it no longer exists."""
        return async_resolve(self.hass, self.spec.reference)

    @property
    def is_cut(self) -> bool | None:
        """Return whether the entity shows the cut state, None if that is not known."""
        if (entity_id := self.entity_id) is None or is_stateless(entity_id):
            return None
        state = state_of(self.hass, entity_id, self.spec.cut_state)
        return None if state is None else is_same(entity_id, state, self.spec.cut_state)

    @property
    def seen(self) -> datetime | None:
        """Return when the entity last told how it is, None if that is not known."""
        known = None if self.is_cut is None else self.entity_id
        state = self.hass.states.get(known) if known else None
        return None if state is None else state.last_reported

    @property
    def _found(self) -> Found | None:
        return self._camera.found.get(self.spec.reference)

    @property
    def _asked(self) -> bool | None:
        return None if (found := self._found) is None else found.asked

    @property
    def _is_stateless(self) -> bool:
        return (entity_id := self.entity_id) is not None and is_stateless(entity_id)

    @property
    def is_reachable(self) -> bool:
        """Tell whether an action would get through to the entity."""
        entity_id = self.entity_id
        return entity_id is not None and is_reachable(self.hass, entity_id)

    @property
    def ours(self) -> bool:
        """Tell whether we changed the entity and have not put it back."""
        return self._found is not None

    @property
    def is_back(self) -> bool:
        """Tell whether the entity was put back, by us or by somebody else."""
        return self.wanted is False and self.is_cut is False and self._asked is not True

    @property
    def at_rest(self) -> bool:
        """Tell whether nothing is left to do."""
        if not self.wanted:
            return self.wanted is None or not self.ours
        if self._drift.is_hopeless:
            return True
        if self._is_stateless:
            return self.ours and self._asked is None
        return self.is_cut is True and self._asked is not False

    @property
    def status(self) -> CutStatus:
        """Return how far the cut is; one that is put back is idle."""
        if not self.wanted and not self.ours:
            return CutStatus.IDLE
        if self.wanted and self._drift.is_hopeless:
            return CutStatus.LOST
        confirmed = self.wanted and self.at_rest and self.is_cut is True
        return CutStatus.CONFIRMED if confirmed else CutStatus.PENDING

    @callback
    def async_start(self) -> None:
        """Begin to follow the entity."""
        if (entity_id := self.entity_id) is not None:
            # A camera that goes on or off only reports its state, which stays "idle".
            self._unsubscribe = async_track_reports(
                self.hass, entity_id, self._state_written
            )

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entity and leave it as it is."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._worker is not None:
            self._worker.cancel()

    @callback
    def async_want(self, wanted: bool) -> None:
        """Engage the cut, or put the entity back."""
        if wanted is not self.wanted:
            self.wanted = wanted
            claim(self._camera, self.spec.reference, wanted)
            self._drift = FlapDetector()
            self._start_over()
        self._wake()

    @callback
    def async_again(self, *, lost: bool = False) -> None:
        """Send the cut once more, whatever the entity shows; `lost` includes lost ones."""
        if lost:
            self._drift = FlapDetector()
        if self.wanted and not self._drift.is_hopeless:
            self._note(False)
            self._start_over()
            self._wake()

    @callback
    def async_look(self) -> None:
        """Look again at what is waited for, because something else has moved."""
        self._news.tell()

    @callback
    def _start_over(self) -> None:
        """Forget how it went so far, and whatever is under way or waited for."""
        self.tries = 0
        self._undo = None
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    async def async_undo_again(self) -> None:
        """Put back once more what was put back and seems not to have worked."""
        wanted = is_wanted_elsewhere(self._store, self._camera, self.spec.reference)
        if self._undo is not None and not self.ours and not wanted:
            await self._call(self._undo, cut=False)

    @callback
    def _state_written(self) -> None:
        if self.wanted:
            self._drift.note(self.is_cut, self.hass.loop.time())
        if self._asked is not None and self._asked is self.is_cut:
            self._note(None)
        self._wake()
        self._changed()

    @callback
    def _wake(self) -> None:
        self._news.tell()
        if (self._worker is None or self._worker.done()) and not self.at_rest:
            self._worker = self.hass.async_create_background_task(
                self._work(), f"{DOMAIN} cut {self.spec.reference}", eager_start=False
            )

    async def _work(self) -> None:
        while not self.at_rest:
            if self.is_back:
                await self._let_go()
            elif not self.is_reachable:
                await self._news.wait_until(lambda: self.is_reachable, None)
            elif self.is_cut is None and not self._is_stateless and not self.tries:
                # It may be about to tell how it is, and so how to put it back.
                await self._news.wait_until(
                    lambda: self.is_cut is not None, FIRST_PAUSE
                )
                self.tries += 1
            else:
                await self._ask()
                pause = min(FIRST_PAUSE << self.tries, LONGEST_PAUSE)
                if not await self._news.wait_until(self._has_moved_on, pause):
                    self.tries += 1
            self._changed()  # Before the last look: it may make somebody else move.

    def _has_moved_on(self) -> bool:
        undone = self.wanted and self._asked is None
        return self.at_rest or self.is_back or undone or not self.is_reachable

    async def _ask(self) -> None:
        """Cut, or put back."""
        if (entity_id := self.entity_id) is None:
            return
        if (found := self._found) is None:
            found = find(self.hass, entity_id, self.spec.cut_state)
            self._camera.found[self.spec.reference] = found
            await self._store.async_save()
        if self.wanted:
            self._cut_at = self.hass.loop.time()
            command = command_for(entity_id, self.spec.cut_state)
            await self._call(command, cut=True)
        elif undo := undo_command(entity_id, found):
            floor = undo_floor(self.hass, entity_id)
            await asyncio.sleep(self._cut_at + floor - self.hass.loop.time())
            await self._news.wait_until(lambda: not self._must_wait(self), TURN_LIMIT)
            if hand_over(self._store, self._camera, self.spec.reference):
                await self._store.async_save()
            else:
                self._undo = undo
                await self._call(undo, cut=False)
        else:
            await self._let_go()

    async def _let_go(self) -> None:
        """Forget the entity, unless a cut that was taken back comes late."""
        late = (found := self._found) is not None and found.late
        if late and await self._news.wait_until(
            lambda: not self.is_back, LONGEST_PAUSE
        ):
            return
        del self._camera.found[self.spec.reference]
        await self._store.async_save()

    async def _call(self, command: Command, *, cut: bool) -> None:
        """Call the action; one that fails or is interrupted may have its effect yet."""
        if (found := self._found) is not None:
            found.late = not cut and found.asked is True and self.is_cut is not True
        self._note(cut)
        self.error = await async_send(self.hass, command)
        if self.error is None and self._is_stateless:
            self._note(None)

    def _note(self, asked: bool | None) -> None:
        """Remember what was asked of the entity and is not seen yet."""
        if (found := self._found) is not None:
            found.asked = asked
            self._store.save_soon()
