"""Who goes by way of a maker's cloud is not hammered."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockModule, mock_integration

from custom_components.cloudcam_privacy.cut.undo_delay import CLOUD_FLOOR, undo_floor


@pytest.mark.parametrize(
    ("iot_class", "seconds"),
    [
        ("cloud_push", CLOUD_FLOOR),
        ("cloud_polling", CLOUD_FLOOR),
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
    assert undo_floor(hass, entry.entity_id) == seconds


async def test_undoing_does_not_wait_for_what_nobody_knows(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    """A toggle of YAML, and an entity whose integration is not loaded."""
    assert undo_floor(hass, "input_boolean.plug") == 0
    entry = entity_registry.async_get_or_create("switch", "not_loaded", "privacy")
    assert undo_floor(hass, entry.entity_id) == 0
