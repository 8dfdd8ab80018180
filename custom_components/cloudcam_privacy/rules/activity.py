"""Watch what the occupants are doing: any entities in certain states."""

from collections.abc import Iterable
from typing import Final

from homeassistant.core import HomeAssistant, State

from ..policy.verdict import Verdict, all_of, any_of
from .entities import NOT_KNOWN, EntitiesWatch

_ANYWHERE: Final = frozenset(
    {"active", "detected", "home", "occupied", "on", "open", "playing", "true", "yes"}
)
"""Words that mean "something is going on" in a domain that has none of its own."""

_BY_DOMAIN: Final = {
    "alarm_control_panel": frozenset({"pending", "triggered"}),
    "assist_satellite": frozenset({"listening", "processing", "responding"}),
    "climate": frozenset({"auto", "cool", "dry", "fan_only", "heat", "heat_cool"}),
    "cover": frozenset({"closing", "open", "opening"}),
    "lawn_mower": frozenset({"mowing", "returning"}),
    "lock": frozenset({"jammed", "open", "opening", "unlocked", "unlocking"}),
    "media_player": frozenset({"buffering", "on", "playing"}),
    "sun": frozenset({"above_horizon"}),
    "vacuum": frozenset({"cleaning", "returning"}),
    "valve": frozenset({"closing", "open", "opening"}),
}


def is_active(state: State) -> Verdict:
    """Return whether an entity is active in the sense of its domain.

    A number above zero is active: people in a zone, watts, calls under way.
    """
    value = state.state.casefold()
    if value in NOT_KNOWN:
        return Verdict.UNKNOWN
    if value in _BY_DOMAIN.get(state.domain, _ANYWHERE):
        return Verdict.TRUE
    try:
        return Verdict.of(float(value) > 0)
    except ValueError:
        return Verdict.FALSE


def activity_watch(
    hass: HomeAssistant, entities: Iterable[str], states: Iterable[str], match: str
) -> EntitiesWatch:
    """Return a watch over the entities; without states, over what "active" means.

    A state that is asked for by name counts even if it is "unavailable".
    """
    wanted = frozenset(state.casefold() for state in states)

    def is_wanted(state: State) -> Verdict:
        value = state.state.casefold()
        if value in wanted:
            return Verdict.TRUE
        return Verdict.UNKNOWN if value in NOT_KNOWN else Verdict.FALSE

    return EntitiesWatch(
        hass,
        entities,
        is_wanted if wanted else is_active,
        all_of if match == "all" else any_of,
    )
