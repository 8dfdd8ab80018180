"""The rig is set up by the bench, with what it asks for."""

from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult

from . import DOMAIN


class RigConfigFlow(ConfigFlow, domain=DOMAIN):
    """Take the number of cameras and make the entry."""

    async def async_step_import(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Make the entry."""
        return self.async_create_entry(title="Rig", data=data)
