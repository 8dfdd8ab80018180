"""Look at each camera once while it is open, to know whether it gives pictures at all.

Only one that was seen to give pictures can fail to after privacy.
"""

from collections.abc import Iterable
import logging
from typing import TYPE_CHECKING

from homeassistant.exceptions import HomeAssistantError

from ..policy.mode import Mode

if TYPE_CHECKING:
    from ..household.guard import Guard

_LOGGER = logging.getLogger(__name__)


async def async_first_look(guards: Iterable[Guard]) -> None:
    """Ask the cameras that are not known for one still, one camera after the other.

    None that sleeps on a battery is woken for it, and none is asked twice.
    """
    for guard in guards:
        known = guard.stored.gave_picture or not guard.facts.may_be_asked
        if known or guard.decision.mode is not Mode.OPEN:
            continue
        try:
            await guard.source.async_image()
        except HomeAssistantError as err:
            _LOGGER.debug("A camera gave no picture at first: %r", err)
        else:
            guard.stored.gave_picture = True
