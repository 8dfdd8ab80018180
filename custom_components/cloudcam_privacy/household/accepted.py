"""A choice in repair dialogs, which have no button for it: to accept what is wrong."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.selector import BooleanSelector
import voluptuous as vol

from ..const import DOMAIN

CONF_ACCEPT: Final = "accept"

ACCEPT_FIELD: Final = {vol.Required(CONF_ACCEPT, default=False): BooleanSelector()}

ACCEPTED: Final = "accepted"
"""The reason why a dialog ends then; it says where the message is found again."""


@callback
def async_accept(
    hass: HomeAssistant, issue_id: str, given: Mapping[str, Any] | None
) -> bool:
    """Hide the message of an issue if that was chosen; tell whether it was."""
    if not (given or {}).get(CONF_ACCEPT):
        return False
    ir.async_get(hass).async_ignore(DOMAIN, issue_id, True)
    return True
