"""The debug log of one evening reads as a story, and names nobody."""

import logging
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    someone_home,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

OURS = "custom_components.cloudcam_privacy"


async def test_an_evening(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Somebody comes home, an automation is refused a picture, somebody leaves."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.states.async_set("person.anna", "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(
            "camera.living_room", "Living room", cuts=[cut(plug.entity_id, "off")]
        ),
        someone_home("person.anna"),
    )
    await async_settle()
    (rule,) = entry.get_subentries_of_type("rule")
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    caplog.clear()
    caplog.set_level(logging.DEBUG, OURS)

    hass.states.async_set("person.anna", "home")
    await async_settle()
    with pytest.raises(HomeAssistantError):
        await hass.services.async_call(
            "camera",
            "snapshot",
            {
                "entity_id": entity_id_of(hass, entry, "camera", "guarded"),
                "filename": str(tmp_path / "x.jpg"),
            },
            blocking=True,
        )
    hass.states.async_set("person.anna", "not_home")
    await async_settle()

    told = [each.message for each in caplog.records if each.name.startswith(OURS)]
    story = iter(told)
    for line in (
        f"Rule {rule.subentry_id}: true, was false",
        f"Living room: decided private, muted: rule {rule.subentry_id}",
        "Call switch.turn_off",
        "Living room: gate is private",
        "Living room: raised",
        "Living room: evidence says confirmed",
        "Living room: refused, internal, by snapshot",
        f"Rule {rule.subentry_id}: false, was true",
        "Living room: decided open: resting",
        "Call switch.turn_on",
        "Living room: came_back",
    ):
        assert any(line in each for each in story), "\n".join((line, *told))
    text = "\n".join(told).lower()
    assert "anna" not in text
    assert "http" not in text
    assert "rtsp" not in text
