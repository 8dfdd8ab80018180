"""The household's options: who may lower privacy, for how long, and what is noted."""

from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult, OptionsFlow
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import (
    CONF_AUTOMATIONS_MAY_LOWER,
    CONF_LEDGER,
    CONF_LIFT_MINUTES,
    CONF_LOWER_USERS,
    CONF_VOICE_MAY_LOWER,
    DEFAULT_LIFT_MINUTES,
)
from .fields import choice, minutes

DEFAULT_OPTIONS: Final[dict[str, Any]] = {
    CONF_LOWER_USERS: [],
    CONF_AUTOMATIONS_MAY_LOWER: True,
    CONF_VOICE_MAY_LOWER: False,
    CONF_LIFT_MINUTES: DEFAULT_LIFT_MINUTES,
    CONF_LEDGER: "full",
}

LONGEST_LIFT: Final = 24 * 60
"""Minutes that a lowering by hand may last at most."""


class HouseholdOptionsFlow(OptionsFlow):
    """Change the options; the entry's update listener puts them in force."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the one form."""
        stored = DEFAULT_OPTIONS | self.config_entry.options
        if user_input is not None:
            return self.async_create_entry(
                data={**stored, CONF_LOWER_USERS: [], **user_input}
            )
        schema = vol.Schema(
            {
                vol.Optional(CONF_LOWER_USERS): await self._async_users_field(
                    stored[CONF_LOWER_USERS]
                ),
                vol.Required(CONF_AUTOMATIONS_MAY_LOWER): BooleanSelector(),
                vol.Required(CONF_VOICE_MAY_LOWER): BooleanSelector(),
                vol.Required(CONF_LIFT_MINUTES): minutes(1, LONGEST_LIFT),
                vol.Required(CONF_LEDGER): choice(("full", "counts"), "ledger"),
            }
        )
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(schema, stored),
        )

    async def _async_users_field(self, chosen: list[str]) -> SelectSelector:
        """Return a choice among the people with a login.

        Somebody chosen who has none any more stays a choice under the bare id: taken
        off silently, the list might become empty, which lets everybody lower.
        """
        names = {user_id: user_id for user_id in chosen} | {
            user.id: user.name or user.id
            for user in await self.hass.auth.async_get_users()
            if user.is_active and not user.system_generated
        }
        return SelectSelector(
            SelectSelectorConfig(
                options=[
                    SelectOptionDict(value=user_id, label=name)
                    for user_id, name in names.items()
                ],
                multiple=True,
                mode=SelectSelectorMode.LIST,
            )
        )
