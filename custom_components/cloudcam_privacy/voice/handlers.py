"""The intents: raise, mute, unmute, ask and back to automatic, for whoever calls them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, intent
from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..const import DOMAIN
from ..household.household import Household
from ..household.numbers import number
from ..policy.mode import Mode
from .language import code_of, load
from .meaning import About, Meaning, Problem, Wish
from .order import NotUnderstoodError, async_carry_out, async_meant, failure
from .places import Places, async_area_of, async_names

_AMOUNT: Final = vol.All(number, vol.Range(min=0, max=366 * 86400))
_UNITS: Final = ("hours", "minutes", "seconds")
_NAMES: Final = ("name", "area", "floor")
_PLACE: Final = {
    vol.Optional(
        "name", description="Name of a camera, or of a room; all for every camera"
    ): cv.string,
    vol.Optional("area", description="Name of an area"): cv.string,
    vol.Optional("floor", description="Name of a floor"): cv.string,
    vol.Optional("preferred_area_id"): cv.string,
    vol.Optional("preferred_floor_id"): cv.string,
}
_TIME: Final = {
    **{vol.Optional(unit): _AMOUNT for unit in _UNITS},
    vol.Optional("until", description="Time of day (HH:MM) or ISO date and time"): (
        cv.string
    ),
}
_MODE: Final = {
    vol.Optional("mode", description="How private"): vol.In(
        [Mode.LOCAL.value, Mode.BLURRED.value, Mode.PRIVATE.value]
    ),
}
_ABOUT: Final = {
    vol.Optional("about", description="What to tell"): vol.In(
        [about.value for about in About]
    ),
}
ALL: Final = "all"


class PrivacyIntent(intent.IntentHandler):
    """Find the cameras, do what is wished, and answer in words.

    Whatever goes wrong is said, and nothing has changed then.
    """

    def __init__(
        self, wish: Wish, description: str, slots: Mapping[vol.Optional, Any]
    ) -> None:
        """Take what is wished, and what can be said of it beside the place."""
        self.wish = wish
        self.intent_type = intent_type(wish)
        self.description = description
        self._slots = slots

    @property
    @override
    def slot_schema(self) -> dict[Any, Any]:
        return {**_PLACE, **self._slots}

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        hass = intent_obj.hass
        slots = {
            slot: info["value"]
            for slot, info in self.async_validate_slots(intent_obj.slots).items()
        }
        response = intent_obj.create_response()
        if self.wish is Wish.ASK:
            response.response_type = intent.IntentResponseType.QUERY_ANSWER
        language = await hass.async_add_executor_job(load, code_of(intent_obj.language))
        if (household := loaded_household(hass)) is None:
            return _failed(response, str(language.answers["not_set_up"]))
        area_id = slots.get("preferred_area_id") or async_area_of(
            hass, intent_obj.device_id, intent_obj.satellite_id
        )
        context = intent_obj.context
        try:
            order = self._order(Places(async_names(household), language), slots)
            guards = async_meant(household, order, area_id)
            speech = await async_carry_out(household, order, guards, context, language)
        except (NotUnderstoodError, ServiceValidationError) as err:
            return _failed(response, failure(err, household, language))
        response.async_set_speech(speech)
        return response

    def _order(self, places: Places, slots: Mapping[str, Any]) -> Meaning:
        """Return what the slots mean; raise if that makes no sense."""
        names = [slots[slot] for slot in _NAMES if slots.get(slot)]
        named = [name for name in names if name.casefold() != ALL]
        found = {name: tuple(places.named(name)) for name in named}
        if unknown := [name for name in named if not found[name]]:
            raise NotUnderstoodError(Problem.UNKNOWN, place=", ".join(unknown))
        return Meaning(
            wish=self.wish,
            about=About(slots.get("about", About.MODE)),
            mode=Mode(slots.get("mode", Mode.PRIVATE)),
            places=tuple(found.values()),
            everywhere=len(named) < len(names),
            duration=_duration(slots),
        )


def intent_type(wish: Wish) -> str:
    """Return the name of the intent that a wish is."""
    return f"CloudcamPrivacy{wish.capitalize()}"


HANDLERS: Final = (
    PrivacyIntent(
        Wish.RAISE,
        "Makes cameras private, so that nobody can watch through them and they upload"
        " nothing, for some time or until further notice",
        {**_MODE, **_TIME},
    ),
    PrivacyIntent(
        Wish.MUTE,
        "Mutes cameras, so that nobody can listen through them, for some time or until"
        " further notice",
        _TIME,
    ),
    PrivacyIntent(
        Wish.UNMUTE,
        "Ends that cameras are muted by hand or by voice, so that sound goes with their"
        " picture again",
        _TIME,
    ),
    PrivacyIntent(
        Wish.ASK,
        "Tells about cameras: whether they are private, why and until when; which are"
        " private; whether they are muted; who is watching through them, who has"
        " watched; and how sure it is that they upload nothing",
        _ABOUT,
    ),
    PrivacyIntent(
        Wish.RESUME,
        "Ends what was set by hand or by voice, so that the household's rules decide"
        " about the cameras' privacy again",
        {},
    ),
)


def loaded_household(hass: HomeAssistant) -> Household | None:
    """Return the household, None if it is not set up."""
    loaded = hass.config_entries.async_loaded_entries(DOMAIN)
    household: Household | None = loaded[0].runtime_data if loaded else None
    return household


def _failed(response: intent.IntentResponse, speech: str) -> intent.IntentResponse:
    response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, speech)
    return response


def _duration(slots: Mapping[str, Any]) -> timedelta | None:
    """Return for how long, None for no end; raise if that makes no sense."""
    parts = {unit: slots[unit] for unit in _UNITS if unit in slots}
    if until := slots.get("until"):
        now = dt_util.utcnow()
        end = _point_in_time(until, dt_util.as_local(now))
        if parts or end is None or end <= now:
            raise NotUnderstoodError("which_time")
        return end - now
    return timedelta(**parts) if parts else None


def _point_in_time(text: str, now: datetime) -> datetime | None:
    """Return the time that a text means: the next such time of day, or date and time."""
    if (when := dt_util.parse_datetime(text)) is not None:
        return dt_util.as_local(when)
    if (clock := dt_util.parse_time(text)) is None:
        return None
    end = datetime.combine(now.date(), clock, tzinfo=now.tzinfo)
    if end <= now:
        end += timedelta(days=1)
    return end.replace(fold=now.fold)
