"""What a state says before any rule asks: something, or nothing at all."""

from math import isfinite
from typing import Final

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import State

_NOTHING: Final = frozenset(
    {
        STATE_UNAVAILABLE,
        STATE_UNKNOWN,
        "",
        "-",
        "error",
        "n/a",
        "none",
        "null",
        "undefined",
    }
)
"""States with which an entity says that it does not know, in lower case."""

_NEGATIVE: Final = frozenset({"0", "closed", "idle", "locked", "not_home", "off"})
"""States that a group or a zone also has when a member is not known."""


def says_nothing(state: State | None) -> bool:
    """Tell whether a state tells nothing, such as "unavailable", "" or "nan"."""
    if state is None:
        return True
    value = state.state.strip().casefold()
    return value in _NOTHING or (number(value) is None and _is_number(value))


def says_no(state: State) -> bool:
    """Tell whether a state denies, as that of a group does if no member is on."""
    return state.state.casefold() in _NEGATIVE


def number(value: str) -> float | None:
    """Return the finite number that a state is, else None."""
    try:
        found = float(value)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
