"""Serve the dashboard strategy to browsers, and tell it what its user may do."""

from pathlib import Path
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import async_get_integration
from homeassistant.setup import async_when_setup

from ..const import DOMAIN

_SCRIPTS: Final = Path(__file__).with_name("js")
_LOADED: Final = ("strategy.js", "camera_stream.js")
"""What each page loads; the strategy loads the rest."""


@callback
def async_setup_frontend(hass: HomeAssistant) -> None:
    """Have each page load the scripts, once there is a frontend, if ever."""
    websocket_api.async_register_command(hass, _may_lower)
    async_when_setup(hass, "frontend", _async_serve)


async def _async_serve(hass: HomeAssistant, _: str) -> None:
    """Serve the scripts at an address that changes with the version."""
    integration = await async_get_integration(hass, DOMAIN)
    url = f"/{DOMAIN}/{integration.version}"
    scripts = StaticPathConfig(url, str(_SCRIPTS), cache_headers=False)
    await hass.http.async_register_static_paths([scripts])
    for script in _LOADED:
        add_extra_js_url(hass, f"{url}/{script}")


@callback
@websocket_api.websocket_command({"type": f"{DOMAIN}/may_lower"})
def _may_lower(
    hass: HomeAssistant,
    connection: websocket_api.ActiveConnection,
    msg: dict[str, Any],
) -> None:
    """Answer whether the user of the connection may lower privacy."""
    context = connection.context(msg)
    may = any(
        entry.runtime_data.rights.may_lower(context)
        for entry in hass.config_entries.async_loaded_entries(DOMAIN)
    )
    connection.send_result(msg["id"], {"may_lower": may})
