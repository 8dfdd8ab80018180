"""One cut as one camera sees it."""

from collections.abc import Callable
from datetime import datetime

from homeassistant.core import callback

from .catalogue.facts import CutFacts
from .pool import CutPool
from .record import CutState
from .spec import CutSpec, CutStatus


class Cut:
    """What a camera wants of an entity, and how far it is."""

    def __init__(
        self,
        pool: CutPool,
        spec: CutSpec,
        changed: Callable[[], None],
        must_wait: Callable[[Cut], bool],
    ) -> None:
        """Prepare; `changed` is called when the status may have changed.

        `must_wait` tells whether another cut is to be put back first.
        """
        self.spec = spec
        self.control, self._claim = pool.claim(spec, changed, lambda: must_wait(self))

    @property
    def wanted(self) -> bool | None:
        """Return whether the camera wants it cut; None before the first decision."""
        return self._claim.wanted

    @property
    def entity_id(self) -> str | None:
        """Return the entity, or None if it no longer exists."""
        return self.control.entity_id

    @property
    def name(self) -> str:
        """Return what to call the entity, also once it is gone."""
        return self.entity_id or self.control.record.entity_id or self.spec.reference

    @property
    def facts(self) -> CutFacts:
        """Return what is known of how the entity behaves."""
        return self.control.facts

    @property
    def error(self) -> str | None:
        """Return what went wrong with the last command, in words."""
        return self.control.error

    @property
    def seen(self) -> datetime | None:
        """Return when the entity last told how it is, None if that is not known."""
        state = self.control.readback.state
        known = state is not None and self.control.is_cut is not None
        return state.last_reported if state is not None and known else None

    @property
    def is_reachable(self) -> bool:
        """Tell whether an action would get through to the entity."""
        return self.control.readback.is_reachable

    @property
    def is_away(self) -> bool:
        """Tell whether it was seen to work, and cannot be asked any more."""
        readback = self.control.readback
        engaged = self.control.record.state is CutState.ENGAGED
        return engaged and (readback.is_lost or not readback.is_reachable)

    @property
    def is_ours(self) -> bool:
        """Tell whether it is on us to put the entity back."""
        return self.control.is_ours

    @property
    def is_held(self) -> bool:
        """Tell whether another camera keeps cut what this one no longer wants cut."""
        return not self.wanted and self.is_ours and self.control.wanted is True

    @property
    def is_on_its_way_back(self) -> bool:
        """Tell whether the entity is ours, wanted by nobody, and still cut."""
        return self.wanted is False and self.control.is_on_its_way_back

    @property
    def sequence(self) -> int:
        """Return a number that is higher the later the entity was cut."""
        return self.control.record.sequence if self.is_ours else -1

    @property
    def status(self) -> CutStatus:
        """Return how far the cut is; one that is put back is idle."""
        control = self.control
        if not self.wanted:
            if self.is_held:
                return CutStatus.HELD
            return CutStatus.PENDING if self.is_ours else CutStatus.IDLE
        if control.is_hopeless:
            return CutStatus.LOST
        if not control.readback.means(control.record.cut_state, self.spec.cut_state):
            return CutStatus.PENDING
        if control.is_confirmed:
            return CutStatus.SENT if self._may_be_heard else CutStatus.CONFIRMED
        return CutStatus.SENT if control.is_sent else CutStatus.PENDING

    def speaks_for(self, other: Cut) -> bool:
        """Tell whether another cut may be unavailable because this one is engaged.

        A last resort may have taken the power from all, and a privacy mode in which the
        device answers nothing else silences what is from the same integration.
        """
        same = self.control.integration == other.control.integration
        return self.spec.last_resort or (self.facts.silences and same)

    @property
    def is_settled(self) -> bool:
        """Tell whether all was done that can be."""
        return self.status in (CutStatus.CONFIRMED, CutStatus.SENT)

    @property
    def _may_be_heard(self) -> bool:
        """Tell whether a microphone at its lowest level still hears."""
        return self.spec.stops_sound and self.control.readback.is_above_silence

    @property
    def is_left(self) -> bool:
        """Tell whether it was cut by us and is not put back."""
        return self.control.record.state is CutState.LEFT

    @callback
    def async_want(self, wanted: bool) -> None:
        """Engage the cut, or put the entity back once no camera wants it cut."""
        self.control.async_claim(self._claim, wanted)

    @callback
    def async_again(self) -> None:
        """Begin anew with a cut that did not obey, or is not put back."""
        if self.wanted or self.is_on_its_way_back:
            self.control.async_start_over()
