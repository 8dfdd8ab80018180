"""Watch who is at home."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from homeassistant.components.zone import DOMAIN as ZONE_DOMAIN
from homeassistant.const import STATE_HOME, STATE_ON
from homeassistant.core import CoreState, HomeAssistant, State

from ..policy.verdict import Verdict, all_of, any_of
from .entities import NOT_KNOWN, EntitiesWatch


class Presence(StrEnum):
    """What a presence rule asks of its people."""

    ANYONE_HOME = "anyone_home"
    EVERYONE_HOME = "everyone_home"
    NOBODY_HOME = "nobody_home"


def _nobody(verdicts: Iterable[Verdict]) -> Verdict:
    return any_of(verdicts).negated()


_COMBINE: dict[Presence, Callable[[Iterable[Verdict]], Verdict]] = {
    Presence.ANYONE_HOME: any_of,
    Presence.EVERYONE_HOME: all_of,
    Presence.NOBODY_HOME: _nobody,
}


def is_home(state: State) -> Verdict:
    """Return whether a person, tracker or group is at home, or a zone has people."""
    if state.state in NOT_KNOWN:
        return Verdict.UNKNOWN
    if state.domain == ZONE_DOMAIN:
        return Verdict.of(state.state != "0")
    return Verdict.of(state.state in (STATE_HOME, STATE_ON))


def presence_watch(
    hass: HomeAssistant, people: Iterable[str], presence: Presence
) -> EntitiesWatch:
    """Return a watch over the people."""

    def is_home_by_now(state: State) -> Verdict:
        """Doubt, while Home Assistant starts, that those last seen out are out."""
        verdict = is_home(state)
        starts = hass.state is not CoreState.running
        return Verdict.UNKNOWN if starts and verdict is Verdict.FALSE else verdict

    return EntitiesWatch(hass, people, is_home_by_now, _COMBINE[presence])
