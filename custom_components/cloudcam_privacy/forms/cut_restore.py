"""What brings a camera back after a cut that has no state to go back to."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    ObjectSelectorField,
    TextSelector,
)

from ..const import CONF_CUTS, CONF_ENTITY_ID, CONF_RESTORE, CONF_STATE, RESTORE_NEVER
from ..cut.catalogue.states import CUT_STATES, valid_cut_states
from ..cut.command import is_stateless
from ..household.references import async_is_ours, async_reference, async_resolve
from .cut_state import named_states
from .errors import FormErrors, existing
from .fields import entity_field

_ENTITY: Final = "restore_entity"
_STATE: Final = "restore_state"
_NEVER: Final = "not_restored"


def restore_fields() -> dict[str, ObjectSelectorField]:
    """Return the fields of the dialog for one cut."""
    return {
        _ENTITY: ObjectSelectorField(selector=entity_field(*CUT_STATES)),
        _STATE: ObjectSelectorField(selector=TextSelector()),
        _NEVER: ObjectSelectorField(selector=BooleanSelector()),
    }


@callback
def restore_to_form(hass: HomeAssistant, stored: Any) -> dict[str, Any]:
    """Return what is stored as the dialog shows it."""
    if stored == RESTORE_NEVER:
        return {_NEVER: True}
    if not isinstance(stored, Mapping):
        return {}
    reference = stored[CONF_ENTITY_ID]
    return {
        _ENTITY: async_resolve(hass, reference) or reference,
        _STATE: stored[CONF_STATE],
    }


@callback
def judge_restore(
    hass: HomeAssistant, entity_id: str, cut: dict[str, Any], problems: FormErrors
) -> dict[str, Any]:
    """Return `restore` in the shape to store, empty if the cut needs none.

    It may be given as stored, too.
    """
    given = cut.get(CONF_RESTORE)
    if given == RESTORE_NEVER or cut.get(_NEVER) is True:
        return {CONF_RESTORE: RESTORE_NEVER}
    if not isinstance(given, Mapping):
        given = {CONF_ENTITY_ID: cut.get(_ENTITY), CONF_STATE: cut.get(_STATE)}
    if not given.get(CONF_ENTITY_ID):
        if is_stateless(entity_id):
            problems.add(CONF_CUTS, "cut_restore_missing", cut=entity_id)
        return {}
    restoring = existing(hass, given[CONF_ENTITY_ID], CUT_STATES)
    if restoring is None or async_is_ours(hass, restoring):
        named = str(given[CONF_ENTITY_ID])
        problems.add(CONF_CUTS, "cut_restore_unknown", cut=entity_id, restore=named)
        return {}
    state = str(given.get(CONF_STATE) or "").strip()
    states = valid_cut_states(hass, restoring)
    if len(states) == 1 and not state:
        (state,) = states  # A button can only be pressed.
    if not state or (states and state not in states):
        listed = named_states(hass, states)
        problems.add(CONF_CUTS, "cut_restore_invalid", restore=restoring, states=listed)
    reference = async_reference(hass, restoring)
    return {CONF_RESTORE: {CONF_ENTITY_ID: reference, CONF_STATE: state}}
