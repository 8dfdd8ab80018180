"""Bring a camera back: put its cuts back, wait for a picture, and tell if none comes."""

import asyncio
from collections.abc import Callable, Coroutine
import logging
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..household.models import CameraStore
from ..household.privacy_events import PrivacyEvent
from ..policy.mode import Mode
from ..source.source import Source
from .catalogue.facts import CameraFacts
from .cuts import Cuts

_LOGGER = logging.getLogger(__name__)

PUT_BACK_LIMIT: Final = 30
"""Seconds in which the cuts are expected back."""

NOT_BACK_LIMIT: Final = 300
"""Seconds, besides those in which they tell, after which people are told that the cuts
are not back."""

BACK_LIMIT: Final = 60
"""Seconds in which a camera that was put back is expected to give a picture."""

PAUSE: Final = 1
"""Seconds after which a first picture is asked for again, if nothing tells before."""

LONGEST_PAUSE: Final = 10
"""Seconds between two questions while the gate waits for the answer."""

LOST_PAUSE: Final = 10
LONGEST_LOST_PAUSE: Final = 3600
"""Seconds after which a camera that did not come back is asked once more."""


class Restorer:
    """The way back of one camera; the gate opens at its end."""

    def __init__(
        self,
        hass: HomeAssistant,
        cuts: Cuts,
        source: Source,
        facts: CameraFacts,
        stored: CameraStore,
        tell: Callable[[PrivacyEvent], None],
    ) -> None:
        """Prepare; `tell` is called with what has happened."""
        self._hass = hass
        self._cuts = cuts
        self._source = source
        self._facts = facts
        self._stored = stored
        self._tell = tell
        self._task: asyncio.Task[None] | None = None
        self._is_lost = False
        """Whether the camera did not come back, and has not since."""
        self.mode: Mode | None = None
        """The mode on the way to which the camera is brought back, None if it is not."""
        self.is_stuck = False
        """Whether cuts could not be put back in all the time that they may need."""

    @callback
    def async_begin(
        self, mode: Mode, stale: set[bytes], open_gate: Callable[[], None]
    ) -> None:
        """Bring the camera back on the way to a mode, and open the gate.

        `stale` are the digests of frames that are known, and so not fresh.
        """
        self.async_stop()
        self._begin(mode, self._bring_back(stale, open_gate))

    @callback
    def async_wait_again(self, mode: Mode, stale: set[bytes]) -> None:
        """Look anew for a camera that did not come back, and whose gate is open."""
        self.async_stop()
        self._begin(mode, self._look_again(stale))

    @callback
    def async_go_on(self, mode: Mode) -> None:
        """Go on waiting for a camera that did not come back, in another mode."""
        if self._is_lost and self._may_be_asked:
            self._begin(mode, self._wait_on())

    def _begin(self, mode: Mode, way_back: Coroutine[Any, Any, None]) -> None:
        """Go on in a task that is known before it runs, and so can be stopped.

        What it tells may change the decision in the same step of the event loop.
        """
        self.mode = mode
        self._task = self._hass.async_create_background_task(
            way_back, f"{DOMAIN} bring back", eager_start=False
        )

    @callback
    def async_stop(self) -> None:
        """Cease to wait; the gate stays as it is."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.mode = None
        self.is_stuck = False

    async def _bring_back(
        self, stale: set[bytes], open_gate: Callable[[], None]
    ) -> None:
        opened = False

        def open_once() -> None:
            nonlocal opened
            if not opened and not _is_stopped():
                opened = True
                open_gate()

        try:
            await self._follow_back(stale, open_once)
        except Exception:
            # Nothing is private any more, so nothing is to keep the gate shut.
            _LOGGER.exception("A camera could not be followed on its way back")
            open_once()
            self._tell_if_current(PrivacyEvent.DID_NOT_COME_BACK)
        self._end()

    async def _follow_back(
        self, stale: set[bytes], open_gate: Callable[[], None]
    ) -> None:
        """Wait for cuts and picture, and open the gate; then go on waiting.

        Only a camera that was seen to give pictures is waited for, and only such
        pictures as can be new; none that had been switched off before.
        """
        cuts = self._cuts
        if not await cuts.async_wait_until(
            lambda: not cuts.putting_back, PUT_BACK_LIMIT
        ):
            _LOGGER.debug("Cuts are late on their way back")
            open_gate()
        elif cuts.is_held or not self._can_come_back:
            open_gate()
        await self._wait_for_cuts()
        if not cuts.is_left:
            self._tell_if_current(PrivacyEvent.RESTORED)
        if not self._can_come_back:
            open_gate()
            if self._is_lost and self._may_be_asked:
                await self._wait_for_lost(stale)
            return
        came = await self._came_in_time(stale)
        open_gate()
        if came:
            self._came_back()
        else:
            self._stored.gave_picture = False
            self._lose()
            await self._wait_for_lost(stale)

    async def _wait_for_cuts(self) -> None:
        """Wait until all cuts are back; tell of those that are not in time.

        What another camera needs cut is no failure.
        """
        cuts = self._cuts
        while cuts.putting_back or cuts.is_held:
            if cuts.is_held:
                await cuts.async_wait_until(lambda: not cuts.is_held, None)
                continue
            limit = None if self.is_stuck else NOT_BACK_LIMIT + cuts.longest_way_back
            if not await cuts.async_wait_until(lambda: not cuts.putting_back, limit):
                self.is_stuck = True
                self._tell_if_current(PrivacyEvent.DID_NOT_COME_BACK)
        self.is_stuck = False

    @property
    def _can_come_back(self) -> bool:
        return self._stored.gave_picture and self._may_be_asked

    @property
    def _may_be_asked(self) -> bool:
        return self._facts.may_be_asked and not self._cuts.was_off

    async def _look_again(self, stale: set[bytes]) -> None:
        """Wait as long as before, and tell again if nothing comes."""
        if await self._came_in_time(stale):
            self._came_back()
        else:
            self._lose()
            await self._wait_for_lost(stale)
        self.mode = None

    async def _wait_on(self) -> None:
        await self._wait_for_lost(set())
        self._end()

    async def _came_in_time(self, stale: set[bytes]) -> bool:
        return await self._source.async_wait_until_back(
            BACK_LIMIT, PAUSE, LONGEST_PAUSE, stale
        )

    async def _wait_for_lost(self, stale: set[bytes]) -> None:
        await self._source.async_wait_until_back(
            None, LOST_PAUSE, LONGEST_LOST_PAUSE, stale
        )
        self._came_back()

    def _lose(self) -> None:
        self._is_lost = True
        self._tell_if_current(PrivacyEvent.DID_NOT_COME_BACK)

    def _came_back(self) -> None:
        self._is_lost = False
        self._stored.gave_picture = True
        self._tell_if_current(PrivacyEvent.CAME_BACK)

    def _tell_if_current(self, event: PrivacyEvent) -> None:
        if not _is_stopped():
            self._tell(event)

    def _end(self) -> None:
        if not _is_stopped():
            self.mode = None


def _is_stopped() -> bool:
    """Tell whether this way back was stopped, and goes on only to its next wait."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
