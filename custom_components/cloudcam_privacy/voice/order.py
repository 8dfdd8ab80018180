"""An order: what is wished of which cameras. It is carried out, and answered in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from homeassistant.core import Context, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import area_registry as ar
from homeassistant.helpers.target import TargetSelection

from ..household.guard import Guard
from ..household.household import Household
from ..household.overrides import LONGEST_RAISE
from ..policy.mode import Mode
from .answers import Answers
from .language import Language
from .meaning import About, Meaning, Wish
from .places import Place, async_inside


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wished, of which cameras, for how long."""

    wish: Wish
    guards: Sequence[Guard]
    about: About = About.MODE
    mode: Mode = Mode.PRIVATE
    duration: timedelta | None = None


async def async_carry_out(
    household: Household, order: Order, context: Context, language: Language
) -> str:
    """Do what is ordered and return what to say.

    Raises NotUnderstoodError or ServiceValidationError, and nothing has changed then.
    """
    answers = Answers(household, language)
    guards, duration = order.guards, order.duration
    if duration is not None and not timedelta() < duration <= LONGEST_RAISE:
        raise NotUnderstoodError("which_duration")
    household.rights.callers.async_heard(context)
    match order.wish:
        case Wish.RAISE:
            household.async_set_mode(
                guards, order.mode, context, duration, at_least=True
            )
            return answers.modes(guards) + answers.warnings(guards)
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
            return await _async_answer(answers, order)


async def _async_answer(answers: Answers, order: Order) -> str:
    guards = order.guards
    match order.about:
        case About.PRIVATE | About.RECORDING:
            return answers.private(
                guards, asked=order.about is About.PRIVATE
            ) + answers.warnings(guards)
        case About.WHICH:
            return answers.which(guards)
        case About.SOUND:
            return answers.sound(guards)
        case About.WATCHING:
            return answers.watching(guards)
        case About.WATCHED:
            return await answers.async_watched(guards)
        case About.SURE:
            return answers.sure(guards)
        case About.MODE:
            return answers.modes(guards) + answers.warnings(guards)


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


# Which cameras


@callback
def async_meant(
    household: Household, meaning: Meaning, area_id: str | None
) -> list[Guard]:
    """Return the cameras that a sentence means; raise if it is not clear which.

    `area_id` is the area that somebody speaks in, if that is known.
    """
    if meaning.places:
        named = [
            _cameras_of(found, one_camera=meaning.one_camera)
            for found in meaning.places
        ]
        guards = combined(named, joined=meaning.joined)
        if not guards:
            place = ", ".join(found[0].name for found in meaning.places)
            raise NotUnderstoodError("none_in", place=place)
        if meaning.one_camera and not meaning.joined and len(guards) > 1:
            raise NotUnderstoodError("which_of", guards=guards)
        return guards
    if meaning.everywhere or (meaning.wish is Wish.ASK and not meaning.here):
        return list(household.guards.values())
    return async_here(household, area_id)


def _cameras_of(found: Iterable[Place], *, one_camera: bool) -> list[Guard]:
    """Return the cameras of one name: "the kitchen camera" is not all in the kitchen."""
    if one_camera and any(place.is_camera for place in found):
        found = [place for place in found if place.is_camera]
    return list(dict.fromkeys(guard for place in found for guard in place.guards))


def combined(named: Sequence[Sequence[Guard]], *, joined: bool) -> list[Guard]:
    """Return the cameras of several names: of one and another, or of one in another."""
    guards = dict.fromkeys(guard for some in named for guard in some)
    if not joined:
        return [g for g in guards if all(g in some for some in named)]
    return list(guards)


@callback
def async_here(household: Household, area_id: str | None) -> list[Guard]:
    """Return the cameras in the area that somebody speaks in, or the only one."""
    guards = list(household.guards.values())
    if len(guards) == 1:
        return guards
    if area_id is None:
        raise NotUnderstoodError("which")
    found = async_inside(household, TargetSelection({"area_id": area_id}))
    if not found:
        area = ar.async_get(household.hass).async_get_area(area_id)
        raise NotUnderstoodError("none_in", place=area.name if area else area_id)
    return list(found)
