"""Who may lower privacy. Anyone may raise it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from homeassistant.core import Context, HomeAssistant

from .const import CONF_AUTOMATIONS_MAY_LOWER, CONF_LOWER_USERS

_AUTOMATIONS: Final = ("automation", "script")


class Origin(StrEnum):
    """Where a call comes from, by its context."""

    PERSON = "person"
    AUTOMATION = "automation"
    NOT_KNOWN = "not_known"


def origin_of(hass: HomeAssistant, context: Context) -> Origin:
    """Return where a call comes from.

    A person's call carries the user. An automation's carries the context of what
    triggered it as parent, or, with nobody behind it, is the very context that the
    automation or script wrote its own state with.
    """
    if context.user_id is not None:
        return Origin.PERSON
    if context.parent_id is not None or any(
        state.context.id == context.id for state in hass.states.async_all(_AUTOMATIONS)
    ):
        return Origin.AUTOMATION
    return Origin.NOT_KNOWN


def may_lower(
    hass: HomeAssistant, options: Mapping[str, Any], context: Context
) -> bool:
    """Tell whether a call may lower privacy; one of unknown origin may not."""
    match origin_of(hass, context):
        case Origin.PERSON:
            users = options[CONF_LOWER_USERS]
            return not users or context.user_id in users
        case Origin.AUTOMATION:
            return bool(options[CONF_AUTOMATIONS_MAY_LOWER])
        case Origin.NOT_KNOWN:
            return False
