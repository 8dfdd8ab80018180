"""What is mended with one click, and what it was like before."""

from pathlib import Path
from typing import Any

from homeassistant.components.camera.const import DATA_CAMERA_PREFS
from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml, parse_yaml
import pytest

from ..issues import issues
from .asking import (
    GUARDED,
    SOURCE,
    async_audit,
    async_configure,
    async_found,
    async_house,
)
from .mending import async_later, async_open, async_submit, offered
from .test_automations import SNAPSHOT, automation

PICTURE = {"type": "picture-entity", "entity": SOURCE}


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Set up what repairs need."""
    assert await async_setup_component(hass, "repairs", {})


async def async_undo(hass: HomeAssistant, kept: str) -> Any:
    return await hass.services.async_call(
        "cloudcam_privacy",
        "undo_mend",
        {"kept": kept},
        blocking=True,
        return_response=True,
    )


async def async_mend(hass: HomeAssistant) -> None:
    """Open the repair, mend all that it offers, and see that nothing is left."""
    assert await async_later(hass)
    step = await async_open(hass)
    assert step["step_id"] == "mend"
    ended = await async_submit(hass, step)
    assert ended["type"] == "create_entry", ended
    assert not await async_later(hass)


async def test_hidden_again(hass: HomeAssistant, tmp_path: Path) -> None:
    """A source that was shown again."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    er.async_get(hass).async_update_entity(SOURCE, hidden_by=None)
    await async_mend(hass)
    entry = er.async_get(hass).async_get(SOURCE)
    assert entry
    assert entry.hidden_by is er.RegistryEntryHider.INTEGRATION


async def test_hidden_for_the_first_time(hass: HomeAssistant, tmp_path: Path) -> None:
    """The guarded camera's own setting is changed, and so stays."""
    await async_configure(hass, tmp_path, {})
    household = await async_house(hass, hide_source=False)
    await async_mend(hass)
    (subentry,) = household.subentries.values()
    assert subentry.data["hide_source"]
    entry = er.async_get(hass).async_get(SOURCE)
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
    await async_mend(hass)


async def test_preloading(hass: HomeAssistant, tmp_path: Path) -> None:
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    prefs = hass.data[DATA_CAMERA_PREFS]
    await prefs.async_update(SOURCE, preload_stream=True)
    await async_later(hass)
    hass.bus.async_fire("lovelace_updated")
    await async_mend(hass)
    settings = await prefs.get_dynamic_stream_settings(SOURCE)
    assert not settings.preload_stream


async def test_automation_and_back(hass: HomeAssistant, tmp_path: Path) -> None:
    """Its pictures come from the guarded camera; all else stays, and can be undone."""
    steer = f"{{action: camera.turn_off, target: {{entity_id: {SOURCE}}}}}"
    text = automation(SNAPSHOT % SOURCE, steer) + automation("{delay: 1}", name="two")
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    await async_house(hass)
    await async_mend(hass)
    path = tmp_path / "automations.yaml"
    one, two = parsed(path)
    snapshot, steering = one["actions"]
    assert snapshot["target"] == {"entity_id": GUARDED}
    assert steering["target"] == {"entity_id": SOURCE}
    assert two["id"] == "two"
    kinds = [each["kind"] for each in (await async_found(hass)).values()]
    assert kinds == ["uses_state"]
    assert GUARDED in str(
        hass.data["automation"].get_entity("automation.one").raw_config
    )

    (kept,) = (await async_audit(hass))["kept"]
    assert (kept["replaces"], kept["key"], kept["name"]) == ("automation", "one", "one")
    await async_undo(hass, kept["kept"])
    assert parsed(path) == parse_yaml(text)
    assert [*await async_found(hass)] == ["uses_picture/automation.one"]
    assert len((await async_audit(hass))["kept"]) == 2
    with pytest.raises(HomeAssistantError, match="cannot be changed"):
        await async_undo(hass, "nonsense")


def parsed(path: Path) -> Any:
    """Return what is in a file of YAML."""
    return load_yaml(str(path))


async def test_blueprint_script_and_scene(hass: HomeAssistant, tmp_path: Path) -> None:
    """An input of a blueprint, a script, and the key of a scene."""
    blueprint = (
        "blueprint:\n  name: B\n  domain: automation\n  input:\n    camera:\n"
        "triggers: []\nactions:\n  - action: camera.snapshot\n    target:\n"
        "      entity_id: !input camera\n    data: {filename: /tmp/x.jpg}\n"
    )
    await async_configure(
        hass,
        tmp_path,
        {
            "automations.yaml": "- id: a\n  alias: a\n  use_blueprint:\n"
            f"    path: b.yaml\n    input: {{camera: {SOURCE}}}\n",
            "scripts.yaml": f"tell:\n  sequence:\n    - {SNAPSHOT % SOURCE}\n",
            "blueprints/automation/b.yaml": blueprint,
        },
    )
    await async_house(hass)
    await async_mend(hass)
    assert GUARDED in (tmp_path / "automations.yaml").read_text()
    assert GUARDED in (tmp_path / "scripts.yaml").read_text()
    assert await async_found(hass) == {}


async def test_dashboard_and_back(hass: HomeAssistant, tmp_path: Path) -> None:
    """One view is mended, another one is left as it is."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    assert await async_setup_component(hass, "lovelace", {})
    dashboard = hass.data[LOVELACE_DATA].dashboards[None]
    old = {"views": [{"cards": [PICTURE]}, {"badges": [SOURCE]}]}
    await dashboard.async_save(old)
    assert await async_later(hass)
    step = await async_open(hass)
    (issue,) = issues(hass, "bypassed")
    camera_id = issue.issue_id.partition("_")[2]
    first = f"{camera_id}/on_dashboard/lovelace/views/0"
    assert (await async_submit(hass, step, first))["reason"] == "some_left"
    new = await dashboard.async_load(False)
    assert new["views"][0]["cards"][0]["entity"] == GUARDED
    assert new["views"][1] == {"badges": [SOURCE]}
    await async_mend(hass)
    (kept, _) = (await async_audit(hass))["kept"]
    await async_undo(hass, kept["kept"])
    assert await dashboard.async_load(False) == old
    assert await async_later(hass)


async def test_nothing_is_kept_after_removal(
    hass: HomeAssistant, tmp_path: Path, hass_storage: dict[str, Any]
) -> None:
    """Old versions go with the integration."""
    files = {"automations.yaml": automation(SNAPSHOT % SOURCE)}
    await async_configure(hass, tmp_path, files)
    household = await async_house(hass)
    await async_mend(hass)
    assert hass_storage["cloudcam_privacy.kept"]["data"]
    assert await hass.config_entries.async_remove(household.entry_id)
    assert "cloudcam_privacy.kept" not in hass_storage
    assert not issues(hass)


async def test_what_cannot_be_rewritten(hass: HomeAssistant, tmp_path: Path) -> None:
    """A file with parts from elsewhere is left alone, to the letter."""
    text = automation(SNAPSHOT % SOURCE) + "- !include other.yaml\n"
    other = "id: two\nalias: two\ntriggers: []\nactions: []\n"
    files = {"automations.yaml": text, "other.yaml": other}
    await async_configure(hass, tmp_path, files)
    await async_house(hass)
    assert await async_later(hass)
    ended = await async_submit(hass, await async_open(hass))
    assert ended["reason"] == "not_mended"
    assert ended["description_placeholders"] == {"names": "one"}
    assert (tmp_path / "automations.yaml").read_text() == text
    assert (await async_audit(hass))["kept"] == []
    assert await async_later(hass)
