"""What a rule would have done lately, from the states that the recorder has kept."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
import logging
from typing import Final

from homeassistant.const import ATTR_ENTITY_ID, ATTR_FRIENDLY_NAME, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.recorder import get_instance
from homeassistant.util import dt as dt_util

from ..policy.replay import Stretch, replay, total
from ..policy.verdict import Verdict
from .watch import Case, Watch

RECORDER: Final = "recorder"
RECORDER_LIMIT: Final = 10
"""Seconds that the recorder may take to look states up."""

SPAN: Final = timedelta(days=1)
"""How far back is looked."""

_UNRECORDED: Final = (ATTR_ENTITY_ID, ATTR_FRIENDLY_NAME, "options")
"""Attributes that verdicts rest on and that the recorder may leave out."""

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastDay:
    """What a rule would have done in the last day."""

    applied: timedelta
    """For how long it would have applied."""
    unknown: timedelta
    """For how long it would not have been known."""
    because_of: Mapping[str, timedelta]
    """For how long which entities met the condition, the longest first."""


async def async_last_day(
    hass: HomeAssistant, watch: Watch, after: timedelta, hold: timedelta
) -> LastDay | None:
    """Return what a rule would have done, None if nobody can tell.

    There may be no recorder, it may not answer, or it is a condition of Home
    Assistant's own engine, which can be judged for now alone.
    """
    end = dt_util.utcnow()
    start = end - SPAN
    first = start - min(after + hold, SPAN)
    if RECORDER not in hass.config.components or not watch.can_suppose(Case(end)):
        return None
    try:
        async with asyncio.timeout(RECORDER_LIMIT):
            history = await _async_history(hass, watch.rests_on, first, end)
    except (TimeoutError, HomeAssistantError, RuntimeError, KeyError) as err:
        _LOGGER.debug("What a rule would have done is not known: %r", err)
        return None
    conditions, because_of = _conditions(hass, watch, history, first, end)
    verdicts = replay(conditions, after, hold)
    spans = {
        entity_id: total(stretches, start, Verdict.TRUE, Verdict.UNKNOWN)
        for entity_id, stretches in because_of.items()
    }
    longest = sorted(spans.items(), key=lambda item: item[1], reverse=True)
    return LastDay(
        total(verdicts, start, Verdict.TRUE),
        total(verdicts, start, Verdict.UNKNOWN),
        {entity_id: span for entity_id, span in longest if span},
    )


async def _async_history(
    hass: HomeAssistant, entity_ids: Iterable[str], first: datetime, end: datetime
) -> dict[str, list[State]]:
    if not (wanted := sorted(entity_ids)):
        return {}
    # The recorder's modules are there only where it is set up.
    from homeassistant.components.recorder.history import get_significant_states  # noqa: PLC0415

    found = await get_instance(hass).async_add_executor_job(
        partial(
            get_significant_states,
            hass,
            first,
            end,
            wanted,
            significant_changes_only=False,
        )
    )
    return {
        entity_id: [state for state in states if isinstance(state, State)]
        for entity_id, states in found.items()
    }


def _conditions(
    hass: HomeAssistant,
    watch: Watch,
    history: Mapping[str, list[State]],
    first: datetime,
    end: datetime,
) -> tuple[list[Stretch], dict[str, list[Stretch]]]:
    """Return the condition's verdicts, and those of each entity that it judges."""
    # Before the first state that was kept, an entity is not known.
    supposed = {
        entity_id: State(entity_id, STATE_UNKNOWN) for entity_id in watch.rests_on
    }
    changes = sorted(
        (
            (max(state.last_updated, first), state)
            for states in history.values()
            for state in states
        ),
        key=lambda change: change[0],
    )
    moments = sorted(
        {first, *(when for when, _ in changes), *_ticks(watch, first, end)}
    )
    conditions: list[Stretch] = []
    because_of: dict[str, list[Stretch]] = {}
    number = 0
    for moment, until in zip(moments, (*moments[1:], end), strict=True):
        while number < len(changes) and changes[number][0] <= moment:
            state = changes[number][1]
            supposed[state.entity_id] = _completed(hass, state)
            number += 1
        if moment >= until:
            continue
        case = Case(moment, supposed)
        verdict = watch.verdict(case)
        conditions.append(Stretch(moment, until, verdict))
        if verdict is not Verdict.FALSE:
            for entity_id, part in watch.parts(case).items():
                because_of.setdefault(entity_id, []).append(
                    Stretch(moment, until, part)
                )
    return conditions, because_of


def _ticks(watch: Watch, first: datetime, end: datetime) -> list[datetime]:
    """Return when the verdict changes by the clock alone."""
    ticks: list[datetime] = []
    when = watch.next_change(first)
    while when is not None and when < end:
        ticks.append(when)
        when = watch.next_change(when)
    return ticks


def _completed(hass: HomeAssistant, state: State) -> State:
    """Return a state with what the recorder has left out, as it is now."""
    now = hass.states.get(state.entity_id)
    left_out = {
        key: now.attributes[key]
        for key in _UNRECORDED
        if now is not None and key in now.attributes and key not in state.attributes
    }
    return State(state.entity_id, state.state, {**state.attributes, **left_out})
