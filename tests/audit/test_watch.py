"""The repair issue comes when something goes round the guard, and goes with it."""

from pathlib import Path

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .asking import SOURCE, async_configure, async_house
from .fixing import async_later, async_open, async_submit, offered
from .test_automations import SNAPSHOT, automation


async def test_nothing_to_tell(hass: HomeAssistant, tmp_path: Path) -> None:
    """What shows no picture raises no issue, nor do the household's settings."""
    steer = f"{{action: camera.turn_off, target: {{entity_id: {SOURCE}}}}}"
    await async_configure(hass, tmp_path, {"automations.yaml": automation(steer)})
    await async_house(hass)
    assert not await async_later(hass)


async def test_reloaded_automations(hass: HomeAssistant, tmp_path: Path) -> None:
    """It comes and goes with what is in the file."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    assert not await async_later(hass)
    path = tmp_path / "automations.yaml"
    for text, there in ((automation(SNAPSHOT % SOURCE), True), ("", False)):
        path.write_text(text)
        await hass.services.async_call("automation", "reload", blocking=True)
        assert bool(await async_later(hass)) is there


async def test_reloaded_scripts(hass: HomeAssistant, tmp_path: Path) -> None:
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    assert not await async_later(hass)
    text = f"tell:\n  sequence:\n    - {SNAPSHOT % SOURCE}\n"
    (tmp_path / "scripts.yaml").write_text(text)
    await hass.services.async_call("script", "reload", blocking=True)
    (issue,) = await async_later(hass)
    assert issue.translation_placeholders
    assert "(/config/script/edit/tell)" in issue.translation_placeholders["findings"]


async def test_dashboards(hass: HomeAssistant, tmp_path: Path) -> None:
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    assert await async_setup_component(hass, "lovelace", {})
    assert not await async_later(hass)
    dashboard = hass.data[LOVELACE_DATA].dashboards[None]
    for badges, there in (([SOURCE], True), ([], False)):
        await dashboard.async_save({"views": [{"badges": badges}]})
        assert bool(await async_later(hass)) is there


async def test_exposure_and_hiding(hass: HomeAssistant, tmp_path: Path) -> None:
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    assert not await async_later(hass)
    registry = er.async_get(hass)
    async_expose_entity(hass, "conversation", SOURCE, True)
    assert await async_later(hass)
    async_expose_entity(hass, "conversation", SOURCE, False)
    assert not await async_later(hass)
    registry.async_update_entity(SOURCE, hidden_by=None)
    assert await async_later(hass)
    registry.async_update_entity(SOURCE, hidden_by=er.RegistryEntryHider.USER)
    assert not await async_later(hass)


async def test_config_entries(hass: HomeAssistant, tmp_path: Path) -> None:
    """A bridge is changed in its options."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    bridge = MockConfigEntry(domain="homekit", title="Bridge", options={"filter": {}})
    bridge.add_to_hass(hass)
    assert not await async_later(hass)
    for named in ([SOURCE], []):
        options = {"filter": {"include_entities": named}}
        if not named:
            options["filter"]["exclude_entities"] = [SOURCE]
        hass.config_entries.async_update_entry(bridge, options=options)
        assert bool(await async_later(hass)) is bool(named)


async def test_by_hand(hass: HomeAssistant, tmp_path: Path) -> None:
    """Without a click to offer, the repair tells what to do, and ends when it is done."""
    assert await async_setup_component(hass, "repairs", {})
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    bridge = MockConfigEntry(
        domain="homekit",
        title="Bridge",
        options={"filter": {"include_entities": [SOURCE]}},
    )
    bridge.add_to_hass(hass)
    hass.bus.async_fire("scene_reloaded")
    assert await async_later(hass)
    step = await async_open(hass)
    assert offered(step) == []
    assert "Apple Home" in step["description_placeholders"]["findings"]
    assert (await async_submit(hass, step))["reason"] == "some_left"
    hass.config_entries.async_update_entry(bridge, options={"filter": {}})
    hass.config_entries.async_update_entry(
        bridge, options={"filter": {"exclude_entities": [SOURCE]}}
    )
    assert (await async_open(hass))["type"] == "create_entry"
    assert not await async_later(hass)


async def test_ignored_until_there_is_more(hass: HomeAssistant, tmp_path: Path) -> None:
    """Who ignored what there was is told of what is new."""
    await async_configure(hass, tmp_path, {})
    await async_house(hass)
    async_expose_entity(hass, "conversation", SOURCE, True)
    (issue,) = await async_later(hass)
    ir.async_ignore_issue(hass, "cloudcam_privacy", issue.issue_id, True)
    hass.bus.async_fire("scene_reloaded")
    (issue,) = await async_later(hass)
    assert issue.dismissed_version
    async_expose_entity(hass, "cloud.alexa", SOURCE, True)
    (issue,) = await async_later(hass)
    assert issue.dismissed_version is None


async def test_a_camera_that_is_not_guarded_any_more(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """Its issue goes with its guard."""
    await async_configure(hass, tmp_path, {})
    household = await async_house(hass)
    async_expose_entity(hass, "conversation", SOURCE, True)
    assert await async_later(hass)
    (subentry_id,) = household.subentries
    hass.config_entries.async_remove_subentry(household, subentry_id)
    assert not await async_later(hass)
