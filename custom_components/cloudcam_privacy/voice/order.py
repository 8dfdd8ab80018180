"""An order: what is wished of which cameras. It is carried out, and answered in words."""

from collections.abc import Sequence
from datetime import timedelta
import logging

from homeassistant.core import Context, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers.target import TargetSelection

from ..household.guard import Guard
from ..household.household import Household
from ..household.overrides import LONGEST_RAISE
from .answers import Answers
from .language import Language
from .meaning import Meaning, Problem, Wish
from .places import async_inside

_LOGGER = logging.getLogger(__name__)


class NotUnderstoodError(Exception):
    """What was said makes no sense here; `key` names the answer to give."""

    def __init__(
        self, key: str, *, place: str = "", guards: Sequence[Guard] = ()
    ) -> None:
        """Remember what to answer, about which place or which cameras."""
        super().__init__(key)
        self.key = key
        self.place = place
        self.guards = guards


async def async_carry_out(
    household: Household,
    order: Meaning,
    guards: Sequence[Guard],
    context: Context,
    language: Language,
) -> str:
    """Do what is ordered of some cameras and return what to say.

    Raises NotUnderstoodError or ServiceValidationError, and nothing has changed then.
    """
    answers, duration = Answers(household, language), order.duration
    if duration is not None and not timedelta() < duration <= LONGEST_RAISE:
        raise NotUnderstoodError(Problem.WHICH_DURATION)
    _LOGGER.debug("Voice: %s %s, %d cameras", order.wish, order.about, len(guards))
    household.rights.callers.async_heard(context)
    match order.wish:
        case Wish.RAISE:
            household.async_set_mode(
                guards, order.mode, context, duration, at_least=True
            )
            return answers.modes(guards)
        case Wish.MUTE:
            household.async_mute(guards, context, duration, at_least=True)
            return answers.sound(guards)
        case Wish.UNMUTE:
            household.async_unmute(guards, context, duration)
            return answers.sound(guards)
        case Wish.RESUME:
            if duration is not None:
                raise NotUnderstoodError("no_time")
            household.async_resume(guards, context)
            return answers.say("resumed") + answers.modes(guards)
        case Wish.ASK:
            return await answers.async_about(order.about, guards)


def failure(err: Exception, household: Household, language: Language) -> str:
    """Return in words why an order was not carried out."""
    answers = Answers(household, language)
    if isinstance(err, NotUnderstoodError):
        names = answers.names(err.guards, "or") if err.guards else ""
        return answers.say(err.key, place=err.place, names=names)
    key = err.translation_key if isinstance(err, ServiceValidationError) else None
    if key is not None and key in language.answers:
        return answers.say(key)
    return answers.say("failed", error=str(err))


@callback
def async_meant(
    household: Household, order: Meaning, area_id: str | None
) -> list[Guard]:
    """Return the cameras that are meant; raise if it is not clear which.

    `area_id` is the area that somebody speaks in, if that is known.
    """
    everybody = list(household.guards.values())
    if order.places:
        return _at(order)
    asks = order.wish is Wish.ASK and not order.here
    if order.everywhere or asks or len(everybody) == 1:
        return everybody
    if area_id is None:
        raise NotUnderstoodError("which")
    if here := async_inside(household, TargetSelection({"area_id": area_id})):
        return list(here)
    area = ar.async_get(household.hass).async_get_area(area_id)
    raise NotUnderstoodError("none_in", place=area.name if area else area_id)


def _at(order: Meaning) -> list[Guard]:
    """Return the cameras of names: of one and another, or of one within another.

    "The kitchen camera" is the one of that name, not each in the kitchen.
    """
    named: list[set[Guard]] = []
    for found in order.places:
        cameras = [place for place in found if place.is_camera and order.one_camera]
        named.append({guard for place in cameras or found for guard in place.guards})
    combined = set.union(*named) if order.joined else set.intersection(*named)
    places = [place for found in order.places for place in found]
    guards = dict.fromkeys(g for place in places for g in place.guards if g in combined)
    if not guards:
        names = dict.fromkeys(found[0].name for found in order.places)
        raise NotUnderstoodError("none_in", place=", ".join(names))
    if order.one_camera and not order.joined and len(guards) > 1:
        raise NotUnderstoodError("which_of", guards=list(guards))
    return list(guards)
