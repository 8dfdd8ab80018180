"""Diagnostics: how the household stands, with nothing that tells who or where."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.core import HomeAssistant, split_entity_id, valid_entity_id

from .const import (
    CONF_CAMERA,
    CONF_CONDITIONS,
    CONF_CUTS,
    CONF_ENTITIES,
    CONF_ENTITY_ID,
    CONF_LOWER_USERS,
    CONF_NAME,
    CONF_PEOPLE,
    CONF_UPLOAD_RATE,
)
from .household.guard import Guard
from .household.household import HouseholdConfigEntry
from .rules.rule import WatchedRule

TO_REDACT: Final = {
    CONF_CONDITIONS,
    CONF_ENTITIES,
    CONF_LOWER_USERS,
    CONF_NAME,
    CONF_PEOPLE,
    CONF_UPLOAD_RATE,
}
"""Fields that name people, or what they do."""


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: HouseholdConfigEntry
) -> dict[str, Any]:
    """Return options, rules and cameras of the household."""
    household = entry.runtime_data
    return {
        "options": async_redact_data(dict(entry.options), TO_REDACT),
        "memory_lost": household.store.lost,
        "subentries": [
            {
                "type": subentry.subentry_type,
                "data": _stored(subentry.data),
            }
            for subentry in entry.subentries.values()
        ],
        "rules": [_rule(rule) for rule in household.rules],
        "cameras": [_camera(guard) for guard in household.guards.values()],
    }


def _stored(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a subentry; of entities only the domain or registry id."""
    stored = async_redact_data(dict(data), TO_REDACT)
    if CONF_CAMERA in stored:
        stored[CONF_CAMERA] = _nameless(stored[CONF_CAMERA])
        stored[CONF_CUTS] = [
            {**cut, CONF_ENTITY_ID: _nameless(cut[CONF_ENTITY_ID])}
            for cut in stored[CONF_CUTS]
        ]
    return stored


def _nameless(reference: str) -> str:
    if not valid_entity_id(reference):
        return reference
    return f"{split_entity_id(reference)[0]}.{REDACTED}"


def _rule(rule: WatchedRule) -> dict[str, Any]:
    return {
        "rule_id": rule.rule.rule_id,
        "verdict": rule.verdict,
        "condition": rule.watch.verdict(),
        "next_change": rule.next_change,
        "missing": len(rule.watch.missing),
    }


def _camera(guard: Guard) -> dict[str, Any]:
    decision = guard.decision
    override = decision.override
    evidence = guard.proof.evidence
    return {
        "camera_id": guard.camera_id,
        "mode": decision.mode,
        "baseline": decision.baseline,
        "certain": decision.certain,
        "causes": [reason.cause for reason in decision.reasons],
        "override": None
        if override is None
        else {
            "mode": override.mode,
            "until": override.until,
            "lowers": override.lowers,
        },
        "gate": guard.gate.mode,
        "assurance": guard.assurance,
        "evidence": {
            "read_back": evidence.read_back,
            "picture": evidence.picture,
            "meter": evidence.meter,
            "witness": evidence.witness,
        },
        "source": {
            "available": guard.source.available,
            "can_stream": guard.source.can_stream,
        },
        "cuts": [
            {
                "domain": (cut.entity_id or "").partition(".")[0],
                "cut_state": cut.spec.cut_state,
                "from_mode": cut.spec.from_mode,
                "last_resort": cut.spec.last_resort,
                "status": cut.status,
                "stops": cut.spec.stops,
                "state": cut.control.record.state,
                "tries": cut.control.pacing.tries,
            }
            for cut in guard.cuts.cuts
        ],
    }
