"""When conditions that hang on the clock change, so that they need not be asked."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from homeassistant.const import (
    CONF_AFTER,
    CONF_BEFORE,
    CONF_CONDITION,
    CONF_ENTITY_ID,
    CONF_FOR,
    CONF_WEEKDAY,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.typing import ConfigType
from homeassistant.util import dt as dt_util

_A_MOMENT: Final = timedelta(milliseconds=1)
"""A condition with "for" is met once more than that time has passed."""

_DAYS: Final = 3
"""Days that are gone through for the next moment: on one of them the clock may jump."""

_STEP: Final = timedelta(minutes=15)
"""Clocks are put forward and back at a quarter of an hour, all over the world."""


def has_known_moments(config: ConfigType) -> bool:
    """Tell whether it is known when a condition changes by the clock."""
    if config[CONF_CONDITION] == "time":
        times = (config.get(CONF_AFTER), config.get(CONF_BEFORE))
        return all(at is None or isinstance(at, time) for at in times)
    if config[CONF_CONDITION] == "state":
        return isinstance(config.get(CONF_FOR), timedelta)
    return False


@callback
def next_moment(
    hass: HomeAssistant, config: ConfigType, now: datetime
) -> datetime | None:
    """Return when a condition can next change by the clock, None if it does not."""
    if not has_known_moments(config):
        return None
    by_clock = config[CONF_CONDITION] == "time"
    moments = _of_time(config, now) if by_clock else _of_for(hass, config)
    return min((when for when in moments if when > now), default=None)


def _of_time(config: ConfigType, now: datetime) -> Iterator[datetime]:
    """Yield when the wall clock reaches the times, and when it jumps."""
    times = [config.get(CONF_AFTER), config.get(CONF_BEFORE)]
    if CONF_WEEKDAY in config:
        times.append(time())
    zone, today = dt_util.get_default_time_zone(), dt_util.as_local(now).date()
    for days in range(_DAYS):
        for at in (each for each in times if each is not None):
            wall = datetime.combine(today + timedelta(days=days), at, zone)
            yield dt_util.as_utc(wall)
            yield dt_util.as_utc(wall.replace(fold=1))
    yield from _jumps(now)


def _jumps(now: datetime) -> Iterator[datetime]:
    """Yield when the wall clock is put forward or back in the next days."""

    def offset(when: datetime) -> timedelta | None:
        return dt_util.as_local(when).utcoffset()

    end = now + timedelta(days=_DAYS)
    when, before = now.replace(minute=0, second=0, microsecond=0), offset(now)
    if offset(end) == before:
        return
    while when < end:
        when += _STEP
        if offset(when) != before:
            yield when
            return


def _of_for(hass: HomeAssistant, config: ConfigType) -> Iterator[datetime]:
    """Yield when the entities will have been in their states for long enough."""
    for entity_id in config.get(CONF_ENTITY_ID, ()):
        if (state := hass.states.get(entity_id)) is not None:
            yield state.last_changed + config[CONF_FOR] + _A_MOMENT
