"""Numbers that come from outside, where a limit alone does not keep out what is none."""

import math
from typing import Any

import voluptuous as vol


def number(value: Any) -> float:
    """Return a number, of which `nan` and infinity are none; raise `vol.Invalid`.

    Not a number passes every comparison with a limit, and breaks timers and dates later.
    """
    found: float = vol.Coerce(float)(value)
    if not math.isfinite(found):
        raise vol.Invalid("that is not a number")
    return found
