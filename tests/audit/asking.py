"""Asking for an audit, as an administrator or an automation would."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from homeassistant.config import async_hass_config_yaml
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    hide,
)

SOURCE = "camera.living_room"
GUARDED = "camera.living_room_guarded_view"
ORIGINAL = "camera.living_room_original"
"""A camera whose name begins like the source's, and that nobody guards."""

YAML = """
automation: !include automations.yaml
script: !include scripts.yaml
scene: !include scenes.yaml
"""


async def async_audit(
    hass: HomeAssistant, context: Context | None = None
) -> dict[str, Any]:
    """Return what the action answers."""
    answer = await hass.services.async_call(
        "cloudcam_privacy",
        "audit",
        {},
        blocking=True,
        return_response=True,
        context=context,
    )
    assert answer is not None
    return dict(answer)


async def async_found(hass: HomeAssistant) -> dict[str, dict[str, Any]]:
    """Return what was found about the guarded camera, by what tells it from others."""
    answer = await async_audit(hass)
    assert not answer["not_looked_at"], answer["not_looked_at"]
    found = answer["cameras"][GUARDED]["findings"]
    return {each["id"].partition("/")[2]: each for each in found}


async def async_house(
    hass: HomeAssistant, *, hidden: bool = True, **fields: Any
) -> MockConfigEntry:
    """Guard a camera beside it, hidden or not; another camera stays as it is."""
    await async_make_cameras(
        hass, MarkedCamera("Living room"), MarkedCamera("Living room 2")
    )
    if hidden:
        hide(hass)
    return await async_guard(hass, camera_subentry(SOURCE, "Living room", **fields))


async def async_configure(
    hass: HomeAssistant, directory: Path, files: Mapping[str, str]
) -> None:
    """Write a configuration directory and set up what is in it."""
    hass.config.config_dir = str(directory)
    contents = {
        "configuration.yaml": YAML,
        **dict.fromkeys(("automations.yaml", "scripts.yaml", "scenes.yaml"), ""),
        **files,
    }
    for name, content in contents.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    config = await async_hass_config_yaml(hass)
    for domain in ("automation", "script", "scene"):
        assert await async_setup_component(hass, domain, config)
    await hass.async_block_till_done()
