"""Read and write what Home Assistant's own editors keep.

Automations, scripts and scenes live in files that Home Assistant's editor writes anew
as a whole, comments lost; it is done here in the same way. A file that takes parts of
itself from elsewhere is left alone.
"""

import asyncio
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.components.lovelace.const import LOVELACE_DATA, MODE_STORAGE
from homeassistant.config import (
    AUTOMATION_CONFIG_PATH,
    SCENE_CONFIG_PATH,
    SCRIPT_CONFIG_PATH,
)
from homeassistant.const import CONF_ID, SERVICE_RELOAD
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.file import write_utf8_file_atomic
from homeassistant.util.yaml import dump, load_yaml

from ..const import DOMAIN
from .dashboards import DEFAULT

DASHBOARD: Final = "dashboard"
LIMIT: Final = 30
"""Seconds that reading, writing or reloading may take."""

_FROM_ELSEWHERE: Final = re.compile(
    r"(?:^|\s)!(?:include|secret|env_var)", re.MULTILINE
)

_FILES: Final = {
    "automation": AUTOMATION_CONFIG_PATH,
    "script": SCRIPT_CONFIG_PATH,
    "scene": SCENE_CONFIG_PATH,
}

_RELOADED_ALONE: Final = "automation"


def cannot_mend(name: str) -> HomeAssistantError:
    """Return the error for a place that has to be mended by hand."""
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="cannot_mend",
        translation_placeholders={"name": name},
    )


async def async_read(hass: HomeAssistant, replaces: str, key: str) -> Any:
    """Return what is in a place; raise HomeAssistantError if there is nothing."""
    async with asyncio.timeout(LIMIT):
        if replaces == DASHBOARD:
            return await _dashboard(hass, key).async_load(False)
        path = hass.config.path(_FILES[replaces])
        config = await hass.async_add_executor_job(_load, path)
    return _item(config, key)[1]


async def async_write(hass: HomeAssistant, replaces: str, key: str, new: Any) -> None:
    """Put something into a place; raise HomeAssistantError if that does not work."""
    async with asyncio.timeout(LIMIT):
        if replaces == DASHBOARD:
            await _dashboard(hass, key).async_save(new)
            return
        path = hass.config.path(_FILES[replaces])
        await hass.async_add_executor_job(_store, path, key, new)
        await hass.services.async_call(
            replaces,
            SERVICE_RELOAD,
            {CONF_ID: key} if replaces == _RELOADED_ALONE else {},
            blocking=True,
        )


def _dashboard(hass: HomeAssistant, url_path: str) -> Any:
    """Return a dashboard that can be written."""
    data = hass.data.get(LOVELACE_DATA)
    dashboards = data.dashboards if data else {}
    found = dashboards.get(url_path)
    if found is None and url_path == DEFAULT:
        found = dashboards.get(None)
    if found is None or found.mode != MODE_STORAGE:
        raise cannot_mend(url_path)
    return found


def _load(path: str) -> Any:
    file = Path(path)
    if not file.is_file() or _FROM_ELSEWHERE.search(file.read_text("utf-8")):
        raise cannot_mend(file.name)
    return load_yaml(path)


def _store(path: str, key: str, new: Any) -> None:
    """Read the file again, so that what somebody else has just saved stays."""
    config = _load(path)
    config[_item(config, key)[0]] = new
    write_utf8_file_atomic(path, dump(config))


def _item(config: Any, key: str) -> tuple[Any, Any]:
    """Return where in a file something is, and what."""
    if isinstance(config, dict) and key in config:
        return key, config[key]
    if isinstance(config, list):
        for index, item in enumerate(config):
            if str(item.get(CONF_ID)) == key:
                return index, item
    raise cannot_mend(key)
