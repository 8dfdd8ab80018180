"""The forms of one rule."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    DurationSelectorConfig,
    TextSelector,
)
import voluptuous as vol

from ..const import (
    CONF_AFTER,
    CONF_CAMERAS,
    CONF_CHANGE,
    CONF_EXCEPTION,
    CONF_HOLD,
    CONF_KIND,
    CONF_MODE,
    CONF_MUTE,
    CONF_NAME,
    CONF_PREVIEW,
    CONF_RESTING_MODE,
    DOMAIN,
    SUBENTRY_CAMERA,
)
from ..household.last_day import async_last_day_of_new_rule
from ..household.localize import Texts
from ..household.references import async_resolve
from ..policy.mode import Mode
from ..rules.history import RECORDER
from ..source.place import async_guarded_id
from .durations import NO_TIME, duration_to_store
from .errors import FormErrors, as_list
from .fields import MODE_FIELD, SAVED, DurationField, Fields, Given, entity_field
from .people import async_untracked
from .rule_kinds import KINDS
from .rule_title import rule_title
from .rule_trouble import async_judge_what_it_rests_on
from .sections import SectionedSchema

ADVANCED_FIELDS: Final = (CONF_EXCEPTION, CONF_AFTER, CONF_HOLD)
"""Fields of all kinds that few people need."""


def _fields(own: Fields, hold: Mapping[str, int]) -> Fields:
    """Return all fields of a rule's form, the kind's own ones after the name."""
    duration = DurationField(DurationSelectorConfig(enable_second=True))
    return {
        vol.Required(CONF_NAME): TextSelector(),
        **own,
        vol.Required(CONF_MODE, default=Mode.PRIVATE.value): MODE_FIELD,
        vol.Required(CONF_MUTE, default=False): BooleanSelector(),
        vol.Optional(CONF_CAMERAS): entity_field(
            CAMERA_DOMAIN, integration=DOMAIN, several=True
        ),
        vol.Required(CONF_EXCEPTION, default=False): BooleanSelector(),
        vol.Required(CONF_AFTER, default=NO_TIME): duration,
        vol.Required(CONF_HOLD, default=dict(hold)): duration,
    }


@callback
def _camera_of(hass: HomeAssistant, entry: ConfigEntry, value: Any) -> str | None:
    """Return the subentry id of a guarded camera, from that id or from its entity."""
    subentry_id = value
    if isinstance(value, str) and (entity_id := async_resolve(hass, value)) is not None:
        entity = er.async_get(hass).async_get(entity_id)
        if entity is not None:
            subentry_id = entity.config_subentry_id
    guarded = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    known = (subentry.subentry_id for subentry in guarded)
    return next((each for each in known if each == subentry_id), None)


@callback
def _camera_to_form(hass: HomeAssistant, subentry_id: str) -> str:
    """Return the entity of a guarded camera; one that is gone keeps its id."""
    return async_guarded_id(hass, subentry_id) or subentry_id


def _judge_duration(given: Given, field: str, problems: FormErrors) -> dict[str, Any]:
    try:
        return duration_to_store(given[field])
    except vol.Invalid:
        problems.add(field, "duration_invalid")
        return NO_TIME


@callback
def _judge(
    hass: HomeAssistant, entry: ConfigEntry, given: Given, problems: FormErrors
) -> dict[str, Any]:
    """Return the fields that all kinds have in the shape to store."""
    if not (name := given[CONF_NAME].strip()):
        problems.add(CONF_NAME, "name_missing")
    cameras: list[str] = []
    for value in as_list(given.get(CONF_CAMERAS)):
        if (subentry_id := _camera_of(hass, entry, value)) is None:
            problems.add(CONF_CAMERAS, "camera_not_guarded", camera=str(value))
        elif subentry_id not in cameras:
            cameras.append(subentry_id)
    return {
        CONF_NAME: name,
        CONF_MODE: given[CONF_MODE],
        CONF_MUTE: given[CONF_MUTE],
        CONF_CAMERAS: cameras,
        CONF_EXCEPTION: given[CONF_EXCEPTION],
        CONF_AFTER: _judge_duration(given, CONF_AFTER, problems),
        CONF_HOLD: _judge_duration(given, CONF_HOLD, problems),
    }


def _changes_nothing(entry: ConfigEntry, data: Given) -> bool:
    """Tell whether a rule asks for what is so without it, for each of its cameras."""
    if data[CONF_MODE] != Mode.OPEN or data[CONF_EXCEPTION] or data[CONF_MUTE]:
        return False
    return all(
        camera.data[CONF_RESTING_MODE] == Mode.OPEN
        for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA)
        if not data[CONF_CAMERAS] or camera.subentry_id in data[CONF_CAMERAS]
    )


type Step = Callable[
    [RuleFlow, dict[str, Any] | None], Coroutine[Any, Any, SubentryFlowResult]
]


def _step(kind: str) -> Step:
    """Return the step with the form of a kind of rule."""

    async def step(
        flow: RuleFlow, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        return await flow.async_form(kind, user_input)

    return step


class RuleFlow(ConfigSubentryFlow):
    """Add a rule, and change it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._warned: set[str] = set()
        """Entities of which was said that a camera of the rule silences them."""
        self._kind = ""
        self._given: dict[str, Any] | None = None
        self._data: dict[str, Any] = {}
        """What is shown before it is saved: the form, as given and as to be stored."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for the kind of rule."""
        return self.async_show_menu(step_id="user", menu_options=list(KINDS))

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Open the form of the rule's kind."""
        return await self.async_form(self._get_reconfigure_subentry().data[CONF_KIND])

    async_step_presence = _step("presence")
    async_step_schedule = _step("schedule")
    async_step_activity = _step("activity")
    async_step_room = _step("room")
    async_step_condition = _step("condition")

    async def async_form(
        self, kind: str, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show the form of a kind of rule, and save what is filled in."""
        problems = FormErrors(self.hass)
        form = KINDS[kind]
        if user_input is not None:
            data = {
                CONF_KIND: kind,
                **_judge(self.hass, self._get_entry(), user_input, problems),
                **await form.judge(self.hass, user_input, problems),
            }
            if form.rests_on and not problems.errors:
                self._warned |= await async_judge_what_it_rests_on(
                    self.hass,
                    self._get_entry(),
                    data,
                    form.rests_on,
                    self._warned,
                    problems,
                )
            if not problems.errors:
                self._kind, self._given, self._data = kind, user_input, data
                if user_input.get(CONF_PREVIEW):
                    return await self.async_step_preview()
                return await self._async_save(data)
        elif self._given is not None:
            user_input = self._given
        elif self.source == SOURCE_RECONFIGURE:
            user_input = dict(self._get_reconfigure_subentry().data)
            user_input[CONF_CAMERAS] = [
                _camera_to_form(self.hass, camera)
                for camera in user_input[CONF_CAMERAS]
            ]
        own = form.fields(self.hass, user_input or {})
        fields = _fields(own, form.hold)
        if kind != "condition" and RECORDER in self.hass.config.components:
            # Chosen in the form, and not if somebody fills it in without seeing it.
            suggested = {"suggested_value": True}
            fields[vol.Optional(CONF_PREVIEW, description=suggested)] = (
                BooleanSelector()
            )
        advanced = (*form.advanced, *ADVANCED_FIELDS)
        schema = self.add_suggested_values_to_schema(vol.Schema(fields), user_input)
        return self.async_show_form(
            step_id=kind,
            data_schema=SectionedSchema(
                schema.schema, advanced, user_input or {}, problems
            ),
            errors=problems.errors,
            description_placeholders={
                **(await async_untracked(self.hass) if kind == "presence" else {}),
                **problems.placeholders,
            },
        )

    async def async_step_preview(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show what the rule would have done in the last day, before it is saved."""
        if user_input is None:
            texts = await Texts.async_load(self.hass)
            lines = await async_last_day_of_new_rule(
                self.hass, self._get_entry(), texts, self._data
            )
            if _changes_nothing(self._get_entry(), self._data):
                lines = [texts.say("changes_nothing"), *lines]
            said = "\n".join(f"- {line}" for line in lines)
            return self.async_show_form(
                step_id="preview",
                data_schema=vol.Schema(
                    {vol.Required(CONF_CHANGE, default=False): BooleanSelector()}
                ),
                description_placeholders={
                    "last_day": said or texts.say("last_day_not_known")
                },
            )
        if user_input.get(CONF_CHANGE):
            return await self.async_form(self._kind)
        return await self._async_save(self._data)

    async def _async_save(self, data: dict[str, Any]) -> SubentryFlowResult:
        title = rule_title(self.hass, await Texts.async_load(self.hass), data)
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(
                self._get_entry(),
                self._get_reconfigure_subentry(),
                title=title,
                data=data,
                reason=SAVED,
            )
        return self.async_create_entry(title=title, data=data)
