"""A stand-in for a bridge: it asks a camera for its video's address, as HomeKit does.

HomeKit calls the same function of Home Assistant, gives what it gets to ffmpeg, and
never asks again. Here the address is handed to the test, which runs ffmpeg with it.
"""

from homeassistant.components.camera import async_get_stream_source
from homeassistant.const import CONF_ENTITY_ID
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
)
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType

DOMAIN = "stand_in_bridge"

CONFIG_SCHEMA = cv.empty_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the action `address`."""

    async def address(call: ServiceCall) -> ServiceResponse:
        entity_id = call.data[CONF_ENTITY_ID]
        return {"address": await async_get_stream_source(hass, entity_id)}

    hass.services.async_register(
        DOMAIN, "address", address, supports_response=SupportsResponse.ONLY
    )
    return True
