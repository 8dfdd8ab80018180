"""One cut of one camera: engage it, keep it engaged, put it back as found."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_state_change_event

from ..const import DOMAIN
from ..memory import CameraMemory, Memory
from ..policy.mode import Mode
from ..references import async_resolve
from .command import Command, command_for, find, is_stateless, state_of, undo_command

CALL_LIMIT: Final = 10
"""Seconds that an action call may take."""

FIRST_PAUSE: Final = 5
LONGEST_PAUSE: Final = 60
"""Seconds in which an entity is expected to show what was asked of it, before it is
asked again; doubled with each try from the first to the longest."""


@dataclass(frozen=True, slots=True)
class CutSpec:
    """One row of the field `cuts`; `reference` is a registry id or an entity id."""

    reference: str
    cut_state: str
    from_mode: Mode
    last_resort: bool = False


class CutStatus(StrEnum):
    """How far a cut is."""

    IDLE = "idle"
    PENDING = "pending"
    CONFIRMED = "confirmed"


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
        memory: Memory,
        camera: CameraMemory,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when the status may have changed."""
        self.hass = hass
        self.spec = spec
        self.wanted = False
        self.tries = 0
        self.error: str | None = None
        self._memory = memory
        self._found = camera.found
        self._changed = changed
        self._asked: bool | None = None
        """What was last asked of the entity and not yet seen: cut, or undo."""
        self._news = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None

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
        return None if state is None else state == self.spec.cut_state

    @property
    def ours(self) -> bool:
        """Tell whether we changed the entity and have not put it back."""
        return self.spec.reference in self._found

    @property
    def at_rest(self) -> bool:
        """Tell whether nothing is left to do."""
        if not self.wanted:
            return not self.ours
        if (entity_id := self.entity_id) is not None and is_stateless(entity_id):
            return self.ours
        return self.is_cut is True and self._asked is not False

    @property
    def status(self) -> CutStatus:
        """Return how far the cut is; one that is put back is idle."""
        if not self.wanted and not self.ours:
            return CutStatus.IDLE
        confirmed = self.wanted and self.at_rest and self.is_cut is True
        return CutStatus.CONFIRMED if confirmed else CutStatus.PENDING

    @callback
    def async_start(self) -> None:
        """Begin to follow the entity."""
        if (entity_id := self.entity_id) is not None:
            self._unsubscribe = async_track_state_change_event(
                self.hass, entity_id, self._state_changed
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
            self.tries = 0
            if self._worker is not None:
                self._worker.cancel()
                self._worker = None
        self._wake()

    @callback
    def _state_changed(self, _: Event[EventStateChangedData]) -> None:
        if self._asked is not None and self._asked is self.is_cut:
            self._asked = None
        self._wake()
        self._changed()

    @callback
    def _wake(self) -> None:
        self._news.set()
        if (self._worker is None or self._worker.done()) and not self.at_rest:
            self._worker = self.hass.async_create_background_task(
                self._work(), f"{DOMAIN} cut {self.spec.reference}", eager_start=False
            )

    async def _work(self) -> None:
        while not self.at_rest:
            if self._is_back:
                await self._forget()
                continue
            reachable = self._is_reachable
            if reachable:
                await self._command()
            if not self.at_rest and not self._is_back:
                pause = min(FIRST_PAUSE << self.tries, LONGEST_PAUSE)
                await self._wait(pause, was_reachable=reachable)
                self.tries += reachable
                self._changed()
        self._changed()

    @property
    def _is_back(self) -> bool:
        """Tell whether the entity was put back, by us or by somebody else."""
        return not self.wanted and self.is_cut is False and self._asked is not True

    @property
    def _is_reachable(self) -> bool:
        """Tell whether an action would get through to the entity.

        Home Assistant drops calls to unavailable entities without a word.
        """
        if (entity_id := self.entity_id) is None:
            return False
        return is_stateless(entity_id) or self.is_cut is not None

    async def _wait(self, limit: float, *, was_reachable: bool) -> None:
        """Wait until there is something to do or nothing left, or time is up."""
        try:
            async with asyncio.timeout(limit):
                while not (self.at_rest or self._is_back):
                    if self._is_reachable and not was_reachable:
                        return
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return

    async def _command(self) -> None:
        """Cut, or put back."""
        if (entity_id := self.entity_id) is None:
            return
        if self.wanted:
            if not self.ours:
                self._found[self.spec.reference] = find(
                    self.hass, entity_id, self.spec.cut_state
                )
                await self._async_save()
            await self._call(command_for(entity_id, self.spec.cut_state), cut=True)
        elif undo := undo_command(entity_id, self._found[self.spec.reference]):
            await self._call(undo, cut=False)
        else:
            await self._forget()

    async def _forget(self) -> None:
        del self._found[self.spec.reference]
        await self._async_save()

    async def _call(self, command: Command, *, cut: bool) -> None:
        self._asked = cut
        self.error = None
        try:
            async with asyncio.timeout(CALL_LIMIT):
                await self.hass.services.async_call(
                    command.domain, command.service, command.data, blocking=True
                )
        except TimeoutError:
            self.error = f"no answer within {CALL_LIMIT} seconds"
        except Exception as err:  # noqa: BLE001  # whatever the integration raises
            self.error = str(err) or type(err).__name__

    async def _async_save(self) -> None:
        """Write what was found to disk; privacy does not wait for a broken disk."""
        try:
            await self._memory.async_save()
        except (TimeoutError, OSError, HomeAssistantError) as err:
            self.error = f"memory not written: {err}"
