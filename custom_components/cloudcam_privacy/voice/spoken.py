"""What Assist answers about cameras: mode, end and reason, and whether somebody looks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..cut.assurance import Assurance
from ..household.guard import Guard
from ..policy.matching import Cause, Reason
from ..policy.mode import Mode
from .sentences.table import Language

DAYS_OF_WEEK: Final = 7


def modes(table: Language, guards: Sequence[Guard]) -> str:
    """Return the cameras' modes in sentences, one for all that are alike."""
    alike: dict[tuple[str, str, str], list[Guard]] = {}
    for guard in guards:
        key = (guard.decision.mode, _until(table, guard), _reason(table, guard))
        alike.setdefault(key, []).append(guard)
    answers = table.answers
    sentences = [
        answers["one" if len(group) == 1 else "many"].format(
            names=_names(table, group),
            mode=answers[f"mode_{mode}"],
            until=until,
            reason=reason,
        )
        for (mode, until, reason), group in alike.items()
    ]
    if bare := [g for g in guards if g.assurance is Assurance.GATE_ONLY]:
        sentences.append(answers["gate_only"].format(names=_names(table, bare)))
    return " ".join(sentences)


def privacy(table: Language, guards: Sequence[Guard]) -> str:
    """Return the cameras' modes after a yes or no, if it is the same for all."""
    private = {guard.decision.mode is not Mode.OPEN for guard in guards}
    word = (
        "" if len(private) > 1 else table.answers["yes" if private == {True} else "no"]
    )
    return word + modes(table, guards)


def watching(table: Language, guards: Sequence[Guard]) -> str:
    """Return whether somebody looks through the cameras right now."""
    states = {guard: _watched(guard) for guard in guards}
    watched = [guard for guard, state in states.items() if state == STATE_ON]
    unknown = [guard for guard, state in states.items() if state not in _KNOWN]
    answers = []
    if watched:
        answers.append(table.answers["watched"].format(names=_names(table, watched)))
    if unknown:
        answers.append(
            table.answers["not_known_if_watched"].format(names=_names(table, unknown))
        )
    return " ".join(answers) or table.answers["not_watched"]


_KNOWN: Final = (STATE_ON, STATE_OFF)


def _watched(guard: Guard) -> str | None:
    entity_id = er.async_get(guard.hass).async_get_entity_id(
        BINARY_SENSOR_DOMAIN, DOMAIN, f"{guard.camera_id}_watched"
    )
    state = guard.hass.states.get(entity_id) if entity_id else None
    return state.state if state else None


def _names(table: Language, guards: Sequence[Guard]) -> str:
    *some, last = (guard.name for guard in guards)
    return f"{', '.join(some)}{table.answers['and']}{last}" if some else last


def _until(table: Language, guard: Guard) -> str:
    if (when := guard.until) is not None:
        return table.answers["until"].format(time=_time(table, when))
    return table.answers["further_notice"] if guard.decision.override else ""


def _time(table: Language, when: datetime) -> str:
    """Return a time to come: "22:00", "Monday 07:00" or a date."""
    local = dt_util.as_local(when)
    days = (local.date() - dt_util.now().date()).days
    clock = f"{local:%H:%M}"
    if days == 0:
        return clock
    if days < DAYS_OF_WEEK:
        return f"{table.weekdays[local.weekday()]} {clock}"
    return f"{local:%Y-%m-%d} {clock}"


def _reason(table: Language, guard: Guard) -> str:
    if guard.hide_reason and guard.decision.mode is not Mode.OPEN:
        reasons = table.answers["hidden"]
    else:
        reasons = ", ".join(_words(table, reason) for reason in guard.decision.reasons)
    return table.answers["reason"].format(reasons=reasons)


def _words(table: Language, reason: Reason) -> str:
    match reason.cause:
        case Cause.OVERRIDE:
            return reason.text or table.answers["override"]
        case Cause.RESTING:
            return table.answers["resting"]
        case Cause.UNSURE:
            return table.answers["unsure"].format(rule=reason.text)
        case _:
            return reason.text or ""
