"""Why a camera is in its mode, and in which it would be under other circumstances.

Nothing changes by asking. What cannot be supposed is said: conditions of Home
Assistant's own engine can be judged for now and for the states of now alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType

from ..cut.cut import Cut
from ..policy.decision import Decision, Override
from ..policy.matching import Reason
from ..policy.mode import Mode
from ..policy.verdict import Verdict
from ..rules.rule import WatchedRule
from ..rules.watch import NOW, Case
from .guard import Guard
from .localize import Texts


def explain(
    texts: Texts,
    guard: Guard,
    case: Case = NOW,
    last_day: Mapping[WatchedRule, JsonObjectType] = MappingProxyType({}),
    may_read: Callable[[str], bool] = lambda entity_id: True,
) -> JsonObjectType:
    """Return what leads to the camera's mode, now or in another case.

    `last_day` has what rules would have done in the last day, as far as it is known.
    Rules and cuts that rest on entities that somebody may not read are left out.
    """
    hidden = {
        rule for rule in guard.rules if not all(map(may_read, rule.watch.rests_on))
    }
    judged: dict[WatchedRule, tuple[Verdict, datetime | None]]
    if not case.is_supposed:
        decision, until = guard.decision, guard.changes.mode
        judged = {rule: (rule.verdict, rule.next_change) for rule in guard.rules}
    else:
        projected = {rule: rule.suppose(case) for rule in guard.rules}
        judged = {rule: (to.verdict, to.next_change) for rule, to in projected.items()}
        decision = guard.terms.decide(
            case.time,
            {rule.rule.rule_id: verdict for rule, (verdict, _) in judged.items()},
            guard.stored.override,
            guard.stored.mute,
        )
        until = guard.forecaster.of(decision, case).mode
    return {
        **summary(texts, _without(texts, decision, hidden), until),
        "rules": [
            _rule(texts, rule, verdict, next_change, case)
            | ({"last_day": last_day[rule]} if rule in last_day else {})
            for rule, (verdict, next_change) in judged.items()
            if rule not in hidden
        ],
        "assurance": guard.assurance,
        "cuts": [
            _cut(guard, cut, decision.mode)
            for cut in guard.cuts.cuts
            if cut.entity_id is None or may_read(cut.entity_id)
        ],
        "not_supposed": list(_not_supposed(texts, set(guard.rules) - hidden, case)),
    }


def _without(
    texts: Texts, decision: Decision, hidden: AbstractSet[WatchedRule]
) -> Decision:
    """Return a decision whose reasons do not name the hidden rules."""
    rule_ids = {rule.rule.rule_id for rule in hidden}

    def named(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        return tuple(
            replace(reason, text=texts.say("hidden_rule"))
            if reason.rule_id in rule_ids
            else reason
            for reason in reasons
        )

    sound = replace(decision.sound, reasons=named(decision.sound.reasons))
    return replace(decision, reasons=named(decision.reasons), sound=sound)


def summary(texts: Texts, decision: Decision, until: datetime | None) -> dict[str, Any]:
    """Return mode, reasons, override and end of a decision."""
    return {
        "mode": decision.mode,
        "reasons": texts.reasons(decision),
        "override": _override(decision.override),
        "until": _text(until),
        "muted": decision.muted,
        "mute_reasons": texts.mute_reasons(decision),
    }


def _override(override: Override | None) -> JsonObjectType | None:
    if override is None:
        return None
    return {
        "mode": override.mode,
        "until": _text(override.until),
        "lowers": override.lowers,
        "by": override.by,
        "reason": override.reason,
    }


def _rule(
    texts: Texts,
    rule: WatchedRule,
    verdict: Verdict,
    next_change: datetime | None,
    case: Case,
) -> JsonObjectType:
    return {
        "name": rule.rule.name,
        "mode": rule.rule.mode,
        "mute": rule.rule.mute,
        "exception": rule.rule.exception,
        "verdict": verdict,
        "condition": rule.condition(case),
        "why": ". ".join((rule.watch.why(case), *texts.notes(rule.watch.notes(case)))),
        "until": _text(next_change),
    }


def _cut(guard: Guard, cut: Cut, mode: Mode) -> JsonObjectType:
    entity_id = cut.entity_id
    state = guard.hass.states.get(entity_id) if entity_id else None
    return {
        "entity_id": entity_id,
        "cut_state": cut.spec.cut_state,
        "from_mode": cut.spec.from_mode,
        "last_resort": cut.spec.last_resort,
        "asked_for": mode.at_least(cut.spec.from_mode),
        "state": state.state if state else None,
        "status": cut.status,
        "error": cut.error,
    }


def _not_supposed(
    texts: Texts,
    rules: AbstractSet[WatchedRule],
    case: Case,
) -> Iterator[str]:
    """Yield in words what the answer to a supposed case leaves out."""
    if not case.is_supposed:
        return
    yield texts.say("supposed_cuts")
    if case.at is not None:
        yield texts.say("supposed_states")
    for rule in sorted(rules, key=lambda rule: rule.rule.name):
        if not rule.watch.can_suppose(case):
            yield texts.say("not_supposed", rule=rule.rule.name)
    named = {entity_id for rule in rules for entity_id in rule.watch.rests_on}
    for entity_id in sorted(case.states.keys() - named):
        yield texts.say("supposed_for_nothing", entity=entity_id)


def _text(when: datetime | None) -> str | None:
    return None if when is None else dt_util.as_local(when).isoformat()
