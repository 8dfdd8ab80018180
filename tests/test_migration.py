"""A household of version 0.1.0: it goes on as it was, and is offered to take over."""

from copy import deepcopy
import json
from pathlib import Path
from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.models import (
    StatisticMeanType,
    StatisticMetaData,
)
from homeassistant.components.recorder.statistics import (
    async_import_statistics,
    async_list_statistic_ids,
)
from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN

from .audit.asking import async_configure
from .audit.test_automations import SNAPSHOT, automation
from .common import MarkedCamera, async_make_cameras, entity_id_of, issues
from .passing_time import async_settle

STORED = json.loads((Path(__file__).parent / "stored/0.1.0.json").read_text("utf-8"))
CAMERA = "01JDCAMERA"
PLACE, ORIGINAL = "camera.living_room", "camera.living_room_original"
GUARDED = "camera.living_room_guarded_view"
CARD = {"type": "picture-entity", "entity": PLACE}
ORIGINAL_AUTOMATION = automation(SNAPSHOT % PLACE)


def kept(replaces: str, key: str, name: str) -> dict[str, Any]:
    """Return an old version as 0.1.0 kept it."""
    when = "2026-10-12T20:00:00+00:00"
    row = {"kept": "01J9ZQ0G3Y8T5W2R7N4M6K1C0A", "when": when, "config": {}}
    return {**row, "replaces": replaces, "key": key, "name": name}


@pytest.fixture
async def entry(
    hass: HomeAssistant, hass_storage: dict[str, Any], tmp_path: Path
) -> MockConfigEntry:
    """Return the household, with a source that 0.1.0 hid and places it rewrote."""
    stored = deepcopy(STORED)
    await async_make_cameras(hass, MarkedCamera("Living room"))
    source = er.async_get(hass).async_update_entity(
        PLACE, hidden_by=er.RegistryEntryHider.INTEGRATION
    )
    async_expose_entity(hass, "conversation", PLACE, False)
    memory = stored["memory"]["data"]["cameras"][CAMERA]
    memory["override"], memory["found"] = None, {}
    memory["hidden"] = {
        "source": source.id,
        "was_visible": True,
        "exposed": {"conversation": True},
        "handed_over": True,
    }
    hass_storage[DOMAIN] = stored["memory"]
    hass_storage[f"{DOMAIN}.kept"] = {
        "version": 1,
        "minor_version": 1,
        "key": f"{DOMAIN}.kept",
        "data": [
            kept("automation", "one", "One"),
            kept("automation", "one", "One"),
            kept("automation", "gone", "Gone"),
            kept("dashboard", "lovelace", "Overview"),
        ],
    }
    subentries = stored["entry"].pop("subentries")
    subentries[0]["data"]["camera"] = subentries[0]["unique_id"] = source.id
    await async_configure(
        hass,
        tmp_path,
        {
            "automations.yaml": automation(SNAPSHOT % GUARDED),
            "scripts.yaml": f"own:\n  alias: Own\n  sequence: [{SNAPSHOT % GUARDED}]\n",
        },
    )
    for component in ("repairs", "lovelace"):
        assert await async_setup_component(hass, component, {})
    dashboard = hass.data[LOVELACE_DATA].dashboards[None]
    await dashboard.async_save({"views": [{"cards": [{**CARD, "entity": GUARDED}]}]})
    entry = MockConfigEntry(
        domain=DOMAIN, subentries_data=subentries, **stored["entry"]
    )
    entry.add_to_hass(hass)
    registry = er.async_get(hass)
    registry.async_get_or_create(
        "camera",
        DOMAIN,
        f"{CAMERA}_guarded",
        suggested_object_id="living_room_guarded_view",
        config_entry=entry,
        config_subentry_id=CAMERA,
    )
    registry.async_update_entity(GUARDED, name="Living room")
    async_expose_entity(hass, "conversation", GUARDED, True)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    return entry


def registered(hass: HomeAssistant, entity_id: str) -> er.RegistryEntry:
    """Return what is registered under an id."""
    found = er.async_get(hass).async_get(entity_id)
    assert found is not None
    return found


