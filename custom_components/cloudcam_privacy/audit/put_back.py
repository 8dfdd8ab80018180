"""Put back what repairs of version 0.1.0 had rewritten: their guarded cameras.

Those put the guarded camera in place of the original one into automations, scripts,
scenes and dashboards, and kept what they were like before. What somebody has changed
there since stays. Files are written anew as a whole, as Home Assistant's editor does; one
that takes parts of itself from elsewhere is left alone.
"""

import asyncio
from collections.abc import Mapping
import logging
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.components.lovelace.const import MODE_STORAGE
from homeassistant.config import (
    AUTOMATION_CONFIG_PATH,
    SCENE_CONFIG_PATH,
    SCRIPT_CONFIG_PATH,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_ID, SERVICE_RELOAD
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.storage import Store
from homeassistant.util.file import write_utf8_file_atomic
from homeassistant.util.yaml import dump, load_yaml
import voluptuous as vol

from ..const import CONF_CAMERA, DOMAIN, SUBENTRY_CAMERA
from ..ha_internals.tables import dashboards
from ..household.references import async_resolve
from ..source.place import async_guarded_id
from .dashboards import DEFAULT
from .sources import names_pattern

_LOGGER = logging.getLogger(__name__)

LIMIT: Final = 30
"""Seconds that reading, writing or reloading may take."""

_DASHBOARD: Final = "dashboard"
_FILES: Final = {
    "automation": AUTOMATION_CONFIG_PATH,
    "script": SCRIPT_CONFIG_PATH,
    "scene": SCENE_CONFIG_PATH,
}
_FROM_ELSEWHERE: Final = re.compile(
    r"(?:^|\s)!(?:include|secret|env_var)", re.MULTILINE
)
_KEPT: Final = vol.Schema(
    [
        vol.Schema(
            {
                vol.Required("replaces"): vol.In([*_FILES, _DASHBOARD]),
                vol.Required("key"): str,
                vol.Required("name"): str,
            },
            extra=vol.REMOVE_EXTRA,
        )
    ]
)


async def async_put_back(hass: HomeAssistant, entry: ConfigEntry) -> list[str]:
    """Put all places back; return the names of those that have to be changed by hand.

    Afterwards nothing is kept, so that nothing is put back twice.
    """
    store: Store[list[Any]] = Store(hass, 1, f"{DOMAIN}.kept")
    try:
        kept = _KEPT(await store.async_load() or [])
    except (HomeAssistantError, OSError, vol.Invalid) as err:
        _LOGGER.debug("What was kept of rewritten places cannot be read: %r", err)
        kept = []
    names = _names(hass, entry)
    places = {(each["replaces"], each["key"]): each["name"] for each in kept}
    failed = []
    for (kind, key), name in places.items() if names else ():
        try:
            async with asyncio.timeout(LIMIT):
                await _async_put_back(hass, kind, key, names)
        except (FileNotFoundError, LookupError) as err:
            _LOGGER.debug("A %s that was rewritten is gone: %r", kind, err)
        except (HomeAssistantError, OSError, TimeoutError, ValueError) as err:
            _LOGGER.debug("Could not put back a %s: %r", kind, err)
            failed.append(name)
    await store.async_remove()
    return failed


def _names(hass: HomeAssistant, entry: ConfigEntry) -> dict[str, str]:
    """Return the names of guarded cameras, each with the original's."""
    registry, names = er.async_get(hass), {}
    for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        own = registry.async_get(async_guarded_id(hass, camera.subentry_id) or "")
        source = async_resolve(hass, camera.data[CONF_CAMERA])
        if own is None or source is None:
            continue
        names[own.entity_id] = source
        if (registered := registry.async_get(source)) is not None:
            names[own.id] = registered.id
    return names


async def _async_put_back(
    hass: HomeAssistant, kind: str, key: str, names: Mapping[str, str]
) -> None:
    if kind == _DASHBOARD:
        found = dashboards(hass)
        dashboard = found.get(key) or (found.get(None) if key == DEFAULT else None)
        if dashboard is None or dashboard.mode != MODE_STORAGE:
            raise LookupError(key)
        config = await dashboard.async_load(False)
        await dashboard.async_save(_replaced(config, names))
        return
    path = hass.config.path(_FILES[kind])
    await hass.async_add_executor_job(_put_back_in_file, path, key, names)
    only = {CONF_ID: key} if kind == "automation" else {}
    await hass.services.async_call(kind, SERVICE_RELOAD, only, blocking=True)


def _put_back_in_file(path: str, key: str, names: Mapping[str, str]) -> None:
    file = Path(path)
    if _FROM_ELSEWHERE.search(file.read_text("utf-8")):
        raise ValueError(f"{file.name} takes parts of itself from elsewhere")
    config: Any = load_yaml(path)
    where = _where(config, key)
    config[where] = _replaced(config[where], names)
    write_utf8_file_atomic(path, dump(config))


def _where(config: Any, key: str) -> Any:
    """Return where in a file something is."""
    if isinstance(config, dict) and key in config:
        return key
    for index, item in enumerate(config if isinstance(config, list) else ()):
        if isinstance(item, dict) and str(item.get(CONF_ID)) == key:
            return index
    raise LookupError(key)


def _replaced(config: Any, names: Mapping[str, str]) -> Any:
    """Return a configuration with other names; nothing of the given one is changed."""
    pattern = names_pattern(names)

    def walk(part: Any) -> Any:
        match part:
            case str():
                return pattern.sub(lambda match: names[match[0].lower()], part)
            case Mapping():
                return {walk(key): walk(value) for key, value in part.items()}
            case list() | tuple():
                return [walk(value) for value in part]
        return part

    return walk(config)
