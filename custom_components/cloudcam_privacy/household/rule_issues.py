"""What is wrong with a rule: why it cannot be judged, or holds itself."""

from collections.abc import Iterable, Iterator

from ..policy.mode import Mode
from ..policy.verdict import Verdict
from ..rules.condition import ConditionWatch
from ..rules.room import RoomWatch
from ..rules.rule import WatchedRule
from ..rules.states import says_nothing
from .guard import Guard
from .household import Household
from .references import async_name
from .repair_issue import RepairIssue
from .silenced import silenced_entities


def rule_issues(household: Household, rule: WatchedRule) -> Iterator[RepairIssue]:
    """Yield what somebody should change about a rule."""
    name, rule_id = {"rule": rule.rule.name}, rule.rule.rule_id
    for key, entities in (
        ("rule_entity_missing", rule.watch.missing),
        ("rule_own_entity", rule.own_entities),
        ("rule_state_unknown", rule.watch.not_understood),
    ):
        if entities:
            named = {"entities": _named(household, entities)}
            yield RepairIssue(key, rule_id, placeholders={**name, **named})
    if rule.changes_itself:
        yield RepairIssue("rule_loop", rule_id, placeholders=name)
    if isinstance(rule.watch, ConditionWatch) and (error := rule.watch.error):
        yield RepairIssue(
            "rule_invalid", rule_id, placeholders={**name, "error": error}
        )
    for guard in household.guards.values():
        if rule in guard.rules and (silent := _silenced(rule, guard)):
            named = {"camera": guard.name, "entities": _named(household, silent)}
            yield RepairIssue(
                "rule_silenced", rule_id, guard.camera_id, {**name, **named}
            )


def _named(household: Household, entities: Iterable[str]) -> str:
    """Return what people call entities; other texts as they are."""
    return ", ".join(async_name(household.hass, each) for each in entities)


def room_issues(household: Household) -> Iterator[RepairIssue]:
    """Yield, once for each rule, of which rooms nothing tells, or does not any more."""
    rooms: dict[tuple[str, str], list[tuple[WatchedRule, RoomWatch]]] = {}
    for rule in household.rules:
        if isinstance(watch := rule.watch, RoomWatch):
            if watch.has_lost_sensors:
                key = "room_lost_sensors"
            elif watch.is_without_sensors:
                key = "room_without_sensors"
            else:
                continue
            rooms.setdefault((key, rule.rule.rule_id), []).append((rule, watch))
    for (key, rule_id), told in rooms.items():
        named = [
            (_room(household, watch), _cameras(household, watch)) for _, watch in told
        ]
        texts = {
            "rule": told[0][0].rule.name,
            "cameras": ", ".join(cameras for _, cameras in named),
            "rooms": "\n".join(f"- {room}: {cameras}" for room, cameras in named),
        }
        yield RepairIssue(key, rule_id, placeholders=texts)


def _room(household: Household, watch: RoomWatch) -> str:
    return watch.name or household.texts.say("no_room")


def _cameras(household: Household, watch: RoomWatch) -> str:
    return ", ".join(household.guards[each].name for each in sorted(watch.cameras))


def _silenced(rule: WatchedRule, guard: Guard) -> list[str]:
    """Return what the camera's own cut has silenced, so that the rule holds itself."""
    decision = guard.decision
    holds = (
        rule.verdict is Verdict.UNKNOWN
        and decision.mode is not Mode.OPEN
        and rule.rule.rule_id in decision.rule_ids
    )
    if not holds:
        return []
    silent = (
        entity_id
        for entity_id in rule.watch.rests_on
        if says_nothing(guard.hass.states.get(entity_id))
    )
    return silenced_entities(guard.hass, silent, [guard.source.entity_id])
