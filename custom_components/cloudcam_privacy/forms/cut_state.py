"""Check that the state in which an entity cuts is one that it can have."""

from collections.abc import Iterable
import math
from typing import Any

from homeassistant.components.number import ATTR_MAX, ATTR_MIN
from homeassistant.core import HomeAssistant, callback, split_entity_id

from ..const import CONF_CUT_STATE, CONF_CUTS
from ..cut.catalogue.states import NUMBER_DOMAINS, capability, valid_cut_states
from ..cut.spec import Stops
from .errors import FormErrors
from .fields import labels


@callback
def judge_state(
    hass: HomeAssistant,
    entity_id: str,
    cut: dict[str, Any],
    stops: str,
    problems: FormErrors,
) -> str:
    """Return the cut state, in the case in which the entity spells it.

    An entity whose options are not known yet may be given any.
    """
    given = str(cut.get(CONF_CUT_STATE, "")).strip()
    if given and split_entity_id(entity_id)[0] in NUMBER_DOMAINS:
        _judge_number(hass, entity_id, given, stops, problems)
        return given
    states = valid_cut_states(hass, entity_id)
    for state in states:
        if state.casefold() == given.casefold():
            return state
    if not given:
        problems.add(CONF_CUTS, "cut_state_missing", cut=entity_id)
    elif states:
        listed = named_states(hass, states)
        problems.add(CONF_CUTS, "cut_state_invalid", cut=entity_id, states=listed)
    return given


@callback
def named_states(hass: HomeAssistant, states: Iterable[str]) -> str:
    """Return states as the form offers them, where it does."""
    offered = labels(hass, CONF_CUT_STATE)
    return ", ".join(offered.get(state, state) for state in states)


def _judge_number(
    hass: HomeAssistant, entity_id: str, given: str, stops: str, problems: FormErrors
) -> None:
    """Check a level: one that is never 0 does not silence a microphone."""
    least, most = (capability(hass, entity_id, name) for name in (ATTR_MIN, ATTR_MAX))
    low = least if isinstance(least, int | float) else -math.inf
    high = most if isinstance(most, int | float) else math.inf
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and low <= value <= high):
        listed = f"{low:g} – {high:g}"
        problems.add(CONF_CUTS, "cut_state_invalid", cut=entity_id, states=listed)
    elif stops == Stops.SOUND and value > 0:
        problems.add(CONF_CUTS, "cut_not_silent", cut=entity_id)