async def async_submit(hass: HomeAssistant, **given: Any) -> dict[str, Any]:
    """Do what the repair offers, or what is given; return how it ended."""
    (issue,) = issues(hass, "offer_take_over")
    assert issue.translation_placeholders == {"cameras": "Living room"}
    manager = repairs_flow_manager(hass)
    assert manager
    step = await manager.async_init(
        DOMAIN, context={"issue_id": issue.issue_id}, data=issue.data
    )
    ended = await manager.async_configure(step["flow_id"], given)
    await hass.async_block_till_done()
    await async_settle()
    return dict(ended)


async def test_goes_on_as_it_was(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Nothing is taken over, shown or exposed unasked; a name is said once."""
    camera = entry.subentries[CAMERA].data
    assert camera["take_over"] is False
    assert "hide_source" not in camera
    assert entity_id_of(hass, entry, "camera", "guarded") == GUARDED
    assert registered(hass, PLACE).hidden_by is er.RegistryEntryHider.INTEGRATION
    assert not async_should_expose(hass, "conversation", PLACE)
    state = hass.states.get(GUARDED)
    assert state is not None
    assert state.name == "Living room Guarded view"
    assert issues(hass, "offer_take_over")


async def test_left_as_it_is(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Who does not want it says so where it is offered, and is asked no more."""
    ended = await async_submit(hass, accept=True)
    assert (ended["type"], ended["reason"]) == ("abort", "accepted")
    assert entry.subentries[CAMERA].data["take_over"] is False
    (issue,) = issues(hass, "offer_take_over")
    assert issue.dismissed_version is not None


async def test_takes_over_when_asked(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    tmp_path: Path,
) -> None:
    """What was rewritten is as before, and goes through the gate by its old name."""
    ended = await async_submit(hass)

    assert ended["type"] == "abort"
    assert ended["description_placeholders"] == {"names": "Own"}
    text = (tmp_path / "automations.yaml").read_text()
    assert parse_yaml(text) == parse_yaml(ORIGINAL_AUTOMATION)
    dashboard = await hass.data[LOVELACE_DATA].dashboards[None].async_load(False)
    assert dashboard == {"views": [{"cards": [CARD]}]}
    assert f"{DOMAIN}.kept" not in hass_storage
    assert registered(hass, PLACE).platform == DOMAIN
    assert registered(hass, ORIGINAL).hidden_by is er.RegistryEntryHider.INTEGRATION
    assert async_should_expose(hass, "conversation", PLACE)
    assert not issues(hass, "offer_take_over")

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    assert registered(hass, PLACE).hidden_by is None
    assert async_should_expose(hass, "conversation", PLACE)


async def test_put_back_when_removed(
    hass: HomeAssistant, entry: MockConfigEntry, tmp_path: Path
) -> None:
    """Who never took over finds the original camera everywhere again."""
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()
    text = (tmp_path / "automations.yaml").read_text()
    assert parse_yaml(text) == parse_yaml(ORIGINAL_AUTOMATION)
    assert registered(hass, PLACE).hidden_by is None
    assert async_should_expose(hass, "conversation", PLACE)


@pytest.mark.parametrize("key", ["viewers", "refusals"])
async def test_units_of_statistics(
    recorder_mock: Recorder, hass: HomeAssistant, key: str
) -> None:
    """Words of one language were units: whoever changes it need not mend statistics."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    stored = deepcopy(STORED["entry"])
    entry = MockConfigEntry(
        domain=DOMAIN, subentries_data=stored.pop("subentries"), **stored
    )
    entry.add_to_hass(hass)
    sensor = er.async_get(hass).async_get_or_create(
        "sensor",
        DOMAIN,
        f"{CAMERA}_{key}",
        config_entry=entry,
        config_subentry_id=CAMERA,
    )
    metadata: StatisticMetaData = {
        "has_sum": False,
        "mean_type": StatisticMeanType.ARITHMETIC,
        "name": None,
        "source": "recorder",
        "statistic_id": sensor.entity_id,
        "unit_class": None,
        "unit_of_measurement": key,
    }
    async_import_statistics(hass, metadata, [])
    await recorder_mock.async_block_till_done()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    await recorder_mock.async_block_till_done()
    (kept,) = await async_list_statistic_ids(hass, {sensor.entity_id})
    assert kept["statistics_unit_of_measurement"] is None
