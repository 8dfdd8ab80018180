"""All cuts of one camera, moved together as the mode asks."""

from collections.abc import Callable, Iterable

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..household.models import CameraStore
from ..household.store import HouseholdStore
from ..policy.mode import Mode
from ..policy.verdict import Verdict
from .catalogue import takes_the_picture
from .command import async_read_anew
from .cut import Cut
from .spec import CutSpec, CutStatus
from .waiter import Waiter


class Cuts:
    """The cuts of one camera, and what is left to put back of former ones."""

    def __init__(
        self,
        hass: HomeAssistant,
        specs: Iterable[CutSpec],
        store: HouseholdStore,
        camera: CameraStore,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when the status may have changed."""
        self._hass = hass
        self._changed = changed
        self._news = Waiter()
        self._camera = camera
        self.cuts = [
            Cut(hass, spec, store, camera, self._moved, self._must_wait)
            for spec in specs
        ]
        self._added = {c for c in self.cuts if c.spec.last_resort and c.ours}
        current = {cut.spec.reference for cut in self.cuts}
        self._former = [
            Cut(
                hass,
                CutSpec(reference, found.cut_state, Mode.PRIVATE),
                store,
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
        self._news.tell()
        for cut in self.cuts:
            cut.async_look()
        self._changed()

    @callback
    def async_want(self, mode: Mode) -> None:
        """Engage the cuts that the mode asks for and put the others back.

        They are put back in the reverse order of that in which they were engaged.
        """
        if not self.has_any_for(mode):
            self._added.clear()
        self.async_engage(mode)
        for cut in sorted(self.cuts, key=self._engaged, reverse=True):
            if not self._asked_for(cut, mode):
                cut.async_want(False)

    def _engaged(self, cut: Cut) -> int:
        """Return a number that is higher the later the cut was engaged."""
        references = tuple(self._camera.found)
        reference = cut.spec.reference
        return references.index(reference) if reference in references else -1

    def _must_wait(self, cut: Cut) -> bool:
        """Tell whether a last resort that was engaged later is still on its way back.

        Without power or network a camera takes no command. Cuts that were engaged
        together are put back together.
        """
        return any(
            other.spec.last_resort
            and self._is_on_its_way_back(other)
            and self._engaged(other) > self._engaged(cut)
            for other in self.cuts
        )

    @staticmethod
    def _is_on_its_way_back(cut: Cut) -> bool:
        return cut.ours and cut.wanted is False and not cut.is_back

    @callback
    def async_engage(self, mode: Mode) -> None:
        """Engage the cuts that the mode asks for and leave the others as they are."""
        for cut in self.cuts:
            if self._asked_for(cut, mode):
                self._engage(cut)

    @callback
    def _engage(self, cut: Cut) -> None:
        """Want a cut; one that needs no command may show what is no longer so.

        An entity that is polled does not know yet that somebody has switched the
        camera on elsewhere. So it is to ask at once.
        """
        entity_id = cut.entity_id
        if entity_id and cut.is_cut and not cut.wanted and not cut.ours:
            self._hass.async_create_background_task(
                async_read_anew(self._hass, entity_id), f"{DOMAIN} read {entity_id}"
            )
        cut.async_want(True)

    @callback
    def async_again(self, *, lost: bool = False) -> None:
        """Send once more all cuts that are wanted, whatever the entities show.

        Not those that somebody else undoes again and again, unless `lost` says so.
        """
        for cut in self.cuts:
            cut.async_again(lost=lost)

    @callback
    def async_add(self, cut: Cut) -> None:
        """Add a cut that was kept back as a last resort."""
        self._added.add(cut)
        self._engage(cut)

    async def async_undo_again(self) -> None:
        """Put back once more what was put back and seems not to have worked."""
        for cut in self._all:
            await cut.async_undo_again()

    @property
    def last_resorts(self) -> list[Cut]:
        """Return the cuts that are kept back until the others have failed."""
        return [cut for cut in self.cuts if cut.spec.last_resort]

    def _asked_for(self, cut: Cut, mode: Mode) -> bool:
        kept_back = cut.spec.last_resort and cut not in self._added
        return mode.at_least(cut.spec.from_mode) and not kept_back

    def would_put_back(self, mode: Mode) -> bool:
        """Tell whether going to the mode means to put something back."""
        return any(
            (cut.ours or cut.wanted) and not self._asked_for(cut, mode)
            for cut in self.cuts
        )

    @property
    def putting_back(self) -> bool:
        """Tell whether something is on its way back."""
        return any(map(self._is_on_its_way_back, self._all))

    async def async_put_back(self, limit: float | None) -> bool:
        """Wait until all that is not wanted is back; tell whether it is in time."""
        return await self._news.wait_until(lambda: not self.putting_back, limit)

    def has_any_for(self, mode: Mode) -> bool:
        """Tell whether any cut but last resorts is set up for the mode."""
        return any(
            mode.at_least(cut.spec.from_mode)
            for cut in self.cuts
            if not cut.spec.last_resort
        )

    def read_back(self, mode: Mode) -> Verdict:
        """Return whether every cut that the mode asks for shows its cut state.

        False if one of them was undone by somebody else so often that it is lost. A
        last resort that is confirmed speaks for all that are unavailable: they may
        have lost their power with the camera.
        """
        asked_for = [cut for cut in self.cuts if self._asked_for(cut, mode)]
        if any(
            cut.spec.last_resort and cut.status is CutStatus.CONFIRMED
            for cut in asked_for
        ):
            asked_for = [cut for cut in asked_for if cut.is_reachable]
        statuses = {cut.status for cut in asked_for}
        if CutStatus.LOST in statuses:
            return Verdict.FALSE
        return Verdict.of(statuses <= {CutStatus.CONFIRMED} or None)

    def takes_the_picture(self, mode: Mode) -> bool:
        """Tell whether one of the mode's cuts is known to put the picture out."""
        return any(
            takes_the_picture(self._hass, entity_id, cut.spec.cut_state)
            for cut in self.cuts
            if self._asked_for(cut, mode) and (entity_id := cut.entity_id)
        )
