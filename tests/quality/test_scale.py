"""The quality scale's file, and of its rules what shows in a running Home Assistant."""

from collections.abc import Iterator
from typing import Any

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy import PLATFORMS
from custom_components.cloudcam_privacy.const import DOMAIN

from .source import read_json, read_yaml


def test_nothing_is_left_to_do_and_every_exemption_has_a_reason() -> None:
    for rule, entry in read_yaml("quality_scale.yaml")["rules"].items():
        if entry != "done":
            assert entry["status"] in ("done", "exempt"), rule
            assert len(entry["comment"].split()) > 5, rule
    assert read_json("manifest.json")["quality_scale"] == "platinum"


async def test_entities_are_named_pushed_unique_and_on_a_device(
    hass: HomeAssistant, plain: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    found = er.async_entries_for_config_entry(entity_registry, plain.entry_id)
    assert {each.domain for each in found} == set(PLATFORMS)
    owners = (plain.entry_id, *plain.subentries)
    devices = dr.async_get(hass)
    for each in found:
        assert each.has_entity_name, each.entity_id
        assert each.translation_key, each.entity_id
        owner, _, key = each.unique_id.partition("_")
        assert owner in owners
        assert key
        assert each.device_id
        assert devices.async_get(each.device_id)
    for entity in _living(hass):
        assert entity.should_poll is False, entity.entity_id


def _living(hass: HomeAssistant) -> Iterator[Entity]:
    components: dict[Any, Any] = hass.data
    for platform in Platform:
        if (component := components.get(platform.value)) is not None:
            for entity in component.entities:
                if entity.platform.platform_name == DOMAIN:
                    yield entity


async def test_actions_are_there_before_a_household_is(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, DOMAIN, {})
    registered = set(hass.services.async_services_for_domain(DOMAIN))
    assert registered == set(read_yaml("services.yaml"))
