"""Who goes by way of a maker's cloud is not hammered."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockModule, mock_integration

from custom_components.cloudcam_privacy.cut.catalogue.facts import (
    CLOUD_UNDO_DELAY,
    cut_facts,
)


@pytest.mark.parametrize(
    ("iot_class", "seconds"),
    [
        ("cloud_push", CLOUD_UNDO_DELAY),
        ("cloud_polling", CLOUD_UNDO_DELAY),
        ("local_push", 0),
        ("assumed_state", 0),
        (None, 0),
    ],
)
async def test_undoing_waits_where_a_cloud_stands_between(
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    iot_class: str | None,
    seconds: int,
) -> None:
    manifest = {"iot_class": iot_class} if iot_class else {}
    mock_integration(hass, MockModule("maker", partial_manifest=manifest))
    entry = entity_registry.async_get_or_create("switch", "maker", "privacy")
    assert cut_facts(hass, entry.entity_id, "on").undo_delay == seconds


async def test_undoing_does_not_wait_for_what_nobody_knows(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    """A toggle of YAML, and an entity whose integration is not loaded."""
    assert cut_facts(hass, "input_boolean.plug", "off").undo_delay == 0
    entry = entity_registry.async_get_or_create("switch", "not_loaded", "privacy")
    assert cut_facts(hass, entry.entity_id, "on").undo_delay == 0
