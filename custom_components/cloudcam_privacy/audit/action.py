"""The actions `audit`, and `undo_mend` for what its repairs have changed."""

from typing import Final

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import (
    async_get_config_entry,
    async_register_admin_service,
)
import voluptuous as vol

from ..const import DOMAIN
from ..household.household import Household
from .answer import answer
from .audit import async_audit
from .kept import Kept
from .mend import async_undo

SERVICE_AUDIT: Final = "audit"
SERVICE_UNDO_MEND: Final = "undo_mend"
ATTR_KEPT: Final = "kept"

AUDIT_SCHEMA: Final = vol.Schema({})
UNDO_MEND_SCHEMA: Final = vol.Schema({vol.Required(ATTR_KEPT): cv.string})


@callback
def async_setup_actions(hass: HomeAssistant) -> None:
    """Register the actions; of people, only administrators may call them.

    The answer tells about the whole configuration, of whomever it is.
    """
    async_register_admin_service(
        hass, DOMAIN, SERVICE_AUDIT, _async_audit, AUDIT_SCHEMA, SupportsResponse.ONLY
    )
    async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_UNDO_MEND,
        _async_undo_mend,
        UNDO_MEND_SCHEMA,
        SupportsResponse.OPTIONAL,
    )


async def _async_audit(call: ServiceCall) -> ServiceResponse:
    household: Household = async_get_config_entry(call.hass, DOMAIN, None).runtime_data
    audit = await async_audit(call.hass, household)
    return answer(household, audit, await Kept(call.hass).async_all())


async def _async_undo_mend(call: ServiceCall) -> ServiceResponse:
    return await async_undo(call.hass, call.data[ATTR_KEPT])
