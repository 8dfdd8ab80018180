"""What is fixed with one click."""

from pathlib import Path

from homeassistant.components.camera.const import DATA_CAMERA_PREFS
from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from ..common import issues
from .asking import ORIGINAL, SOURCE, async_configure, async_house
from .fixing import async_fix_all, async_later, async_open, async_submit, offered
from .test_automations import SNAPSHOT, automation


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Set up what repairs need."""
    assert await async_setup_component(hass, "repairs", {})


async def test_taken_over(hass: HomeAssistant, tmp_path: Path) -> None:
    """What bypasses the guard by the source's name reaches the guarded camera then."""
    files = {"automations.yaml": automation(SNAPSHOT % SOURCE)}
    await async_configure(hass, tmp_path, files)
    household = await async_house(hass, hidden=False)
    await async_fix_all(hass)
    (subentry,) = household.subentries.values()
    assert subentry.data["take_over"]
    entry = er.async_get(hass).async_get(SOURCE)
    assert entry
    assert entry.platform == "cloudcam_privacy"


async def test_hidden_again(hass: HomeAssistant, tmp_path: Path) -> None:
    """A source that was shown again after its place was taken."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass, hidden=False, take_over=True)
    er.async_get(hass).async_update_entity(ORIGINAL, hidden_by=None)
    await async_fix_all(hass)
    entry = er.async_get(hass).async_get(ORIGINAL)
    assert entry
    assert entry.hidden_by is er.RegistryEntryHider.INTEGRATION


async def test_taken_away_from_assistants(hass: HomeAssistant, tmp_path: Path) -> None:
    """One assistant can be left as it is."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    for assistant in ("conversation", "cloud.alexa"):
        async_expose_entity(hass, assistant, SOURCE, True)
    assert await async_later(hass)
    step = await async_open(hass)
    assert offered(step) == ["exposed/cloud.alexa", "exposed/conversation"]
    camera_id = next(iter(issues(hass, "bypassed"))).issue_id.partition("_")[2]
    ended = await async_submit(hass, step, f"{camera_id}/exposed/cloud.alexa")
    assert (ended["type"], ended["reason"]) == ("abort", "some_left")
    assert "Assist" in ended["description_placeholders"]["findings"]
    assert not async_should_expose(hass, "cloud.alexa", SOURCE)
    assert async_should_expose(hass, "conversation", SOURCE)
    assert await async_later(hass)
    await async_fix_all(hass)


async def test_preloading(hass: HomeAssistant, tmp_path: Path) -> None:
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    prefs = hass.data[DATA_CAMERA_PREFS]
    await prefs.async_update(SOURCE, preload_stream=True)
    await async_later(hass)
    hass.bus.async_fire("lovelace_updated")
    await async_fix_all(hass)
    settings = await prefs.get_dynamic_stream_settings(SOURCE)
    assert not settings.preload_stream


async def test_accepted(hass: HomeAssistant, tmp_path: Path) -> None:
    """What is left is told no more, until there is something new."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    for assistant in ("conversation", "cloud.alexa"):
        async_expose_entity(hass, assistant, SOURCE, True)
    assert await async_later(hass)
    step = await async_open(hass)
    camera_id = next(iter(issues(hass, "bypassed"))).issue_id.partition("_")[2]
    ended = await async_submit(
        hass, step, f"{camera_id}/exposed/cloud.alexa", accept=True
    )
    assert (ended["type"], ended["reason"]) == ("abort", "accepted")
    assert not async_should_expose(hass, "cloud.alexa", SOURCE)
    (issue,) = await async_later(hass)
    assert issue.dismissed_version is not None
    async_expose_entity(hass, "cloud.google_assistant", SOURCE, True)
    (issue,) = await async_later(hass)
    assert issue.dismissed_version is None
