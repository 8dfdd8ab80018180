"""Sources, cuts, people, rules and memories that are missing or damaged."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    ANNA,
    MarkedCamera,
    async_guard,
    camera_subentry,
    cut,
    hide,
    issues,
    rule_subentry,
    state_of,
)
from ..cut.devices import Plug
from ..passing_time import async_settle
from .dialogue import DOMAIN, Dialogue, keys


async def test_source_missing(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: MarkedCamera,
    dialogue: Dialogue,
) -> None:
    """Submitted, the camera is taken out; the rules stay."""
    er.async_get(hass).async_remove(camera.entity_id)
    await hass.async_block_till_done()
    await async_settle()
    assert keys(hass) == ["source_missing"]
    assert (await dialogue.mend("source_missing"))["type"] == "create_entry"
    await hass.async_block_till_done()
    assert [s.subentry_type for s in entry.subentries.values()] == ["rule"]
    assert keys(hass) == []


async def test_cut_missing(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug, dialogue: Dialogue
) -> None:
    """The camera's form opens, where another cut is chosen."""
    hass.states.async_set("input_boolean.other", "off")
    er.async_get(hass).async_remove(plug.entity_id)
    await hass.async_block_till_done()
    await async_settle()
    assert keys(hass) == ["cut_missing"]
    await dialogue.fill_in("cut_missing", cuts=[cut("input_boolean.other", "on")])
    assert keys(hass) == []


async def test_person_missing(
    hass: HomeAssistant, entry: MockConfigEntry, dialogue: Dialogue
) -> None:
    """The rule's form opens, where somebody else is chosen."""
    hass.states.async_remove(ANNA)
    await async_settle()
    assert keys(hass) == ["rule_entity_missing"]
    hass.states.async_set("person.bob", "not_home")
    await dialogue.fill_in("rule_entity_missing", people=["person.bob"])
    assert keys(hass) == []
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_rule_invalid(
    hass: HomeAssistant, camera: MarkedCamera, plug: Plug, dialogue: Dialogue
) -> None:
    """The rule's form opens, where the conditions are mended."""
    entry = await async_guard(
        hass,
        camera_subentry(
            camera.entity_id, "Living room", cuts=[cut(plug.entity_id, "off")]
        ),
        rule_subentry("condition", "Odd", conditions=[{"condition": "astrology"}]),
    )
    assert keys(hass) == ["rule_invalid"]
    assert state_of(hass, entry, "sensor", "mode") == "private"
    home = {"condition": "state", "entity_id": ANNA, "state": "home"}
    await dialogue.fill_in("rule_invalid", conditions=[home])
    assert keys(hass) == []
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_store_damaged(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    dialogue: Dialogue,
) -> None:
    """Submitted, the rules decide again."""
    await hass.config_entries.async_unload(entry.entry_id)
    hass_storage[DOMAIN]["data"] = {"cameras": "?"}
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert keys(hass) == ["store_damaged"]
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert (await dialogue.mend("store_damaged"))["type"] == "create_entry"
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert keys(hass) == []


@pytest.mark.parametrize(
    ("integration", "word"),
    [
        ("ring", "only the network or the power"),
        ("canary", "alarm panel"),
        ("verisure", "only when somebody asks"),
        ("unheard_of", "only the network or the power"),
    ],
)
async def test_gate_only(
    hass: HomeAssistant,
    camera: MarkedCamera,
    plug: Plug,
    dialogue: Dialogue,
    integration: str,
    word: str,
) -> None:
    """It says what helps with that camera; it can be accepted, and be mended."""
    source = er.async_get(hass).async_get_or_create("camera", integration, "x")
    hass.states.async_set(source.entity_id, "idle")
    hide(hass, source.entity_id)
    entry = await async_guard(hass, camera_subentry(source.id, "Porch"))
    (issue,) = issues(hass)
    assert (issue.translation_key, issue.severity) == ("gate_only", "warning")
    assert issue.translation_placeholders is not None
    assert word in issue.translation_placeholders["advice"]

    result = await dialogue.mend("gate_only", accept=True)
    assert (result["type"], result["reason"]) == ("abort", "accepted")
    assert await hass.config_entries.async_reload(entry.entry_id)
    (issue,) = issues(hass)
    assert issue.dismissed_version is not None

    await dialogue.fill_in("gate_only", cuts=[cut(plug.entity_id, "off")])
    assert keys(hass) == []
