"""What a guarded camera in its source's place does not have, and what is beside it."""

from pathlib import Path
from typing import Any

from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .asking import ORIGINAL, SOURCE, async_audit, async_configure, async_house
from .fixing import async_fix_all, async_later
from .test_automations import SNAPSHOT, automation


async def async_found(hass: HomeAssistant) -> dict[str, dict[str, Any]]:
    """Return what was found about the camera that has taken its source's place."""
    answer = await async_audit(hass)
    assert not answer["not_looked_at"], answer["not_looked_at"]
    found = answer["cameras"][SOURCE]["findings"]
    return {each["id"].partition("/")[2]: each for each in found}


@pytest.mark.parametrize(
    ("action", "finding"),
    [
        (
            f"{{action: test_maker.ptz, target: {{entity_id: {SOURCE}}}}}",
            "own_action/automation.one/test_maker.ptz",
        ),
        (
            f"""{{delay: "{{{{ state_attr('{SOURCE}', 'battery') }}}}"}}""",
            "template_attribute/automation.one/battery",
        ),
        (
            f"""{{delay: "{{{{ states.{SOURCE}.attributes.battery }}}}"}}""",
            "template_attribute/automation.one/battery",
        ),
        (f"""{{delay: "{{{{ state_attr('{SOURCE}', 'entity_picture') }}}}"}}""", None),
        (SNAPSHOT % SOURCE, None),
        (f"{{action: camera.turn_on, target: {{entity_id: {SOURCE}}}}}", None),
    ],
)
async def test_in_automations(
    hass: HomeAssistant, tmp_path: Path, action: str, finding: str | None
) -> None:
    """Only what the guarded camera cannot do is told of, with the id to use."""
    await async_configure(hass, tmp_path, {"automations.yaml": automation(action)})
    await async_house(hass, hidden=False, take_over=True)
    found = await async_found(hass)
    assert [*found] == ([] if finding is None else [finding])
    for each in found.values():
        assert each["severity"] == "low"
        assert SOURCE in each["what"]
        assert ORIGINAL in each["fix"]


async def test_elsewhere(hass: HomeAssistant, tmp_path: Path) -> None:
    """Templates of helpers and of dashboards, and bridges."""
    await async_configure(hass, tmp_path, {})
    assert await async_setup_component(hass, "lovelace", {})
    template = f"{{{{ state_attr('{SOURCE}', 'wifi') }}}}"
    card = {"type": "markdown", "content": template}
    dashboard = hass.data[LOVELACE_DATA].dashboards[None]
    await dashboard.async_save({"views": [{"cards": [card]}]})
    helper = MockConfigEntry(
        domain="template", title="Helper", options={"state": template}
    )
    bridge = MockConfigEntry(
        domain="homekit",
        title="Bridge",
        options={"filter": {"include_entities": [SOURCE]}},
    )
    for entry in (helper, bridge):
        entry.add_to_hass(hass)
    await async_house(hass, hidden=False, take_over=True)
    assert {*await async_found(hass)} == {
        f"homekit_identity/{bridge.entry_id}",
        f"template_attribute/{helper.entry_id}/wifi",
        "template_attribute/lovelace/wifi",
    }


async def test_siblings(hass: HomeAssistant, tmp_path: Path) -> None:
    """The same device, or another one with its MAC; one click hides them."""
    await async_configure(hass, tmp_path, {})
    assert await async_setup_component(hass, "repairs", {})
    entry = await async_house(hass, hidden=False, take_over=True)
    registry, devices = er.async_get(hass), dr.async_get(hass)
    source = registry.async_get(ORIGINAL)
    assert source
    assert source.device_id
    mac = {(dr.CONNECTION_NETWORK_MAC, "00:11:22:33:44:55")}
    devices.async_update_device(source.device_id, new_connections=mac)
    onvif = MockConfigEntry(domain="onvif")
    onvif.add_to_hass(hass)
    twin = devices.async_get_or_create(
        config_entry_id=onvif.entry_id, connections=mac, identifiers={("onvif", "1")}
    )
    for platform, device, config in (
        (
            "test_maker",
            source.device_id,
            hass.config_entries.async_entries("test_maker")[0],
        ),
        ("onvif", twin.id, onvif),
    ):
        registry.async_get_or_create(
            "camera",
            platform,
            "sub",
            suggested_object_id=f"{platform}_sub",
            device_id=device,
            config_entry=config,
        )
    assert {*await async_found(hass)} == {
        "same_device/camera.test_maker_sub",
        "same_device/camera.onvif_sub",
    }
    assert await async_later(hass)
    await async_fix_all(hass)
    for entity_id in ("camera.test_maker_sub", "camera.onvif_sub"):
        sibling = registry.async_get(entity_id)
        assert sibling
        assert sibling.hidden_by is er.RegistryEntryHider.USER
    assert entry.state.value == "loaded"
