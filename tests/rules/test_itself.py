"""Rules that rest on ourselves, or on what our cuts silence."""

import logging

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    async_guard,
    camera_subentry,
    cut,
    entity_id_of,
    issues,
    rule_subentry,
    state_of,
)
from ..passing_time import async_settle
from .conditions import template
from .watched import rule

MODE = "sensor.hall_mode"


async def async_hall(hass: HomeAssistant, *rules: object) -> MockConfigEntry:
    """Guard a camera whose mode sensor is known by its name beforehand."""
    await async_setup_component(hass, "homeassistant", {})
    hass.states.async_set("camera.hall", "idle")
    return await async_guard(
        hass,
        camera_subentry("camera.hall", "Hall"),
        *rules,  # type: ignore[arg-type]
    )


def shown(hass: HomeAssistant, entry: MockConfigEntry) -> set[str | None]:
    """Return in which modes our entities say that the camera is."""
    camera = hass.states.get(entity_id_of(hass, entry, "camera", "guarded"))
    assert camera is not None
    return {
        state_of(hass, entry, "sensor", "mode"),
        camera.attributes.get("privacy_mode"),
    }


async def async_mode_of_explain(hass: HomeAssistant) -> set[str]:
    """Return what `explain` says."""
    answers: dict[str, dict[str, str]] | None = await hass.services.async_call(  # type: ignore[assignment]
        "cloudcam_privacy",
        "explain",
        {"entity_id": "all"},
        blocking=True,
        return_response=True,
    )
    return {answer["mode"] for answer in (answers or {}).values()}


@pytest.mark.parametrize("asked", ["open", "private"])
@pytest.mark.parametrize("way", ["template", "group", "named"])
async def test_our_own_entity(hass: HomeAssistant, way: str, asked: str) -> None:
    """A rule that names our own entity decides nothing, and that is told."""
    await async_setup_component(hass, "group", {"group": {"x": {"entities": [MODE]}}})
    rules = {
        "template": rule(
            "condition",
            conditions=[template(f"{{{{ is_state('{MODE}', '{asked}') }}}}")],
        ),
        "group": rule("activity", entities=["group.x"], states=[asked]),
        "named": rule("activity", entities=[MODE], states=[asked]),
    }
    entry = await async_hall(hass, rules[way])
    await async_settle()
    assert shown(hass, entry) == {"private"}
    assert await async_mode_of_explain(hass) == {"private"}
    (issue,) = issues(hass, "rule_own_entity")
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["entities"] == "Hall Current privacy mode"


async def test_loop_by_way_of_another_entity(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """A template entity made of ours goes round and round, and is stopped.

    All that tell of the mode agree afterwards, and it is on the private side.
    """
    sensor = {"name": "Around", "state": f"{{{{ states('{MODE}') }}}}"}
    await async_setup_component(hass, "template", {"template": {"sensor": [sensor]}})
    await hass.async_block_till_done()
    caplog.set_level(logging.WARNING)
    entry = await async_hall(
        hass, rule("activity", entities=["sensor.around"], states=["open"])
    )
    await async_settle()
    assert shown(hass, entry) == {"private"}
    assert await async_mode_of_explain(hass) == {"private"}
    assert issues(hass, "rule_loop")
    assert "Traceback" not in caplog.text
    assert "RecursionError" not in caplog.text
    changes = [line for line in caplog.messages if "changes itself" in line]
    assert len(changes) == 1


async def test_saving_the_rule_starts_it_again(hass: HomeAssistant) -> None:
    """Whoever takes out what went round and round has a rule that works."""
    sensor = {"name": "Around", "state": f"{{{{ states('{MODE}') }}}}"}
    await async_setup_component(hass, "template", {"template": {"sensor": [sensor]}})
    hass.states.async_set("light.bath", "off")
    entry = await async_hall(
        hass, rule("activity", entities=["sensor.around"], states=["open"])
    )
    await async_settle()
    assert shown(hass, entry) == {"private"}
    (stored,) = entry.get_subentries_of_type("rule")
    hass.config_entries.async_update_subentry(
        entry, stored, data={**stored.data, "entities": ["light.bath"], "states": []}
    )
    await hass.async_block_till_done()
    assert shown(hass, entry) == {"open"}
    assert not issues(hass, "rule_loop")


async def test_sensor_of_the_camera_itself(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    """The cut silences the camera's own motion sensor: private for ever, but told."""
    maker = MockConfigEntry(domain="test_maker")
    maker.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("test_maker", "hall")}
    )
    for domain, key in (("camera", "hall"), ("binary_sensor", "hall_motion")):
        entity_registry.async_get_or_create(
            domain,
            "test_maker",
            key,
            config_entry=maker,
            device_id=device.id,
            suggested_object_id=key,
        )
    hass.states.async_set("binary_sensor.hall_motion", "off")
    hass.states.async_set("camera.hall", "idle")
    await async_setup_component(hass, "homeassistant", {})
    await async_setup_component(hass, "input_boolean", {"input_boolean": {"plug": {}}})
    entry = await async_guard(
        hass,
        camera_subentry("camera.hall", "Hall", cuts=[cut("input_boolean.plug", "on")]),
        rule_subentry("activity", "Motion", entities=["binary_sensor.hall_motion"]),
    )
    assert shown(hass, entry) == {"open"}
    hass.states.async_set("binary_sensor.hall_motion", "on")
    await async_settle()
    assert not issues(hass, "rule_silenced")
    hass.states.async_set("binary_sensor.hall_motion", "unavailable")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert shown(hass, entry) == {"private"}
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    (issue,) = issues(hass, "rule_silenced")
    assert issue.translation_placeholders == {
        "rule": "Motion",
        "camera": "Hall",
        "entities": "hall motion",
    }


async def test_state_that_nobody_named(hass: HomeAssistant) -> None:
    """A state that may or may not count is not taken for one that does not."""
    options = {"options": ["Home", "Just arrived", "Just left", "Away"]}
    hass.states.async_set("input_select.house", "Away", options)
    entry = await async_hall(hass, rule("activity", entities=["input_select.house"]))
    assert shown(hass, entry) == {"open"}
    hass.states.async_set("input_select.house", "Just arrived", options)
    await async_settle()
    assert shown(hass, entry) == {"private"}
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    (issue,) = issues(hass, "rule_state_unknown")
    assert issue.translation_placeholders is not None
    assert "Just arrived" in issue.translation_placeholders["entities"]
