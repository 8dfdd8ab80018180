"""The forms of one guarded camera."""

from typing import Any

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN, SensorDeviceClass
from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
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
    CONF_CAMERA,
    CONF_CUTS,
    CONF_HIDE_REASON,
    CONF_RESTING_MODE,
    CONF_SOUND,
    CONF_TAKE_OVER,
    CONF_TRUST_INTERNAL,
    CONF_UPLOAD_LIMIT,
    CONF_UPLOAD_RATE,
    CONF_WHEN_UNSURE,
    DEFAULT_UPLOAD_LIMIT,
)
from ..policy.matching import WhenUnsure
from ..policy.mode import Mode
from ..policy.sound import SoundSetting
from .cuts import async_cuts_field, cuts_to_form, judge_cuts
from .errors import FormErrors, existing
from .fields import MODE_FIELD, choice, entity_field, to_form
from .sources import (
    guarded_sources,
    judge_source,
    new_camera,
    source_field,
    source_name,
)


async def _async_fields(hass: HomeAssistant) -> dict[vol.Marker, Any]:
    """Return the fields that can be changed later, with their defaults."""
    return {
        vol.Required(CONF_RESTING_MODE, default=Mode.OPEN.value): MODE_FIELD,
        vol.Optional(CONF_CUTS): await async_cuts_field(hass),
        vol.Required(CONF_WHEN_UNSURE, default=WhenUnsure.PRIVATE.value): choice(
            WhenUnsure, "when_unsure"
        ),
        vol.Required(CONF_SOUND, default=SoundSetting.WITH_PICTURE.value): choice(
            SoundSetting, "sound"
        ),
        vol.Optional(CONF_UPLOAD_RATE): entity_field(
            SENSOR_DOMAIN, device_class=SensorDeviceClass.DATA_RATE
        ),
        vol.Required(CONF_UPLOAD_LIMIT, default=DEFAULT_UPLOAD_LIMIT): NumberSelector(
            NumberSelectorConfig(
                min=0,
                step="any",
                mode=NumberSelectorMode.BOX,
                unit_of_measurement="kB/s",
            )
        ),
        vol.Required(CONF_TRUST_INTERNAL, default=False): BooleanSelector(),
        vol.Required(CONF_HIDE_REASON, default=False): BooleanSelector(),
        vol.Required(CONF_TAKE_OVER, default=True): BooleanSelector(),
    }


@callback
def _judge(
    hass: HomeAssistant, given: dict[str, Any], problems: FormErrors
) -> dict[str, Any]:
    """Return the fields that can be changed later in the shape to store."""
    rate = given.get(CONF_UPLOAD_RATE) or None
    if rate is not None:
        if (sensor := existing(hass, rate, (SENSOR_DOMAIN,))) is None:
            problems.add(CONF_UPLOAD_RATE, "upload_rate_unknown", sensor=str(rate))
        elif get_device_class(hass, sensor) != SensorDeviceClass.DATA_RATE:
            problems.add(CONF_UPLOAD_RATE, "upload_rate_wrong", sensor=sensor)
        rate = sensor
    return {
        **given,
        CONF_CUTS: judge_cuts(hass, given.get(CONF_CUTS), problems),
        CONF_UPLOAD_RATE: rate,
    }


class CameraFlow(ConfigSubentryFlow):
    """Guard a camera, and change how it is guarded."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Guard one more camera; without cuts those of the catalogue are taken."""
        guarded = guarded_sources(self.hass, self._get_entry())
        problems = FormErrors()
        if user_input is not None:
            fields = _judge(self.hass, user_input, problems)
            source = judge_source(
                self.hass, fields.pop(CONF_CAMERA), guarded, problems, CONF_CAMERA
            )
            if source is not None and not problems.errors:
                if not fields[CONF_CUTS]:
                    del fields[CONF_CUTS]
                data = new_camera(self.hass, source, **fields)
                return self.async_create_entry(
                    title=source_name(self.hass, source),
                    data=data,
                    unique_id=data[CONF_CAMERA],
                )
        schema = {
            vol.Required(CONF_CAMERA): source_field(self.hass, guarded),
            **await _async_fields(self.hass),
        }
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(schema), user_input
            ),
            errors=problems.errors,
            description_placeholders=problems.placeholders,
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change how a camera is guarded; which camera it is stays."""
        subentry = self._get_reconfigure_subentry()
        problems = FormErrors()
        if user_input is not None:
            fields = _judge(self.hass, user_input, problems)
            if not problems.errors:
                return self.async_update_and_abort(
                    self._get_entry(), subentry, data_updates=fields
                )
        stored = to_form(dict(subentry.data))
        stored[CONF_CUTS] = cuts_to_form(self.hass, stored[CONF_CUTS])
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(await _async_fields(self.hass)),
                stored if user_input is None else user_input,
            ),
            errors=problems.errors,
            description_placeholders={"name": subentry.title, **problems.placeholders},
        )
