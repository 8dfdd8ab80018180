"""The way into the integration: one form that gives a working household."""

from typing import Any, Final, override

from homeassistant.components.person import DOMAIN as PERSON_DOMAIN
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryData,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from .const import (
    CONF_AWAY_MODE,
    CONF_CAMERA,
    CONF_CAMERAS,
    CONF_CUTS,
    CONF_HOME_MODE,
    CONF_PEOPLE,
    CONF_RESTING_MODE,
    CONF_ROOM_MODE,
    CONF_SIBLINGS,
    CONF_TAKE_OVER,
    DOMAIN,
    SUBENTRY_CAMERA,
    SUBENTRY_RULE,
)
from .forms.camera import CameraFlow
from .forms.cuts import stops_uploads
from .forms.errors import FormErrors, as_list
from .forms.fields import MODE_FIELD, entity_field
from .forms.first_rules import async_first_rules
from .forms.found import FoundForm, async_look
from .forms.options import DEFAULT_OPTIONS, HouseholdOptionsFlow
from .forms.people import async_untracked, people_by_tracking
from .forms.rule import RuleFlow
from .forms.sources import judge_source, new_camera, source_field
from .forms.taking_over import (
    ForSiblings,
    async_hide,
    async_notes,
    async_siblings_field,
    async_unguarded_siblings,
)
from .household.household import HouseholdConfigEntry
from .household.migrate import VERSION
from .household.references import async_name
from .policy.mode import Mode

TITLE: Final = "Cloudcam Privacy"


class CloudcamPrivacyConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set up the household."""

    VERSION = VERSION

    def __init__(self) -> None:
        """Prepare what the first step hands to the second."""
        self._given: dict[str, Any] = {}
        self._cameras: list[str] = []
        self._rules: list[ConfigSubentryData] = []
        self._found: FoundForm | None = None

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: HouseholdConfigEntry) -> OptionsFlow:
        """Return the form of the options."""
        return HouseholdOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: HouseholdConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the forms of cameras and rules."""
        return {SUBENTRY_CAMERA: CameraFlow, SUBENTRY_RULE: RuleFlow}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which cameras to guard, and from when on."""
        problems = FormErrors(self.hass)
        if user_input is not None:
            cameras = self._judge_cameras(user_input[CONF_CAMERAS], problems)
            # Without people nothing would ever make the cameras private: better to
            # say so now than to look like a guard.
            people = problems.entities(
                user_input,
                CONF_PEOPLE,
                (PERSON_DOMAIN,),
                none_given="no_people",
                not_found="person_unknown",
            )
            if not problems.errors:
                self._given = user_input
                self._cameras = cameras
                self._rules = await async_first_rules(self.hass, people, user_input)
                return await self.async_step_cuts()
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(self._schema(), user_input),
            errors=problems.errors,
            description_placeholders={
                **await async_untracked(self.hass),
                **problems.placeholders,
            },
        )

    async def async_step_cuts(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what was found that stops each camera, and set the household up.

        Nothing is switched before this is confirmed; as it stands, it means as ticked.
        """
        problems = FormErrors(self.hass)
        found, ticked, confirmed = await async_look(
            self.hass, self._cameras, self._found, user_input, problems
        )
        self._found = found
        if confirmed:
            return self._create(found, ticked, (user_input or {}).get(CONF_SIBLINGS))
        return self.async_show_form(
            step_id="cuts",
            data_schema=found.schema(ticked).extend(
                async_siblings_field(self.hass, self._cameras)
            ),
            errors=problems.errors,
            description_placeholders={
                "notes": found.notes(ticked),
                "taking_over": await async_notes(self.hass, self._cameras),
                **problems.placeholders,
            },
        )

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Open the form of a camera whose uploads nothing stops, to add what does."""
        entry: HouseholdConfigEntry = result["result"]
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA):
            if any(map(stops_uploads, subentry.data[CONF_CUTS])):
                continue
            flow = await self.hass.config_entries.subentries.async_init(
                (entry.entry_id, SUBENTRY_CAMERA),
                context={
                    "source": SOURCE_RECONFIGURE,
                    "subentry_id": subentry.subentry_id,
                },
            )
            result["next_flow"] = (FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"])
            break
        return result

    @callback
    def _create(
        self, found: FoundForm, values: list[str], for_siblings: str | None
    ) -> ConfigFlowResult:
        siblings = async_unguarded_siblings(self.hass, self._cameras)
        if for_siblings == ForSiblings.HIDE:
            async_hide(self.hass, siblings)
        guarded = siblings if for_siblings == ForSiblings.GUARD else ()
        return self.async_create_entry(
            title=TITLE,
            data={},
            options=dict(DEFAULT_OPTIONS),
            subentries=[
                *(
                    self._camera(each.source, found.chosen(each, values))
                    for each in found.findings
                ),
                *(self._camera(each) for each in guarded),
                *self._rules,
            ],
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
    def _camera(
        self, entity_id: str, cuts: list[dict[str, Any]] | None = None
    ) -> ConfigSubentryData:
        """Return a camera to guard; without cuts, with those that are found."""
        data = new_camera(
            self.hass,
            entity_id,
            **{
                CONF_RESTING_MODE: self._given[CONF_AWAY_MODE],
                CONF_TAKE_OVER: self._given[CONF_TAKE_OVER],
                **({} if cuts is None else {CONF_CUTS: cuts}),
            },
        )
        return ConfigSubentryData(
            subentry_type=SUBENTRY_CAMERA,
            title=async_name(self.hass, entity_id),
            unique_id=data[CONF_CAMERA],
            data=data,
        )
