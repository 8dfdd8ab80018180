"""The way into the integration: one form that gives a working household."""

from typing import Any, Final, override

from homeassistant.components.person import DOMAIN as PERSON_DOMAIN
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryData,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from .const import (
    CONF_AWAY_MODE,
    CONF_CAMERA,
    CONF_CAMERAS,
    CONF_HOME_MODE,
    CONF_PEOPLE,
    CONF_RESTING_MODE,
    CONF_ROOM_MODE,
    CONF_TAKE_OVER,
    DOMAIN,
    SUBENTRY_CAMERA,
    SUBENTRY_RULE,
)
from .forms.camera import CameraFlow
from .forms.errors import FormErrors, all_existing, as_list
from .forms.fields import MODE_FIELD, entity_field
from .forms.first_rules import async_first_rules
from .forms.options import DEFAULT_OPTIONS, HouseholdOptionsFlow
from .forms.people import async_untracked, people_by_tracking
from .forms.rule import RuleFlow
from .forms.sources import judge_source, new_camera, source_field, source_name
from .household.migrate import VERSION
from .policy.mode import Mode

TITLE: Final = "Cloudcam Privacy"


class CloudcamPrivacyConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set up the household."""

    VERSION = VERSION

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the form of the options."""
        return HouseholdOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the forms of cameras and rules."""
        return {SUBENTRY_CAMERA: CameraFlow, SUBENTRY_RULE: RuleFlow}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which cameras to guard, and from when on."""
        problems = FormErrors()
        if user_input is not None:
            cameras = self._judge_cameras(user_input[CONF_CAMERAS], problems)
            # Without people nothing would ever make the cameras private: better to
            # say so now than to look like a guard.
            people = all_existing(
                self.hass,
                user_input[CONF_PEOPLE],
                (PERSON_DOMAIN,),
                problems,
                CONF_PEOPLE,
                none_given="no_people",
                not_found="person_unknown",
            )
            if not problems.errors:
                return self.async_create_entry(
                    title=TITLE,
                    data={},
                    options=dict(DEFAULT_OPTIONS),
                    subentries=[
                        *(self._camera(camera, user_input) for camera in cameras),
                        *await async_first_rules(self.hass, people, user_input),
                    ],
                )
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(self._schema(), user_input),
            errors=problems.errors,
            description_placeholders={
                **await async_untracked(self.hass),
                **problems.placeholders,
            },
        )

    @callback
    def _schema(self) -> vol.Schema:
        everybody, _untracked = people_by_tracking(self.hass)
        return vol.Schema(
            {
                vol.Required(CONF_CAMERAS): source_field(self.hass, several=True),
                vol.Required(CONF_PEOPLE, default=everybody): entity_field(
                    PERSON_DOMAIN, several=True
                ),
                vol.Required(CONF_HOME_MODE, default=Mode.PRIVATE.value): MODE_FIELD,
                vol.Required(CONF_AWAY_MODE, default=Mode.OPEN.value): MODE_FIELD,
                vol.Optional(CONF_ROOM_MODE): MODE_FIELD,
                vol.Required(CONF_TAKE_OVER, default=True): BooleanSelector(),
            }
        )

    @callback
    def _judge_cameras(self, given: Any, problems: FormErrors) -> list[str]:
        cameras: list[str] = []
        for value in as_list(given):
            camera = judge_source(self.hass, value, cameras, problems, CONF_CAMERAS)
            if camera is not None:
                cameras.append(camera)
        if not cameras:
            problems.add(CONF_CAMERAS, "no_cameras")
        return cameras

    @callback
    def _camera(self, entity_id: str, given: dict[str, Any]) -> ConfigSubentryData:
        data = new_camera(
            self.hass,
            entity_id,
            **{
                CONF_RESTING_MODE: given[CONF_AWAY_MODE],
                CONF_TAKE_OVER: given[CONF_TAKE_OVER],
            },
        )
        return ConfigSubentryData(
            subentry_type=SUBENTRY_CAMERA,
            title=source_name(self.hass, entity_id),
            unique_id=data[CONF_CAMERA],
            data=data,
        )
