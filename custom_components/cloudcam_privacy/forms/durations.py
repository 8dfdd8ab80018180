"""Durations as forms give them and subentries keep them."""

from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import voluptuous as vol

NO_TIME: Final = {"hours": 0, "minutes": 0, "seconds": 0}
"""No time, in the shape in which durations are stored."""


def duration_to_store(given: Any) -> dict[str, Any]:
    """Return the form's shape of a duration: what the form gives is kept as it is.

    "HH:MM:SS" and a number of seconds are taken too. Raises `vol.Invalid` for
    anything else and for negative ones.
    """
    try:
        period = cv.positive_time_period(given or 0)
    except OverflowError as err:
        raise vol.Invalid("longer than can be counted") from err
    if isinstance(given, dict) and given:
        return given
    minutes, seconds = divmod(int(period.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return {"hours": hours, "minutes": minutes, "seconds": seconds}
