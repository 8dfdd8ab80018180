"""The actions of Cloudcam Privacy."""

from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    State,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import (
    async_get_config_entry,
    async_register_admin_service,
)
from homeassistant.util import dt as dt_util
import voluptuous as vol

from .audit.answer import answer
from .audit.audit import async_audit
from .const import CONF_MODE, CONF_STATES, DOMAIN
from .household.call_targets import async_reader, async_targets
from .household.explain import explain, summary
from .household.guard import Guard
from .household.household import Household
from .household.last_day import async_last_day_of_rules
from .household.numbers import number
from .ledger.access_log import async_access_log
from .ledger.entity import tells_who
from .ledger.forget import async_receipt
from .ledger.kept_files import LONGEST
from .policy.mode import Mode
from .rules.watch import Case

SERVICE_SET_MODE: Final = "set_mode"
SERVICE_RESUME: Final = "resume"
SERVICE_MUTE: Final = "mute"
SERVICE_UNMUTE: Final = "unmute"
SERVICE_EXPLAIN: Final = "explain"
SERVICE_ACCESS_LOG: Final = "access_log"
SERVICE_FORGET: Final = "forget"
SERVICE_AUDIT: Final = "audit"

ATTR_AT: Final = "at"
ATTR_DURATION: Final = "duration"
ATTR_HOURS: Final = "hours"
ATTR_MINUTES: Final = "minutes"
ATTR_REASON: Final = "reason"

LONGEST_REASON: Final = 200
"""Letters of a reason; it has to fit onto a placeholder and into a spoken answer."""

FARTHEST: Final = timedelta(days=366)
"""How far into the future `explain` looks."""

MOST_HOURS: Final = 24 * 366
"""How far back the access log goes, if the recorder kept it."""


def _duration(value: Any) -> timedelta:
    """Return a length of time; whether it makes sense is told later, in words."""
    try:
        period: timedelta = cv.time_period(value)
    except OverflowError:
        return timedelta.max
    return period


