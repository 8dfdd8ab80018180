"""What is wrong with cuts, as repair issues: one for each cause."""

from collections.abc import Iterable, Iterator
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..cut.assurance import Assurance
from ..cut.control import CutControl
from ..cut.cut import Cut
from ..cut.record import CutState
from .guard import Guard
from .household import Household
from .references import async_exists, async_name
from .repair_issue import RepairIssue

LEFT_CUT: Final = "left_cut"


def cut_issues(hass: HomeAssistant, household: Household) -> Iterator[RepairIssue]:
    """Yield what is wrong with the cuts of all cameras."""
    if household.store.is_failing:
        yield RepairIssue("store_not_written")
    for guard in household.guards.values():
        yield from _of_camera(hass, guard)
    for reference, control in household.pool.controls.items():
        names = [
            guard.name
            for guard in household.guards.values()
            if any(cut.control is control for cut in guard.cuts.cuts)
        ]
        yield from _of_entity(hass, reference, control, ", ".join(names))


def _of_camera(hass: HomeAssistant, guard: Guard) -> Iterator[RepairIssue]:
    """Yield what the cuts of one camera do not do that they should."""
    camera = {"camera": guard.name}
    missing = [cut for cut in guard.cuts.cuts if _is_missing(hass, cut)]
    for cut in missing:
        gone = {**camera, "entity": async_name(hass, cut.name)}
        yield RepairIssue("cut_missing", guard.camera_id, cut.spec.reference, gone)
    if guard.is_stuck:
        late = [cut for cut in guard.cuts.cuts if cut.is_on_its_way_back]
        texts = {**camera, "tried": _in_words(hass, late)}
        yield RepairIssue("cut_not_undone", guard.camera_id, placeholders=texts)
    wanted = [cut for cut in guard.cuts.cuts if cut.wanted]
    if guard.proof.exhausted:
        contradicted = guard.assurance is Assurance.CONTRADICTED
        if contradicted or any(
            cut for cut in wanted if not cut.is_settled and cut not in missing
        ):
            key = "contradicted" if contradicted else "cut_failed"
            texts = {**camera, "tried": _in_words(hass, wanted)}
            yield RepairIssue(key, guard.camera_id, placeholders=texts)


def _in_words(hass: HomeAssistant, cuts: Iterable[Cut]) -> str:
    """Return what was tried, and what went wrong."""
    return ", ".join(
        async_name(hass, cut.name) + (f" ({cut.error})" if cut.error else "")
        for cut in cuts
    )


def _is_missing(hass: HomeAssistant, cut: Cut) -> bool:
    entity_id = cut.entity_id
    return entity_id is None or not async_exists(hass, entity_id)


def _of_entity(
    hass: HomeAssistant, reference: str, control: CutControl, cameras: str
) -> Iterator[RepairIssue]:
    """Yield what somebody has to say of an entity, or to put right."""
    entity = control.entity_id or control.record.entity_id or reference
    texts = {"entity": async_name(hass, entity), "cameras": cameras or "-"}
    if control.record.state is CutState.UNCLAIMED:
        yield RepairIssue("cut_unclaimed", about=reference, placeholders=texts)
    elif _is_left(control, is_set_up=bool(cameras)):
        yield RepairIssue("cut_not_restored", about=reference, placeholders=texts)
    if wrong := control.companions.wrong:
        changed = {**texts, "settings": ", ".join(wrong)}
        yield RepairIssue("settings_changed", about=reference, placeholders=changed)


def _is_left(control: CutControl, *, is_set_up: bool) -> bool:
    """Tell whether an entity is not put back, or never can be: it is gone for good."""
    if control.record.state is CutState.LEFT:
        return not control.wanted
    return control.is_ours and control.entity_id is None and not is_set_up


@callback
def async_tell_left(hass: HomeAssistant, entity_ids: Iterable[str]) -> None:
    """Tell what could not be put back although nobody will be there to try again."""
    names = ", ".join(sorted(async_name(hass, each) for each in entity_ids))
    ir.async_create_issue(
        hass,
        DOMAIN,
        LEFT_CUT,
        is_fixable=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key=LEFT_CUT,
        translation_placeholders={"entities": names},
    )
