"""The access log: what the recorder has kept of uses and refusals of one camera."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from homeassistant.components.event import ATTR_EVENT_TYPE, DOMAIN as EVENT_DOMAIN
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType

from ..const import DOMAIN
from ..household.guard import Guard
from .session import NAMES, AccessKind

type Row = dict[str, Any]

RECORDER: Final = "recorder"
RECORDER_LIMIT: Final = 15
"""Seconds that the recorder may take to write what it has, and to look it up."""

_REFUSAL: Final = (*NAMES, "path", "mode")
_SESSION: Final = (*_REFUSAL, "started", "duration", "frames", "bytes", "sound")


async def async_access_log(
    hass: HomeAssistant, guard: Guard, hours: float, *, tells_who: bool
) -> dict[str, JsonValueType]:
    """Return sessions and refusals of the last hours, newest first by their ends.

    A session that goes on has no end yet, and comes before all others. Without `tells_who` names are left out,
    even those that were kept before the household decided against it.

    Raises HomeAssistantError if there is no recorder, or if it does not answer.
    """
    if RECORDER not in hass.config.components:
        raise _no_recorder()
    since = dt_util.utcnow() - timedelta(hours=hours)
    try:
        async with asyncio.timeout(RECORDER_LIMIT):
            events = await _async_events(hass, guard, since)
    except TimeoutError as err:
        raise _no_recorder() from err
    going_on = reversed(guard.ledger.sessions)
    sessions = [session.entry().as_dict() | {"ended": None} for session in going_on]
    over: list[Row] = []
    refusals: list[Row] = []
    for at, state in events:
        if state.attributes[ATTR_EVENT_TYPE] == AccessKind.REFUSED:
            refusals.append(_pick(state, _REFUSAL) | {"at": _text(at)})
        else:
            over.append(_with_end(_pick(state, _SESSION)))
    sessions.extend(sorted(over, reverse=True, key=lambda row: row["ended"]))
    if not tells_who:
        for row in (*sessions, *refusals):
            for name in NAMES:
                row.pop(name, None)
    return {"sessions": list(sessions), "refusals": list(refusals)}


def _no_recorder() -> HomeAssistantError:
    return HomeAssistantError(translation_domain=DOMAIN, translation_key="no_recorder")


async def _async_events(
    hass: HomeAssistant, guard: Guard, since: datetime
) -> list[tuple[datetime, State]]:
    """Return the access events with their times, the newest first, each once.

    The recorder writes a few seconds late, so it is waited for.
    """
    # The recorder's modules are there only where it is set up.
    from homeassistant.components.recorder.history import state_changes_during_period  # noqa: PLC0415

    entity_id = er.async_get(hass).async_get_entity_id(
        EVENT_DOMAIN, DOMAIN, f"{guard.camera_id}_access"
    )
    if entity_id is None:
        return []
    recorder = get_instance(hass)
    await recorder.async_block_till_done()
    states = await recorder.async_add_executor_job(
        partial(
            state_changes_during_period,
            hass,
            since,
            entity_id=entity_id,
            include_start_time_state=False,
        )
    )
    events = {
        at: state
        for state in states.get(entity_id, ())
        if (at := dt_util.parse_datetime(state.state)) is not None and at >= since
    }
    return sorted(events.items(), reverse=True, key=lambda event: event[0])


def _pick(state: State, keys: tuple[str, ...]) -> Row:
    return {key: state.attributes[key] for key in keys if key in state.attributes}


def _with_end(row: Row) -> Row:
    started = dt_util.parse_datetime(row["started"], raise_on_error=True)
    return row | {"ended": _text(started + timedelta(seconds=row["duration"]))}


def _text(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
