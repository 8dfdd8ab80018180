"""What rules would have done in the last day, per camera and in words."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType

from ..const import CONF_AFTER, CONF_HOLD, SUBENTRY_CAMERA
from ..rules.history import LastDay, async_last_day
from ..rules.room import RoomWatch
from ..rules.rule import WatchedRule
from ..rules.stored import watches_of
from .localize import Texts

MOST_NAMES: Final = 3
"""Entities that are named as the reason why."""

_MINUTE: Final = timedelta(minutes=1)


async def async_last_day_of_rules(
    hass: HomeAssistant, texts: Texts, rules: Iterable[WatchedRule]
) -> dict[WatchedRule, JsonObjectType]:
    """Return what rules would have done, as `explain` answers.

    Rules of which nobody can tell are left out.
    """

    async def of(rule: WatchedRule) -> tuple[WatchedRule, LastDay | None]:
        return rule, await async_last_day(hass, rule.watch, *rule.waits)

    found = await asyncio.gather(*map(of, dict.fromkeys(rules)))
    return {
        rule: {
            "applied": int(day.applied.total_seconds()),
            "unknown": int(day.unknown.total_seconds()),
            "because_of": {
                entity_id: int(span.total_seconds())
                for entity_id, span in day.because_of.items()
            },
            "text": last_day_text(hass, texts, day),
        }
        for rule, day in found
        if day is not None
    }


async def async_last_day_of_new_rule(
    hass: HomeAssistant, entry: ConfigEntry, texts: Texts, data: Mapping[str, Any]
) -> list[str]:
    """Return a line for each camera of a rule that is not saved yet, none if unknown.

    `data` are the fields as they are to be stored.
    """
    after, hold = (cv.time_period(data[key]) for key in (CONF_AFTER, CONF_HOLD))
    lines: list[str] = []
    for watch, cameras in watches_of(hass, entry, data):
        if (day := await async_last_day(hass, watch, after, hold)) is not None:
            tells_nothing = isinstance(watch, RoomWatch) and watch.is_without_sensors
            said = (
                texts.say("room_tells_nothing")
                if tells_nothing
                else last_day_text(hass, texts, day)
            )
            lines += [
                f"{camera.title}: {said}"
                for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA)
                if not cameras or camera.subentry_id in cameras
            ]
    return lines


@callback
def last_day_text(hass: HomeAssistant, texts: Texts, day: LastDay) -> str:
    """Return for how long a rule would have applied, and why: "8 h 20 min, Ada"."""
    spans = []
    is_unknown = day.unknown >= _MINUTE
    if day.applied or not is_unknown:
        spans.append(_length(day.applied))
    if is_unknown:
        spans.append(texts.say("not_known_for", time=_length(day.unknown)))
    names = (_name(hass, each) for each in day.because_of)
    return ", ".join((*spans, *list(dict.fromkeys(names))[:MOST_NAMES]))


def _length(span: timedelta) -> str:
    minutes = round(span / _MINUTE)
    if span and not minutes:
        return f"{int(span.total_seconds())} s"
    hours, minutes = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(filter(None, parts)) or "0 min"


def _name(hass: HomeAssistant, entity_id: str) -> str:
    """Return the name of an entity, for a person that of the tracker that tells."""
    state = hass.states.get(entity_id)
    source = state.attributes.get("source") if state else None
    tracker = hass.states.get(source) if isinstance(source, str) else None
    told_by = tracker or state
    return told_by.name if told_by else entity_id
