"""The action `audit`."""

from typing import Final

from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.helpers.service import (
    async_get_config_entry,
    async_register_admin_service,
)
import voluptuous as vol

from ..const import DOMAIN
from ..household.household import Household
from .answer import answer
from .audit import async_audit

SERVICE_AUDIT: Final = "audit"


@callback
def async_setup_actions(hass: HomeAssistant) -> None:
    """Register the action; of people, only administrators may call it.

    The answer tells about the whole configuration, of whomever it is.
    """
    async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_AUDIT,
        _async_audit,
        vol.Schema({}),
        SupportsResponse.ONLY,
    )


async def _async_audit(call: ServiceCall) -> ServiceResponse:
    household: Household = async_get_config_entry(call.hass, DOMAIN, None).runtime_data
    return answer(household, await async_audit(call.hass, household))
