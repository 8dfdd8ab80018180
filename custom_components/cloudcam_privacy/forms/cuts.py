"""The list of cuts in the camera's form: how it is edited, judged and stored."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers.selector import (
    BooleanSelector,
    ObjectSelectorConfig,
    ObjectSelectorField,
)

from ..const import (
    CONF_CUT_STATE,
    CONF_CUTS,
    CONF_ENTITY_ID,
    CONF_FROM_MODE,
    CONF_LAST_RESORT,
    CONF_RESTORE,
    CONF_STOPS,
)
from ..cut.catalogue.states import CUT_STATES
from ..cut.spec import Stops, key_of
from ..household.references import async_is_ours, async_reference, async_resolve
from ..policy.mode import Mode
from .cut_restore import judge_restore, restore_fields, restore_to_form
from .cut_state import judge_state
from .errors import FormErrors, as_list, existing
from .fields import ObjectField, async_labels, entity_field, named_choice, own_entities

FROM_MODES = (Mode.LOCAL, Mode.BLURRED, Mode.PRIVATE)
"""Modes in which the upload is cut; in the mode open it flows."""


async def async_cuts_field(hass: HomeAssistant) -> ObjectField:
    """Return the field in which cuts are added, changed and removed.

    The dialog for one cut does not translate options by itself, so their names are
    put in here.
    """
    states = await async_labels(hass, CONF_CUT_STATE)
    modes = await async_labels(hass, "mode_choice")
    stops = await async_labels(hass, CONF_STOPS)
    return ObjectField(
        ObjectSelectorConfig(
            multiple=True,
            translation_key="cuts",
            label_field=CONF_ENTITY_ID,
            fields={
                CONF_ENTITY_ID: ObjectSelectorField(
                    required=True,
                    selector=entity_field(*CUT_STATES, exclude=own_entities(hass)),
                ),
                # Not required: of a required choice the dialog takes the first
                # option, which for a privacy switch would be the wrong one.
                CONF_CUT_STATE: ObjectSelectorField(
                    selector=named_choice(states, custom_value=True)
                ),
                CONF_FROM_MODE: ObjectSelectorField(
                    default=Mode.LOCAL.value,
                    selector=named_choice({mode: modes[mode] for mode in FROM_MODES}),
                ),
                CONF_STOPS: ObjectSelectorField(
                    default=Stops.UPLOAD.value, selector=named_choice(stops)
                ),
                CONF_LAST_RESORT: ObjectSelectorField(
                    default=False, selector=BooleanSelector()
                ),
                **restore_fields(),
            },
        )
    )


@callback
def cuts_to_form(
    hass: HomeAssistant, stored: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return stored cuts as the form shows them; one that is gone keeps its id."""
    return [
        {
            **{name: v for name, v in cut.items() if name != CONF_RESTORE},
            **restore_to_form(hass, cut.get(CONF_RESTORE)),
            CONF_ENTITY_ID: async_resolve(hass, cut[CONF_ENTITY_ID])
            or cut[CONF_ENTITY_ID],
        }
        for cut in stored
    ]


@callback
def judge_cuts(
    hass: HomeAssistant, given: Any, problems: FormErrors
) -> list[dict[str, Any]]:
    """Return the cuts of a form in the shape to store."""
    cuts: dict[str, dict[str, Any]] = {}
    for row in as_list(given):
        cut = row if isinstance(row, dict) else {}
        if (entity_id := _judge_entity(hass, cut, problems)) is None:
            continue
        reference = async_reference(hass, entity_id)
        stops = _judge_stops(entity_id, cut, problems)
        state = judge_state(hass, entity_id, cut, stops, problems)
        key = key_of(reference, state)
        if key in cuts:
            problems.add(CONF_CUTS, "cut_twice", cut=entity_id)
        cuts[key] = {
            CONF_ENTITY_ID: reference,
            CONF_CUT_STATE: state,
            CONF_FROM_MODE: _judge_mode(entity_id, cut, problems),
            CONF_LAST_RESORT: cut.get(CONF_LAST_RESORT) is True,
            CONF_STOPS: stops,
            **judge_restore(hass, entity_id, cut, problems),
        }
    return list(cuts.values())


def _judge_entity(
    hass: HomeAssistant, cut: dict[str, Any], problems: FormErrors
) -> str | None:
    if not (given := cut.get(CONF_ENTITY_ID)):
        problems.add(CONF_CUTS, "cut_without_entity")
    elif (entity_id := existing(hass, given, ())) is None:
        problems.add(CONF_CUTS, "cut_unknown", cut=str(given))
    elif async_is_ours(hass, entity_id):
        problems.add(CONF_CUTS, "cut_is_guarded_view", cut=entity_id)
    elif split_entity_id(entity_id)[0] not in CUT_STATES:
        domains = ", ".join(CUT_STATES)
        problems.add(CONF_CUTS, "cut_cannot_cut", cut=entity_id, domains=domains)
    else:
        return entity_id
    return None


def _judge_mode(entity_id: str, cut: dict[str, Any], problems: FormErrors) -> str:
    given = str(cut.get(CONF_FROM_MODE) or Mode.LOCAL)
    if given not in FROM_MODES:
        modes = ", ".join(FROM_MODES)
        problems.add(CONF_CUTS, "cut_mode_invalid", cut=entity_id, modes=modes)
    return given


def _judge_stops(entity_id: str, cut: dict[str, Any], problems: FormErrors) -> str:
    given = str(cut.get(CONF_STOPS) or Stops.UPLOAD)
    if given not in tuple(Stops):
        problems.add(CONF_CUTS, "cut_stops_invalid", cut=entity_id)
    return given


def stops_uploads(cut: Mapping[str, Any]) -> bool:
    """Tell whether a stored cut stops the uploads, and not the microphone alone."""
    return bool(cut.get(CONF_STOPS) != Stops.SOUND)
