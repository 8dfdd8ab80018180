"""All entities that cut, each with one owner, whatever number of cameras it cuts."""

from collections.abc import Callable, Mapping
from functools import partial

from homeassistant.core import HomeAssistant, callback

from ..household.references import async_reference, async_resolve
from ..household.store import HouseholdStore
from .control import CutControl
from .cut_entity import CutHost
from .record import CutRecord, CutState
from .spec import Claim, CutSpec, key_of, reference_of
from .waiter import Waiter


class CutPool:
    """The controls of the household, and what is left to put back of former cuts."""

    def __init__(self, hass: HomeAssistant, store: HouseholdStore) -> None:
        """Prepare a control for whatever is remembered."""
        self._hass = hass
        self._store = store
        self._waiter = Waiter()
        self._controls: dict[str, CutControl] = {}
        self._host = CutHost(
            store.async_save_when, self._next_sequence, self._holder, store.crashed
        )
        self._sequence = max((cut.sequence for cut in store.cuts.values()), default=0)
        for stored, record in tuple(store.cuts.items()):
            key = self._key(reference_of(stored), record.cut_state)
            store.cuts[key] = store.cuts.pop(stored)
            self._control(key, record)

    @property
    def controls(self) -> Mapping[str, CutControl]:
        """Return the controls by the keys of their cuts."""
        return self._controls

    def claim(
        self,
        spec: CutSpec,
        changed: Callable[[], None],
        must_wait: Callable[[], bool],
    ) -> tuple[CutControl, Claim]:
        """Return the control of a camera's cut, and the camera's part in it."""
        key = self._key(spec.reference, spec.cut_state)
        if (control := self._controls.get(key)) is None:
            entity_id = async_resolve(self._hass, spec.reference)
            record = self._taken_over(entity_id, key) or CutRecord(
                spec.cut_state, entity_id=entity_id
            )
            self._store.cuts[key] = record
            control = self._control(key, record)
        claim = Claim(spec, changed, must_wait)
        control.claims.append(claim)
        return control, claim

    def _taken_over(self, entity_id: str | None, key: str) -> CutRecord | None:
        """Return the record of an entity that has lost its registry id since.

        So it is with a registry that was damaged, or put back from a backup.
        """
        for former, control in tuple(self._controls.items()):
            record = control.record
            same = key_of(reference_of(key), record.cut_state) == key
            if control.entity_id is None and record.entity_id == entity_id and same:
                del self._controls[former]
                return self._store.cuts.pop(former)
        return None

    def _key(self, reference: str, cut_state: str) -> str:
        """Return the one key of a cut, whichever way its entity is named.

        What has been registered since is known by its registry id, and so once it is
        renamed, too.
        """
        entity_id = async_resolve(self._hass, reference)
        if entity_id is not None:
            reference = async_reference(self._hass, entity_id)
        return key_of(reference, cut_state)

    def _control(self, key: str, record: CutRecord) -> CutControl:
        control = self._controls[key] = CutControl(
            self._hass, reference_of(key), record, self._host
        )
        return control

    def _holder(self, entity_id: str) -> CutRecord | None:
        """Return the record of the cut that holds an entity in its cut state."""
        for control in self._controls.values():
            if control.is_ours and control.entity_id == entity_id:
                return control.record
        return None

    def _next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    @callback
    def async_start(self) -> None:
        """Follow all entities, and put back what is no longer a cut of anything."""
        for key, control in tuple(self._controls.items()):
            control.async_start()
            if not control.claims:
                former = Claim(
                    CutSpec.of_record(reference_of(key), control.record),
                    partial(self._former_changed, key),
                )
                control.claims.append(former)
                control.async_claim(former, wanted=False)
                self._former_changed(key)

    @callback
    def _former_changed(self, key: str) -> None:
        control = self._controls[key]
        if control.is_finished and key in self._store.cuts:
            control.async_stop()
            del self._store.cuts[key]
            self._store.save_soon()
        self._waiter.tell()

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entities and leave them as they are."""
        for control in self._controls.values():
            control.async_stop()

    async def async_restored(self, limit: float) -> list[str]:
        """Wait up to `limit` seconds until all is as it was found.

        Returns what is not, by entity ids.
        """
        controls = self._controls.values()
        await self._waiter.wait_until(
            lambda: not any(control.is_moving for control in controls), limit
        )
        return [
            control.entity_id or control.record.entity_id or control.reference
            for control in controls
            if control.is_moving or control.record.state is not CutState.IDLE
        ]
