"""The forms of one guarded camera."""

from collections.abc import Iterable, Mapping
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.core import callback
import voluptuous as vol

from ..const import (
    CONF_CAMERA,
    CONF_CUT_STATE,
    CONF_CUTS,
    CONF_ENTITY_ID,
    CONF_LOOK_AGAIN,
)
from ..cut.catalogue.search import as_stored
from ..cut.spec import key_of
from ..household.localize import Texts
from ..household.references import async_name, async_resolve
from .camera_fields import ADVANCED_FIELDS, async_fields, judge_fields, stored_to_form
from .cuts import stops_uploads
from .errors import FormErrors
from .fields import SAVED
from .found import FoundForm, async_look
from .found_words import FoundWords
from .sections import SectionedSchema
from .sources import (
    cameras_left,
    guarded_sources,
    judge_source,
    new_camera,
    source_field,
)
from .taking_over import async_notes


class CameraFlow(ConfigSubentryFlow):
    """Guard a camera, and change how it is guarded."""

    def __init__(self) -> None:
        """Prepare what the first step hands to the second."""
        self._fields: dict[str, Any] = {}
        self._source = ""
        self._found: FoundForm | None = None

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Guard one more camera; without cuts those of the catalogue are taken."""
        guarded = guarded_sources(self.hass, self._get_entry())
        if not cameras_left(self.hass, guarded):
            return self.async_abort(reason="no_camera_left")
        problems = FormErrors(self.hass)
        if user_input is not None:
            fields = judge_fields(self.hass, user_input, problems)
            source = judge_source(
                self.hass, fields.pop(CONF_CAMERA), guarded, problems, CONF_CAMERA
            )
            if source is not None and not problems.errors:
                self._source, self._fields = source, fields
                if user_input[CONF_LOOK_AGAIN]:
                    return await self.async_step_cuts()
                return await self._async_finish()
        schema: dict[vol.Marker, Any] = {
            vol.Required(CONF_CAMERA): source_field(self.hass, guarded),
            **await async_fields(self.hass),
        }
        # Chosen in the form, and not if somebody fills it in without seeing it.
        shown = {CONF_LOOK_AGAIN: True} if user_input is None else user_input
        return self.async_show_form(
            step_id="user",
            data_schema=self._schema(schema, shown, problems),
            errors=problems.errors,
            description_placeholders=problems.placeholders,
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change how a camera is guarded; which camera it is stays."""
        subentry = self._get_reconfigure_subentry()
        problems = FormErrors(self.hass)
        self._source = async_resolve(self.hass, subentry.data[CONF_CAMERA]) or ""
        if user_input is not None:
            self._fields = judge_fields(self.hass, user_input, problems)
            if not problems.errors and user_input[CONF_LOOK_AGAIN] and self._source:
                return await self.async_step_cuts()
            if not problems.errors:
                return await self._async_finish()
        stored = stored_to_form(self.hass, dict(subentry.data))
        words = FoundWords(self.hass, await Texts.async_load(self.hass))
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self._schema(
                await async_fields(self.hass), user_input or stored, problems
            ),
            errors=problems.errors,
            description_placeholders={
                "name": subentry.title,
                "cuts": words.settings(self._source, stored[CONF_CUTS]),
                "taking_over": await self._async_notes(),
                **problems.placeholders,
            },
        )

    async def async_step_cuts(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show what is found for this camera now, each with a tick."""
        problems = FormErrors(self.hass)
        is_first = self._found is None
        found, ticked, confirmed = await async_look(
            self.hass, [self._source], self._found, user_input, problems
        )
        self._found = found
        if confirmed:
            self._take(found, ticked)
            return await self._async_finish()
        used = [_key(cut) for cut in self._fields[CONF_CUTS]]
        if is_first and used:
            ticked = found.used(used)
        return self.async_show_form(
            step_id="cuts",
            data_schema=found.schema(ticked),
            errors=problems.errors,
            description_placeholders={
                "notes": found.notes(ticked),
                "taking_over": await self._async_notes(),
                **problems.placeholders,
            },
        )

    async def _async_notes(self) -> str:
        guarded = guarded_sources(self.hass, self._get_entry())
        return await async_notes(
            self.hass, [self._source] if self._source else [], guarded
        )

    @callback
    def _take(self, form: FoundForm, values: list[str]) -> None:
        """Put what was chosen in place of what was found; what was added by hand stays.

        What is in use already keeps its settings.
        """
        (found,) = form.findings
        offered = {_key(cut) for cut in as_stored(self.hass, found.cuts)}
        chosen = {_key(cut): cut for cut in form.chosen(found, values)}
        used = {_key(cut): cut for cut in self._fields[CONF_CUTS]}
        kept = {key: cut for key, cut in used.items() if key not in offered}
        chosen |= {key: cut for key, cut in used.items() if key in chosen}
        self._fields[CONF_CUTS] = [*chosen.values(), *kept.values()]

    async def _async_finish(self) -> SubentryFlowResult:
        """Save, and say what guarding the camera does not do yet."""
        if self.source == SOURCE_RECONFIGURE:
            subentry = self._get_reconfigure_subentry()
            result = self.async_update_and_abort(
                self._get_entry(),
                subentry,
                data_updates=self._fields,
                reason=SAVED,
            )
            result["description_placeholders"] = await self._async_said(
                subentry.title, self._fields[CONF_CUTS]
            )
            return result
        given = {
            name: value
            for name, value in self._fields.items()
            # What was left empty is filled in with what is found.
            if value not in (None, [])
            or (name == CONF_CUTS and self._found is not None)
        }
        data = new_camera(self.hass, self._source, **given)
        name = async_name(self.hass, self._source)
        return self.async_create_entry(
            title=name,
            data=data,
            unique_id=data[CONF_CAMERA],
            description_placeholders=await self._async_said(name, data[CONF_CUTS]),
        )

    async def _async_said(
        self, name: str, cuts: Iterable[Mapping[str, Any]]
    ) -> dict[str, str]:
        texts = await Texts.async_load(self.hass)
        stopped = any(map(stops_uploads, cuts))
        said = texts.say("uploads_stopped" if stopped else "uploads_not_stopped")
        return {"name": name, "uploads": said}

    @callback
    def _schema(
        self,
        fields: dict[vol.Marker, Any],
        values: dict[str, Any] | None,
        problems: FormErrors,
    ) -> vol.Schema:
        suggested = self.add_suggested_values_to_schema(vol.Schema(fields), values)
        return SectionedSchema(
            suggested.schema, ADVANCED_FIELDS, values or {}, problems
        )


def _key(cut: Mapping[str, Any]) -> str:
    """Return what tells a stored cut from others."""
    return key_of(cut[CONF_ENTITY_ID], cut[CONF_CUT_STATE])
