"""What the intents do: find the cameras, do what is wished, answer in words."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, intent
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import DOMAIN
from ..household.guard import Guard
from ..household.household import Household
from ..household.overrides import LONGEST_RAISE
from ..policy.mode import Mode
from .places import NotUnderstoodError, Places, async_area_of
from .sentences import language_of
from .sentences.table import Language, Wish
from .sentences.times import parse_until
from .spoken import modes, privacy, watching

INTENTS: Final = {wish: f"CloudcamPrivacy{wish.capitalize()}" for wish in Wish}

_AMOUNT: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=366 * 86400))
_PLACE: Final = {
    vol.Optional(
        "name", description="Name of a camera, or of a room; all for every camera"
    ): cv.string,
    vol.Optional("area", description="Name of an area"): cv.string,
    vol.Optional("floor", description="Name of a floor"): cv.string,
    vol.Optional("preferred_area_id"): cv.string,
    vol.Optional("preferred_floor_id"): cv.string,
}


@dataclass(frozen=True, slots=True)
class _Order:
    """What was said, understood: the cameras, what is wished, by whom, and the words."""

    household: Household
    guards: list[Guard]
    context: Context
    slots: Mapping[str, Any]
    table: Language


class _PrivacyIntent(intent.IntentHandler):
    """Find the cameras, do what is wished, and answer in words.

    Whatever goes wrong is said, and nothing has changed then.
    """

    room_too = False

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        return _PLACE

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        slots = {
            slot: info["value"]
            for slot, info in self.async_validate_slots(intent_obj.slots).items()
        }
        table = language_of(intent_obj.language)
        answers = table.answers
        response = intent_obj.create_response()
        response.response_type = self.response_type
        failed = intent.IntentResponseErrorCode.FAILED_TO_HANDLE
        try:
            household = _household(intent_obj.hass)
            household.rights.callers.async_heard(intent_obj.context)
            guards = self._guards(Places(household, table), intent_obj, slots)
            speech = self.carry_out(
                _Order(household, guards, intent_obj.context, slots, table)
            )
        except NotUnderstoodError as err:
            response.async_set_error(failed, answers[err.key].format(place=err.place))
        except ServiceValidationError as err:
            known = answers.get(err.translation_key or "")
            speech = known or answers["failed"].format(error=err)
            response.async_set_error(failed, speech)
        else:
            response.async_set_speech(speech)
        return response

    response_type = intent.IntentResponseType.ACTION_DONE

    @abstractmethod
    def carry_out(self, order: _Order) -> str:
        """Do what is ordered and return what to say."""

    def nowhere(self, places: Places, area_id: str | None) -> list[Guard]:
        """Return the cameras that are meant if no place was said."""
        return places.here(area_id)

    def _guards(
        self, places: Places, intent_obj: intent.Intent, slots: Mapping[str, Any]
    ) -> list[Guard]:
        area_id = slots.get("preferred_area_id") or async_area_of(
            intent_obj.hass, intent_obj
        )
        said = [slots[slot] for slot in ("name", "area", "floor") if slots.get(slot)]
        if not said:
            return self.nowhere(places, area_id)
        if any(map(places.means_here, said)):
            return places.here(area_id)
        if name := slots.get("name"):
            found = places.named(name, room_too=self.room_too)
        else:
            found = places.inside(slots.get("area") or slots["floor"])
        for slot in ("area", "floor"):
            if room := slots.get(slot):
                inside = places.inside(room)
                found = [guard for guard in found if guard in inside]
        if not found:
            raise NotUnderstoodError("unknown", ", ".join(said))
        return found


class RaiseIntent(_PrivacyIntent):
    """Make cameras more private; it can do nothing else."""

    intent_type = INTENTS[Wish.RAISE]
    description = (
        "Makes cameras private, so that nobody can watch through them and they upload"
        " nothing, for some time or until further notice"
    )
    room_too = True

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        return {
            **_PLACE,
            vol.Optional("mode", description="How private"): vol.In(
                [Mode.LOCAL.value, Mode.BLURRED.value, Mode.PRIVATE.value]
            ),
            vol.Optional("hours"): _AMOUNT,
            vol.Optional("minutes"): _AMOUNT,
            vol.Optional("seconds"): _AMOUNT,
            vol.Optional("until", description="Time of day or ISO date and time"): (
                cv.string
            ),
        }

    @override
    def carry_out(self, order: _Order) -> str:
        order.household.async_set_mode(
            order.guards,
            Mode(order.slots.get("mode", Mode.PRIVATE)),
            order.context,
            _duration(order.slots, order.table),
            at_least=True,
        )
        return modes(order.table, order.guards)


class AskIntent(_PrivacyIntent):
    """Tell whether, why and until when cameras are private, or whether one is watched."""

    intent_type = INTENTS[Wish.ASK]
    description = (
        "Tells whether cameras are private, why and until when, or whether somebody is"
        " watching through them"
    )
    response_type = intent.IntentResponseType.QUERY_ANSWER

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        return {
            **_PLACE,
            vol.Optional("about", description="What to tell"): vol.In(
                ["mode", "private", "watching"]
            ),
        }

    @override
    def nowhere(self, places: Places, area_id: str | None) -> list[Guard]:
        return places.named("all", room_too=False)

    @override
    def carry_out(self, order: _Order) -> str:
        match order.slots.get("about"):
            case "watching":
                return watching(order.table, order.guards)
            case "private":
                return privacy(order.table, order.guards)
        return modes(order.table, order.guards)


class ResumeIntent(_PrivacyIntent):
    """End what was set by hand, where a voice may."""

    intent_type = INTENTS[Wish.RESUME]
    description = (
        "Ends what was set by hand or by voice, so that the household's rules decide"
        " about the cameras' privacy again"
    )

    @override
    def carry_out(self, order: _Order) -> str:
        order.household.async_resume(order.guards, order.context)
        return order.table.answers["resumed"] + modes(order.table, order.guards)


def _household(hass: HomeAssistant) -> Household:
    loaded = hass.config_entries.async_loaded_entries(DOMAIN)
    if not loaded:
        raise NotUnderstoodError("not_set_up")
    household: Household = loaded[0].runtime_data
    return household


def _duration(slots: Mapping[str, Any], table: Language) -> timedelta | None:
    """Return for how long, None for no end; raise if that makes no sense."""
    parts = {
        unit: slots[unit] for unit in ("hours", "minutes", "seconds") if unit in slots
    }
    if until := slots.get("until"):
        now = dt_util.now()
        end = _point_in_time(until, table, now)
        if parts or end is None or not now < end <= now + LONGEST_RAISE:
            raise NotUnderstoodError("which_time")
        return end - now
    if not parts:
        return None
    duration = timedelta(**parts)
    if not timedelta() < duration <= LONGEST_RAISE:
        raise NotUnderstoodError("which_duration")
    return duration


def _point_in_time(text: str, table: Language, now: datetime) -> datetime | None:
    """Return the time that a text means: a date and time, or as people say it."""
    if (when := dt_util.parse_datetime(text)) is None:
        return parse_until(text, table.times, now)
    return dt_util.as_local(when)
