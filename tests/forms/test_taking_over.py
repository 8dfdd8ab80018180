"""What the first form says about taking over, and what it asks."""

from pathlib import Path
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloudcam_privacy.const import DOMAIN

from ..audit.asking import async_configure
from ..audit.test_automations import automation
from ..common import ANNA, MarkedCamera, async_make_cameras

CAMERA, SUB = "camera.living_room", "camera.living_room_sub"
PTZ = f"{{action: test_maker.ptz, target: {{entity_id: {CAMERA}}}}}"


class SubStream(MarkedCamera):
    """A second camera entity of a camera's device."""

    def __init__(self, main: MarkedCamera) -> None:
        """Be part of the camera's device."""
        super().__init__("Living room sub")
        self._attr_device_info = main.device_info
        self.entity_id = SUB


@pytest.fixture
async def sub(hass: HomeAssistant, tmp_path: Path) -> er.RegistryEntry:
    """Return a second stream of a camera, which an automation moves."""
    await async_configure(hass, tmp_path, {"automations.yaml": automation(PTZ)})
    hass.states.async_set(ANNA, "not_home")
    main = MarkedCamera("Living room")
    await async_make_cameras(hass, main, SubStream(main))
    made = er.async_get(hass).async_get(SUB)
    assert made is not None
    return made


async def async_second_step(hass: HomeAssistant, *cameras: str) -> dict[str, Any]:
    """Fill in the first step; return the second."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    step = await hass.config_entries.flow.async_configure(
        form["flow_id"],
        {
            "cameras": [*cameras],
            "people": [ANNA],
            "home_mode": "private",
            "away_mode": "open",
        },
    )
    assert step["step_id"] == "cuts"
    return dict(step)


async def async_submit(
    hass: HomeAssistant, step: dict[str, Any], **given: Any
) -> dict[str, Any]:
    """Submit the second step; return what it makes."""
    result = await hass.config_entries.flow.async_configure(step["flow_id"], given)
    await hass.async_block_till_done()
    assert result["type"] == "create_entry"
    return dict(result)


async def test_what_is_said(hass: HomeAssistant, sub: er.RegistryEntry) -> None:
    """Per camera: what needs the original's id, and what else shows its pictures."""
    hass.states.async_set("camera.yaml", "idle", {"friendly_name": "Old webcam"})
    step = await async_second_step(hass, CAMERA, "camera.yaml")
    said = step["description_placeholders"]["taking_over"].splitlines()
    assert len(said) == 3
    sibling, no_unique_id, action = said
    assert SUB in sibling
    assert "Old webcam" in no_unique_id
    assert "test_maker.ptz" in action
    assert f"{CAMERA}_original" in action


async def test_nothing_to_say(hass: HomeAssistant) -> None:
    """A camera by itself, that nothing of its maker's is used of."""
    hass.states.async_set(ANNA, "not_home")
    await async_make_cameras(hass, MarkedCamera("Living room"))
    step = await async_second_step(hass, CAMERA)
    assert step["description_placeholders"]["taking_over"] == ""
    assert "siblings" not in step["data_schema"].schema


@pytest.mark.parametrize(
    ("given", "cameras", "hider"),
    [
        ({}, 1, None),
        ({"siblings": "hide"}, 1, er.RegistryEntryHider.USER),
        ({"siblings": "guard"}, 2, None),
    ],
)
async def test_siblings(
    hass: HomeAssistant,
    sub: er.RegistryEntry,
    given: dict[str, str],
    cameras: int,
    hider: er.RegistryEntryHider | None,
) -> None:
    """They are left alone unless somebody says so."""
    step = await async_second_step(hass, CAMERA)
    entry = (await async_submit(hass, step, **given))["result"]
    assert len(entry.get_subentries_of_type("camera")) == cameras
    now = er.async_get(hass).entities.get_entry(sub.id)
    assert now is not None
    assert now.hidden_by is hider


async def test_said_again(hass: HomeAssistant, sub: er.RegistryEntry) -> None:
    """The form of a camera that has taken over names the original's new id."""
    entry = (await async_submit(hass, await async_second_step(hass, CAMERA)))["result"]
    (camera,) = entry.get_subentries_of_type("camera")
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "camera"),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": camera.subentry_id},
    )
    placeholders = form["description_placeholders"]
    assert placeholders is not None
    said = placeholders["taking_over"]
    assert f"Use {CAMERA}_original there" in said
    assert SUB in said
