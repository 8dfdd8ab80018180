"""All cuts of one camera, moved together as mode and mute ask."""

import asyncio
from collections.abc import Callable, Iterable
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..policy.mode import Mode
from ..policy.verdict import Verdict
from .catalogue.facts import takes_the_picture
from .cut import Cut
from .pool import CutPool
from .spec import CutSpec, CutStatus
from .waiter import Waiter

_LOGGER = logging.getLogger(__name__)

SOUND_FIRST: Final = 2
"""Seconds for which a cut that silences the device waits for the microphone's."""


class Cuts:
    """The cuts of one camera."""

    def __init__(
        self,
        hass: HomeAssistant,
        specs: Iterable[CutSpec],
        pool: CutPool,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when the status may have changed."""
        self._hass = hass
        self._changed = changed
        self._waiter = Waiter()
        in_order = sorted(specs, key=lambda spec: not spec.stops_sound)
        self.cuts = [Cut(pool, spec, self._moved, self._must_wait) for spec in in_order]
        """Those of the microphone first."""
        self._added: set[Cut] = set()
        self._waiting: dict[Cut, asyncio.Task[None]] = {}
        self._turn = 0
        """Counts what was wanted: what answers to a command may want something else."""

    @property
    def uploads(self) -> list[Cut]:
        """Return the cuts that stop uploads."""
        return [cut for cut in self.cuts if not cut.spec.stops_sound]

    @property
    def sounds(self) -> list[Cut]:
        """Return the cuts that stop the sound."""
        return [cut for cut in self.cuts if cut.spec.stops_sound]

    @property
    def last_resorts(self) -> list[Cut]:
        """Return the cuts that are kept back until the others have failed."""
        return [cut for cut in self.uploads if cut.spec.last_resort]

    @callback
    def async_start(self) -> None:
        """Remember which last resorts had been added."""
        self._added = {cut for cut in self.last_resorts if cut.is_ours}

    @callback
    def async_stop(self) -> None:
        """Cease to wait; the entities are left as they are."""
        for task in self._waiting.values():
            task.cancel()
        self._waiting.clear()

    @callback
    def _moved(self) -> None:
        self._waiter.tell()
        for cut in self.cuts:
            if cut.is_on_its_way_back:
                cut.control.async_look_again()
        self._changed()

    # What is wanted

    @callback
    def async_want(self, mode: Mode, *, muted: bool) -> None:
        """Engage the cuts that are asked for and put the others back.

        Those of the microphone are sent first. All are put back in the reverse order
        of that in which they were engaged.
        """
        if not self.has_any_for(mode):
            self._added.clear()
        turn = self._turn + 1
        self.async_engage(mode, muted=muted)
        for cut in sorted(self.cuts, key=lambda cut: cut.sequence, reverse=True):
            if turn != self._turn:
                return
            if not self._asked_for(cut, mode, muted):
                if (waiting := self._waiting.pop(cut, None)) is not None:
                    waiting.cancel()
                cut.async_want(False)

    @callback
    def async_engage(self, mode: Mode, *, muted: bool) -> None:
        """Engage the cuts that are asked for and leave the others as they are."""
        self._turn = turn = self._turn + 1
        for cut in self.cuts:
            if turn != self._turn:
                return
            if self._asked_for(cut, mode, muted):
                self._engage(cut)

    @callback
    def _engage(self, cut: Cut) -> None:
        if cut.wanted or cut in self._waiting:
            return
        if cut.facts.silences and self._sound_is_pending():
            self._waiting[cut] = self._hass.async_create_background_task(
                self._engage_after_sound(cut), f"{DOMAIN} cut after sound"
            )
        else:
            cut.async_want(True)

    async def _engage_after_sound(self, cut: Cut) -> None:
        """Engage what leaves the device without an answer, once the sound is cut."""
        await self._waiter.wait_until(lambda: not self._sound_is_pending(), SOUND_FIRST)
        del self._waiting[cut]
        cut.async_want(True)

    def _sound_is_pending(self) -> bool:
        return any(
            cut.wanted and cut.is_reachable and cut.status is CutStatus.PENDING
            for cut in self.sounds
        )

    @callback
    def async_again(self) -> None:
        """Begin anew with all cuts that did not obey, on either way."""
        for cut in self.cuts:
            if cut.status is not CutStatus.CONFIRMED:
                cut.async_again()

    @callback
    def async_read_anew(self) -> None:
        """Have all cuts that are wanted ask their devices how they are."""
        for cut in self.cuts:
            if cut.wanted:
                cut.control.readback.async_read_anew()

    @callback
    def async_add(self, cut: Cut) -> None:
        """Add a cut that was kept back as a last resort."""
        _LOGGER.debug("Add the last resort %s", cut.name)
        self._added.add(cut)
        self._engage(cut)

    def _asked_for(self, cut: Cut, mode: Mode, muted: bool) -> bool:
        kept_back = cut.spec.last_resort and cut not in self._added
        return cut.spec.asked_for(mode, muted) and not kept_back

    def _against_uploads(self, mode: Mode) -> list[Cut]:
        return [cut for cut in self.uploads if self._asked_for(cut, mode, True)]

    # The way back

    def _must_wait(self, cut: Cut) -> bool:
        """Tell whether a cut that was engaged later is to be back first.

        Without power or network a camera takes no command, and a microphone comes
        back after the picture. All others are put back together.
        """
        return any(
            other.is_on_its_way_back and other.sequence > cut.sequence
            for other in self.uploads
            if other.spec.last_resort or other.facts.silences or cut.spec.stops_sound
        )

    def would_put_back(self, mode: Mode, *, muted: bool) -> bool:
        """Tell whether going there means to put an upload's cut back."""
        return any(
            (cut.is_ours or cut.wanted) and not self._asked_for(cut, mode, muted)
            for cut in self.uploads
        )

    @property
    def is_held(self) -> bool:
        """Tell whether another camera keeps this one cut."""
        return any(cut.is_held for cut in self.uploads)

    @property
    def is_left(self) -> bool:
        """Tell whether something was not put back, and nothing tells how to."""
        return any(cut.is_left and not cut.wanted for cut in self.cuts)

    @property
    def was_off(self) -> bool:
        """Tell whether the picture was off before, and so stays off afterwards."""
        return any(
            not cut.wanted
            and not cut.is_ours
            and cut.control.is_cut is True
            and self._puts_out(cut)
            for cut in self.uploads
        )

    @property
    def putting_back(self) -> bool:
        """Tell whether something is on its way back."""
        return any(cut.is_on_its_way_back for cut in self.cuts)

    @property
    def longest_way_back(self) -> float:
        """Return the seconds in which the slowest on its way back tells for certain."""
        back = [cut for cut in self.cuts if cut.is_on_its_way_back]
        return max((cut.control.pacing.longest for cut in back), default=0)

    async def async_wait_until(
        self, holds: Callable[[], bool], limit: float | None
    ) -> bool:
        """Wait for something to hold of the cuts; tell whether it is in time."""
        return await self._waiter.wait_until(holds, limit)

    # How far they are

    def has_any_for(self, mode: Mode) -> bool:
        """Tell whether any cut of uploads but last resorts is set up for the mode.

        A recorder's switch is none: its camera may go on uploading by itself.
        """
        return any(
            mode.at_least(cut.spec.from_mode)
            for cut in self.uploads
            if not cut.spec.last_resort and not cut.facts.recorder
        )

    @property
    def longest_lag(self) -> float:
        """Return the seconds in which the slowest of the cuts tells of a command."""
        lags = (cut.control.pacing.lag for cut in self.uploads if cut.wanted)
        return max(lags, default=0)

    def is_independent_of(self, integration: str | None) -> bool:
        """Tell whether another integration than that has confirmed to take the picture.

        That a router blocks the camera is no reason why it should give no picture.
        """
        return any(
            cut.wanted
            and cut.status is CutStatus.CONFIRMED
            and cut.control.integration != integration
            and self._puts_out(cut)
            for cut in self.uploads
        )

    def statuses(self, mode: Mode) -> set[CutStatus]:
        """Return how far the cuts are that the mode asks for against uploads.

        A confirmed one speaks for those that cannot answer because of it.
        """
        statuses = {cut: cut.status for cut in self._against_uploads(mode)}
        confirmed = [cut for cut, it in statuses.items() if it is CutStatus.CONFIRMED]
        return {
            status
            for cut, status in statuses.items()
            if cut.is_reachable or not any(one.speaks_for(cut) for one in confirmed)
        }

    def are_away(self, mode: Mode) -> bool:
        """Tell whether all that is not settled has worked and cannot be asked now."""
        unsettled = [cut for cut in self._against_uploads(mode) if not cut.is_settled]
        return bool(unsettled) and all(cut.is_away for cut in unsettled)

    def read_back(self, mode: Mode) -> Verdict:
        """Return whether every cut that the mode asks for shows its cut state.

        False if one of them was undone by somebody else so often that it is lost.
        """
        statuses = self.statuses(mode)
        if CutStatus.LOST in statuses:
            return Verdict.FALSE
        return Verdict.of(statuses <= {CutStatus.CONFIRMED} or None)

    def is_sent(self, mode: Mode) -> bool:
        """Tell whether all is confirmed but what nothing can be known of."""
        return self.statuses(mode) <= {CutStatus.CONFIRMED, CutStatus.SENT}

    def takes_the_picture(self, mode: Mode) -> bool:
        """Tell whether one of the mode's cuts is known to put the picture out."""
        return any(self._puts_out(cut) for cut in self._against_uploads(mode))

    def _puts_out(self, cut: Cut) -> bool:
        entity_id = cut.entity_id
        return entity_id is not None and takes_the_picture(
            self._hass, entity_id, cut.spec.cut_state
        )
