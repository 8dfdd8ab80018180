"""All cuts of one camera, moved together as the mode asks."""

import asyncio
from collections.abc import Callable, Iterable

from homeassistant.core import HomeAssistant, callback

from ..memory import CameraMemory, Memory
from ..policy.mode import Mode
from .cut import Cut, CutSpec, CutStatus


class Cuts:
    """The cuts of one camera, and what is left to put back of former ones."""

    def __init__(
        self,
        hass: HomeAssistant,
        specs: Iterable[CutSpec],
        memory: Memory,
        camera: CameraMemory,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when the status may have changed."""
        self._changed = changed
        self._news = asyncio.Event()
        self.cuts = [Cut(hass, spec, memory, camera, self._moved) for spec in specs]
        current = {cut.spec.reference for cut in self.cuts}
        self._former = [
            Cut(
                hass,
                CutSpec(reference, found.cut_state, Mode.PRIVATE),
                memory,
                camera,
                self._moved,
            )
            for reference, found in camera.found.items()
            if reference not in current
        ]

    @property
    def _all(self) -> tuple[Cut, ...]:
        return (*self.cuts, *self._former)

    @callback
    def async_start(self) -> None:
        """Begin to follow the entities, and put back what is no longer a cut."""
        for cut in self._all:
            cut.async_start()
        for cut in self._former:
            cut.async_want(False)

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entities and leave them as they are."""
        for cut in self._all:
            cut.async_stop()

    @callback
    def _moved(self) -> None:
        self._news.set()
        self._changed()

    @callback
    def async_want(self, mode: Mode) -> None:
        """Engage the cuts that the mode asks for and put the others back."""
        for cut in self.cuts:
            cut.async_want(self._asked_for(cut, mode))

    @staticmethod
    def _asked_for(cut: Cut, mode: Mode) -> bool:
        return mode.at_least(cut.spec.from_mode) and not cut.spec.last_resort

    def would_put_back(self, mode: Mode) -> bool:
        """Tell whether going to the mode means to put something back."""
        return any(
            (cut.ours or cut.wanted) and not self._asked_for(cut, mode)
            for cut in self.cuts
        )

    @property
    def putting_back(self) -> bool:
        """Tell whether something is on its way back."""
        return any(cut.ours and not cut.wanted for cut in self._all)

    async def async_put_back(self, limit: float) -> bool:
        """Wait until all that is not wanted is back; tell whether it is in time."""
        try:
            async with asyncio.timeout(limit):
                while self.putting_back:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    def has_any_for(self, mode: Mode) -> bool:
        """Tell whether any cut is set up for the mode."""
        return any(self._asked_for(cut, mode) for cut in self.cuts)

    def confirmed_for(self, mode: Mode) -> bool:
        """Tell whether every cut that the mode asks for shows its cut state."""
        return all(
            cut.status is CutStatus.CONFIRMED
            for cut in self.cuts
            if self._asked_for(cut, mode)
        )
