"""What entities are called: each alone, and as the documentation says."""

from pathlib import Path
import re
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    someone_home,
)

DOCUMENTED: Final = dict(
    re.findall(
        r"^\| `(\w+\.\w+)` \| ([^|]+) \|",
        Path(__file__).parents[1].joinpath("docs/entities.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


async def test_entities_are_called_as_the_documentation_says(
    hass: HomeAssistant,
) -> None:
    """Each is called otherwise than the others of its device."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    entry = await async_guard(
        hass,
        camera_subentry("camera.living_room", "Living room", take_over=True),
        someone_home("person.anna"),
    )
    entries = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    names = {each.entity_id: each.original_name or "Living room" for each in entries}
    assert {i: n for i, n in names.items() if "cloudcam" not in i} == {
        i: n for i, n in DOCUMENTED.items() if "living_room" in i
    }
    of_camera = [name for i, name in names.items() if "living_room" in i]
    assert len(set(of_camera)) == len(of_camera)


AT_FIRST: Final = {
    *("camera.guarded", "switch.privacy", "switch.uploads", "switch.sound"),
    *("select.mode", "button.go_private", "sensor.mode", "sensor.assurance"),
    *("sensor.viewers", "binary_sensor.watched", "binary_sensor.leak"),
    *("event.access", "event.privacy"),
}


async def test_what_few_people_need_is_there_to_be_enabled(
    hass: HomeAssistant,
) -> None:
    await async_make_cameras(hass, MarkedCamera("Living room"))
    entry = await async_guard(
        hass, camera_subentry("camera.living_room", "Living room")
    )
    entries = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    enabled = {
        f"{each.domain}.{each.translation_key}"
        for each in entries
        if each.config_subentry_id and not each.disabled
    }
    assert enabled == AT_FIRST
