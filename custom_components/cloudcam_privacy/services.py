"""The actions of Cloudcam Privacy."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_batched_platform_entity_service
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .camera import GuardedCamera
from .const import CONF_MODE, DOMAIN
from .guard import Guard
from .policy.mode import Mode

SERVICE_SET_MODE: Final = "set_mode"
SERVICE_RESUME: Final = "resume"

ATTR_DURATION: Final = "duration"
ATTR_REASON: Final = "reason"

LONGEST_OVERRIDE: Final = timedelta(days=366)
"""What is meant to last longer has no end at all."""

SET_MODE_SCHEMA: Final[VolDictType] = {
    vol.Required(CONF_MODE): vol.Coerce(Mode),
    vol.Optional(ATTR_DURATION): vol.All(
        cv.positive_time_period, vol.Range(timedelta(seconds=1), LONGEST_OVERRIDE)
    ),
    vol.Optional(ATTR_REASON): cv.string,
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; all cameras of a call are moved together."""
    async_register_batched_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_SET_MODE,
        entity_domain=CAMERA_DOMAIN,
        func=_async_set_mode,
        schema=SET_MODE_SCHEMA,
    )
    async_register_batched_platform_entity_service(
        hass,
        DOMAIN,
        SERVICE_RESUME,
        entity_domain=CAMERA_DOMAIN,
        func=_async_resume,
        schema=None,
    )


def _guards(cameras: Iterable[GuardedCamera]) -> list[Guard]:
    return [camera.guard for camera in cameras]


async def _async_set_mode(cameras: list[GuardedCamera], call: ServiceCall) -> None:
    cameras[0].household.async_set_mode(
        _guards(cameras),
        call.data[CONF_MODE],
        call.context,
        call.data.get(ATTR_DURATION),
        call.data.get(ATTR_REASON),
    )


async def _async_resume(cameras: list[GuardedCamera], call: ServiceCall) -> None:
    cameras[0].household.async_resume(_guards(cameras), call.context)
