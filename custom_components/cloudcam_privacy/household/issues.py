"""What is wrong, as repair issues that clear themselves when it is fixed."""

from collections.abc import Iterator
from typing import Final

from homeassistant.const import ATTR_RESTORED
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er, issue_registry as ir

from ..audit.watch import is_of_audit
from ..const import CONF_OFFER_TAKE_OVER, DOMAIN
from ..cut.catalogue.facts import advice
from ..ha_internals.reliance import missing
from ..policy.mode import Mode
from ..source.place import async_guarded_id
from .better_cuts import BetterCuts
from .cut_issues import LEFT_CUT, cut_issues
from .guard import Guard
from .household import Household
from .references import async_exists
from .repair_issue import RepairIssue
from .rule_issues import room_issues, rule_issues
from .timer import Timer

SOON: Final = 1
"""Seconds for which changes are collected before the problems are gone through."""

INTERNALS: Final = "internals_changed"

NO_VIEW: Final = "no_guarded_camera"

ONLY_TOLD: Final = (INTERNALS, LEFT_CUT, NO_VIEW)
"""What nobody can fix here."""

_WARNINGS: Final = (
    CONF_OFFER_TAKE_OVER,
    INTERNALS,
    "better_cut",
    "cut_unclaimed",
    "gate_only",
    "room_without_sensors",
    "rule_silenced",
)


@callback
def async_watch_problems(hass: HomeAssistant, household: Household) -> None:
    """Keep the repair issues as the household is, until it is unloaded."""
    timer = Timer(hass)

    @callback
    def report() -> None:
        async_report(hass, household)

    @callback
    def moved() -> None:
        if not timer.is_running:
            timer.async_start(SOON, report)

    on_unload = household.entry.async_on_unload
    on_unload(timer.async_cancel)
    for guard in household.guards.values():
        on_unload(guard.when_changed.async_add(moved))
    on_unload(household.store.when_failing.async_add(moved))
    BetterCuts(hass, household, moved).async_start()
    report()


@callback
def async_report(hass: HomeAssistant, household: Household) -> None:
    """Raise an issue for each problem, and clear those that are fixed."""
    problems = {problem.issue_id: problem for problem in _problems(hass, household)}
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        if domain == DOMAIN and issue_id not in problems and not is_of_audit(issue_id):
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    for issue_id, problem in problems.items():
        warning = problem.key in _WARNINGS
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            data={
                "key": problem.key,
                "subentry_id": problem.subentry_id,
                "about": problem.about,
            },
            is_fixable=problem.key not in ONLY_TOLD,
            severity=ir.IssueSeverity.WARNING if warning else ir.IssueSeverity.ERROR,
            translation_key=problem.key,
            translation_placeholders=problem.placeholders,
        )


def _problems(hass: HomeAssistant, household: Household) -> Iterator[RepairIssue]:
    if any(guard.stored.lost for guard in household.guards.values()):
        yield RepairIssue("store_damaged")
    if gone := missing(hass):
        less = [household.texts.text("internals", each) for each in sorted(gone)]
        told = "\n".join(f"- {what}" for what in less)
        yield RepairIssue(INTERNALS, placeholders={"less": told})
    if household.entry.data.get(CONF_OFFER_TAKE_OVER):
        names = ", ".join(guard.name for guard in household.guards.values())
        yield RepairIssue(CONF_OFFER_TAKE_OVER, placeholders={"cameras": names})
    for guard in household.guards.values():
        yield from _of_set_up(hass, household, guard)
        if found := household.new_cuts.get(guard.camera_id):
            texts = {"camera": guard.name, "found": ", ".join(found)}
            yield RepairIssue("better_cut", guard.camera_id, placeholders=texts)
    yield from cut_issues(hass, household)
    for rule in household.rules:
        yield from rule_issues(household, rule)
    yield from room_issues(household)


def _of_set_up(
    hass: HomeAssistant, household: Household, guard: Guard
) -> Iterator[RepairIssue]:
    """Yield what is wrong with how a camera was set up."""
    camera = {"camera": guard.name}
    entity_id = guard.source.entity_id
    if entity_id is None or not async_exists(hass, entity_id):
        yield RepairIssue("source_missing", guard.camera_id, placeholders=camera)
    elif not guard.cuts.has_any_for(Mode.PRIVATE):
        key = advice(guard.source.integration or "") or "network_or_power"
        texts = {"advice": household.texts.say(f"advice_{key}")}
        yield RepairIssue(
            "gate_only", guard.camera_id, placeholders={**camera, **texts}
        )
    if not _has_view(hass, guard):
        yield RepairIssue(NO_VIEW, guard.camera_id, placeholders=camera)
    # While it is to show nothing, nobody misses it.
    if guard.lost and guard.decision.mode is not Mode.PRIVATE:
        yield RepairIssue("did_not_come_back", guard.camera_id, placeholders=camera)


def _has_view(hass: HomeAssistant, guard: Guard) -> bool:
    """Tell whether the guarded camera is there, or is not because somebody wants that.

    Whatever keeps it from being set up, the rest goes on, so nobody would notice.
    """
    entity_id = async_guarded_id(hass, guard.camera_id)
    entry = er.async_get(hass).async_get(entity_id) if entity_id else None
    if entry is None:
        return False
    if entry.disabled_by is not None:
        return True
    state = hass.states.get(entry.entity_id)
    return state is not None and not state.attributes.get(ATTR_RESTORED)
