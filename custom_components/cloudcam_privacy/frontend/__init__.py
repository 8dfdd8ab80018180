"""Give browsers the script with which dashboards follow the mode without a reload."""

from pathlib import Path
from typing import Final

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant

from ..const import DOMAIN

_SCRIPT: Final = Path(__file__).with_name("dashboard.js")
_URL: Final = f"/{DOMAIN}/{_SCRIPT.name}"


async def async_serve_script(hass: HomeAssistant) -> None:
    """Serve the script and have every page load it; without a frontend do nothing."""
    if "frontend" not in hass.config.components:
        return
    script = StaticPathConfig(_URL, str(_SCRIPT), cache_headers=False)
    await hass.http.async_register_static_paths([script])
    add_extra_js_url(hass, _URL)
