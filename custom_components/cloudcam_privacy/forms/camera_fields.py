"""The fields of one guarded camera: how they are edited, judged and stored."""

from typing import Any, Final

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN, SensorDeviceClass
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import get_device_class
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import voluptuous as vol

from ..const import (
    CONF_BATTERY,
    CONF_CUTS,
    CONF_HIDE_REASON,
    CONF_LOOK_AGAIN,
    CONF_RESTING_MODE,
    CONF_SOUND,
    CONF_TAKE_OVER,
    CONF_TRUST_INTERNAL,
    CONF_UPLOAD_LIMIT,
    CONF_UPLOAD_RATE,
    CONF_WHEN_UNSURE,
    CONF_WITNESSES,
    DEFAULT_UPLOAD_LIMIT,
)
from ..household.references import async_is_ours, async_reference, async_resolve
from ..policy.matching import WhenUnsure
from ..policy.mode import Mode
from ..policy.sound import SoundSetting
from .cuts import async_cuts_field, cuts_to_form, judge_cuts
from .errors import FormErrors, as_list, existing
from .fields import MODE_FIELD, choice, entity_field, to_form

ADVANCED_FIELDS: Final = (
    CONF_WHEN_UNSURE,
    CONF_UPLOAD_LIMIT,
    CONF_WITNESSES,
    CONF_BATTERY,
    CONF_TRUST_INTERNAL,
    CONF_HIDE_REASON,
)
"""Fields that few people need."""


async def async_fields(hass: HomeAssistant) -> dict[vol.Marker, Any]:
    """Return the fields that can be changed later, with their defaults."""
    return {
        vol.Required(CONF_RESTING_MODE, default=Mode.OPEN.value): MODE_FIELD,
        vol.Optional(CONF_CUTS): await async_cuts_field(hass),
        vol.Optional(CONF_LOOK_AGAIN, default=False): BooleanSelector(),
        vol.Optional(CONF_UPLOAD_RATE): entity_field(
            SENSOR_DOMAIN, device_class=SensorDeviceClass.DATA_RATE
        ),
        vol.Required(CONF_SOUND, default=SoundSetting.WITH_PICTURE.value): choice(
            SoundSetting, "sound"
        ),
        vol.Required(CONF_TAKE_OVER, default=True): BooleanSelector(),
        vol.Required(CONF_WHEN_UNSURE, default=WhenUnsure.PRIVATE.value): choice(
            WhenUnsure, "when_unsure"
        ),
        vol.Required(CONF_UPLOAD_LIMIT, default=DEFAULT_UPLOAD_LIMIT): NumberSelector(
            NumberSelectorConfig(
                min=0,
                step="any",
                mode=NumberSelectorMode.BOX,
                unit_of_measurement="kB/s",
            )
        ),
        vol.Optional(CONF_WITNESSES): entity_field(several=True),
        vol.Optional(CONF_BATTERY): BooleanSelector(),
        vol.Required(CONF_TRUST_INTERNAL, default=False): BooleanSelector(),
        vol.Required(CONF_HIDE_REASON, default=False): BooleanSelector(),
    }


@callback
def judge_fields(
    hass: HomeAssistant, given: dict[str, Any], problems: FormErrors
) -> dict[str, Any]:
    """Return the fields that can be changed later in the shape to store."""
    fields = {
        **given,
        CONF_CUTS: judge_cuts(hass, given.get(CONF_CUTS), problems),
        CONF_UPLOAD_RATE: _judge_rate(hass, given.get(CONF_UPLOAD_RATE), problems),
        CONF_WITNESSES: _judge_witnesses(hass, given.get(CONF_WITNESSES), problems),
    }
    fields.pop(CONF_LOOK_AGAIN, None)
    return fields


def _judge_rate(hass: HomeAssistant, given: Any, problems: FormErrors) -> str | None:
    if not given:
        return None
    if (sensor := existing(hass, given, (SENSOR_DOMAIN,))) is None:
        problems.add(CONF_UPLOAD_RATE, "upload_rate_unknown", sensor=str(given))
    elif get_device_class(hass, sensor) != SensorDeviceClass.DATA_RATE:
        problems.add(CONF_UPLOAD_RATE, "upload_rate_wrong", sensor=sensor)
    return sensor


def _judge_witnesses(
    hass: HomeAssistant, given: Any, problems: FormErrors
) -> list[str]:
    witnesses = []
    for value in as_list(given):
        if (entity_id := existing(hass, value, ())) is None:
            problems.add(CONF_WITNESSES, "witness_unknown", witness=str(value))
        elif async_is_ours(hass, entity_id):
            problems.add(CONF_WITNESSES, "witness_is_ours", witness=entity_id)
        else:
            witnesses.append(async_reference(hass, entity_id))
    return witnesses


@callback
def stored_to_form(hass: HomeAssistant, stored: dict[str, Any]) -> dict[str, Any]:
    """Return stored fields as the form shows them."""
    shown = to_form(stored)
    shown[CONF_CUTS] = cuts_to_form(hass, shown[CONF_CUTS])
    if CONF_WITNESSES in shown:
        shown[CONF_WITNESSES] = [
            async_resolve(hass, each) or each for each in shown[CONF_WITNESSES]
        ]
    return shown