def _state(value: Any) -> str:
    """Return a state as text; `on` and `off` without quotes are truth values in YAML."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return cv.string(value)


SET_MODE_SCHEMA: Final = cv.make_entity_service_schema(
    {
        vol.Required(CONF_MODE): vol.Coerce(Mode),
        vol.Optional(ATTR_DURATION): _duration,
        vol.Optional(ATTR_REASON): vol.All(cv.string, vol.Length(max=LONGEST_REASON)),
    }
)
RESUME_SCHEMA: Final = cv.make_entity_service_schema({})
MUTE_SCHEMA: Final = cv.make_entity_service_schema(
    {vol.Optional(ATTR_DURATION): _duration}
)
ACCESS_LOG_SCHEMA: Final = cv.make_entity_service_schema(
    {
        vol.Optional(ATTR_HOURS, default=24): vol.All(
            number, vol.Range(min=0, max=MOST_HOURS)
        )
    }
)
FORGET_SCHEMA: Final = cv.make_entity_service_schema(
    {
        vol.Required(ATTR_MINUTES): vol.All(
            number,
            vol.Range(min=0, min_included=False, max=LONGEST.total_seconds() / 60),
        )
    }
)
EXPLAIN_SCHEMA: Final = cv.make_entity_service_schema(
    {
        vol.Optional(ATTR_AT): cv.datetime,
        vol.Optional(CONF_STATES): vol.Schema({cv.entity_id: _state}),
    }
)


def _by_hand(
    override: Callable[[Household, Iterable[Guard], ServiceCall], None],
) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    """Return the handler of an action that sets something by hand."""

    async def handle(call: ServiceCall) -> ServiceResponse:
        household, guards = await async_targets(call, POLICY_CONTROL)
        override(household, guards.values(), call)
        await household.store.async_save()  # Who has the answer may rely on it.
        return {
            entity_id: summary(household.texts, guard.decision, guard.changes.mode)
            for entity_id, guard in guards.items()
        }

    return handle


@_by_hand
def _set_mode(household: Household, guards: Iterable[Guard], call: ServiceCall) -> None:
    household.async_set_mode(
        guards,
        call.data[CONF_MODE],
        call.context,
        call.data.get(ATTR_DURATION),
        call.data.get(ATTR_REASON, "").strip() or None,
    )


@_by_hand
def _resume(household: Household, guards: Iterable[Guard], call: ServiceCall) -> None:
    household.async_resume(guards, call.context)


@_by_hand
def _mute(household: Household, guards: Iterable[Guard], call: ServiceCall) -> None:
    household.async_mute(guards, call.context, call.data.get(ATTR_DURATION))


@_by_hand
def _unmute(household: Household, guards: Iterable[Guard], call: ServiceCall) -> None:
    household.async_unmute(guards, call.context, call.data.get(ATTR_DURATION))


async def _async_explain(call: ServiceCall) -> ServiceResponse:
    household, guards = await async_targets(call, POLICY_READ)
    states = {
        entity_id: _supposed_state(call.hass, entity_id, state)
        for entity_id, state in call.data.get(CONF_STATES, {}).items()
    }
    case = Case(_time_to_come(call.data.get(ATTR_AT)), states)
    rules = (rule for guard in guards.values() for rule in guard.rules)
    last_day = await async_last_day_of_rules(
        call.hass, household.texts, () if case.is_supposed else rules
    )
    may_read = await async_reader(call)
    return {
        entity_id: explain(household.texts, guard, case, last_day, may_read)
        for entity_id, guard in guards.items()
    }


async def _async_access_log(call: ServiceCall) -> ServiceResponse:
    household, guards = await async_targets(call, POLICY_READ)
    hours, names = call.data[ATTR_HOURS], tells_who(household)
    return {
        entity_id: await async_access_log(call.hass, guard, hours, tells_who=names)
        for entity_id, guard in guards.items()
    }


async def _async_forget(call: ServiceCall) -> ServiceResponse:
    household, guards = await async_targets(call, POLICY_CONTROL)
    minutes = call.data[ATTR_MINUTES]
    return {
        entity_id: await async_receipt(call.hass, household.texts, guard, minutes)
        for entity_id, guard in guards.items()
    }


async def _async_audit(call: ServiceCall) -> ServiceResponse:
    household: Household = async_get_config_entry(call.hass, DOMAIN, None).runtime_data
    return answer(household, await async_audit(call.hass, household))


def _time_to_come(at: datetime | None) -> datetime | None:
    """Return a time in UTC; raise for one that nothing can be said about."""
    if at is None:
        return None
    when, now = dt_util.as_utc(at), dt_util.utcnow()
    if not now <= when <= now + FARTHEST:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="wrong_time"
        )
    return when


def _supposed_state(hass: HomeAssistant, entity_id: str, state: str) -> State:
    real = hass.states.get(entity_id)
    return State(entity_id, state, real.attributes if real else None)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; all cameras of a call are moved together."""
    for name, handler, schema, response in (
        (SERVICE_SET_MODE, _set_mode, SET_MODE_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_RESUME, _resume, RESUME_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_MUTE, _mute, MUTE_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_UNMUTE, _unmute, MUTE_SCHEMA, SupportsResponse.OPTIONAL),
        (SERVICE_EXPLAIN, _async_explain, EXPLAIN_SCHEMA, SupportsResponse.ONLY),
        (
            SERVICE_ACCESS_LOG,
            _async_access_log,
            ACCESS_LOG_SCHEMA,
            SupportsResponse.ONLY,
        ),
        (SERVICE_FORGET, _async_forget, FORGET_SCHEMA, SupportsResponse.OPTIONAL),
    ):
        hass.services.async_register(
            DOMAIN, name, handler, schema=schema, supports_response=response
        )
    # The answer tells about the whole configuration, of whomever it is.
    async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_AUDIT,
        _async_audit,
        vol.Schema({}),
        SupportsResponse.ONLY,
    )
