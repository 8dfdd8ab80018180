"""What is wrong with the set-up, as repair issues that clear themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .guard import Guard
from .household import Household
from .references import async_exists
from .watch.condition import ConditionWatch
from .watch.rule import WatchedRule


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that somebody should mend; `key` names its texts."""

    key: str
    about: str = ""
    placeholders: dict[str, str] = field(default_factory=dict)

    @property
    def issue_id(self) -> str:
        """Return the id in the issue registry."""
        return f"{self.key}_{self.about}" if self.about else self.key


@callback
def async_report(hass: HomeAssistant, household: Household) -> None:
    """Raise an issue for each problem, and clear those that are mended."""
    problems = {problem.issue_id: problem for problem in _problems(hass, household)}
    registry = ir.async_get(hass)
    for domain, issue_id in tuple(registry.issues):
        if domain == DOMAIN and issue_id not in problems:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    for issue_id, problem in problems.items():
        ir.async_create_issue(
            hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR,
            translation_key=problem.key,
            translation_placeholders=problem.placeholders,
        )


def _problems(hass: HomeAssistant, household: Household) -> Iterator[Problem]:
    if household.memory.lost:
        yield Problem("store_damaged")
    for guard in household.guards.values():
        yield from _of_camera(hass, guard)
    for rule in household.rules:
        yield from _of_rule(rule)


def _of_camera(hass: HomeAssistant, guard: Guard) -> Iterator[Problem]:
    camera = {"camera": guard.name}
    entity_id = guard.source.entity_id
    if entity_id is None or not async_exists(hass, entity_id):
        yield Problem("source_missing", guard.camera_id, camera)
    for cut in guard.cuts.cuts:
        if (entity_id := cut.entity_id) is None or not async_exists(hass, entity_id):
            yield Problem(
                "cut_missing",
                f"{guard.camera_id}_{cut.spec.reference}",
                {**camera, "entity": entity_id or cut.spec.reference},
            )


def _of_rule(rule: WatchedRule) -> Iterator[Problem]:
    name = {"rule": rule.rule.name}
    if missing := rule.watch.missing:
        entities = {"entities": ", ".join(missing)}
        yield Problem("rule_entity_missing", rule.rule.rule_id, {**name, **entities})
    if isinstance(rule.watch, ConditionWatch) and rule.watch.error:
        yield Problem(
            "rule_invalid", rule.rule.rule_id, {**name, "error": rule.watch.error}
        )
