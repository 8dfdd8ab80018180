"""A house with cameras and people, and the integration without its set-up."""

from collections.abc import Generator
from unittest.mock import AsyncMock, patch

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS


@pytest.fixture(autouse=True)
def setup_entry() -> Generator[AsyncMock]:
    """Leave out what happens after the forms."""
    package = f"custom_components.{DOMAIN}"
    with (
        patch(f"{package}.async_setup", return_value=True),
        patch(f"{package}.async_setup_entry", return_value=True) as setup,
    ):
        yield setup


@pytest.fixture(autouse=True)
def people(hass: HomeAssistant) -> list[str]:
    """Two people."""
    for name in ("anna", "bob"):
        hass.states.async_set(f"person.{name}", "home")
    return ["person.anna", "person.bob"]


@pytest.fixture
def kitchen(
    hass: HomeAssistant,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
) -> er.RegistryEntry:
    """Return a registered camera with a privacy switch and upload switches."""
    maker = MockConfigEntry(domain="tuya")
    maker.add_to_hass(hass)
    device = device_registry.async_get_or_create(
        config_entry_id=maker.entry_id,
        identifiers={("tuya", "kitchen")},
        name="Kitchen",
    )

    def register(domain: str, key: str) -> er.RegistryEntry:
        return entity_registry.async_get_or_create(
            domain,
            "tuya",
            f"kitchen-{key}",
            config_entry=maker,
            device_id=device.id,
            translation_key=key,
            suggested_object_id=f"kitchen_{key}",
        )

    register("switch", "privacy_mode")
    register("switch", "motion_recording")
    camera = register("camera", "camera")
    hass.states.async_set(camera.entity_id, "idle", {"friendly_name": "Kitchen"})
    return camera


@pytest.fixture
def garden(hass: HomeAssistant) -> str:
    """Return a camera that is not registered, from YAML."""
    hass.states.async_set("camera.garden", "idle", {"friendly_name": "Garden"})
    return "camera.garden"


@pytest.fixture
async def household(
    hass: HomeAssistant, kitchen: er.RegistryEntry, entity_registry: er.EntityRegistry
) -> MockConfigEntry:
    """Return a household that guards the kitchen and has no rule."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Cloudcam Privacy",
        options=DEFAULT_OPTIONS,
        subentries_data=[
            ConfigSubentryData(
                subentry_type="camera",
                title="Kitchen",
                unique_id=kitchen.id,
                data={
                    "camera": kitchen.id,
                    "resting_mode": "open",
                    "when_unsure": "private",
                    "cuts": [
                        {
                            "entity_id": _id(entity_registry, "switch.kitchen_"),
                            "cut_state": "on",
                            "from_mode": "private",
                            "last_resort": False,
                            "stops": "upload",
                        }
                    ],
                    "upload_rate": None,
                    "upload_limit": 5,
                    "trust_internal": False,
                    "hide_reason": False,
                    "sound": "with_picture",
                    "take_over": True,
                },
            )
        ],
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    (camera,) = entry.subentries.values()
    entity_registry.async_get_or_create(
        "camera",
        DOMAIN,
        f"{camera.subentry_id}_guarded",
        config_entry=entry,
        config_subentry_id=camera.subentry_id,
        suggested_object_id="kitchen_guarded",
    )
    hass.states.async_set("camera.kitchen_guarded", "idle")
    return entry


@pytest.fixture
def plug(entity_registry: er.EntityRegistry) -> er.RegistryEntry:
    """Return the plug that a camera hangs on."""
    return entity_registry.async_get_or_create(
        "switch", "shelly", "plug", suggested_object_id="plug"
    )


@pytest.fixture
def rate(hass: HomeAssistant) -> str:
    """Return what the router measures."""
    hass.states.async_set("sensor.rate", "1", {"device_class": "data_rate"})
    return "sensor.rate"


@pytest.fixture
def bath(hass: HomeAssistant) -> None:
    """Have a light and a zone."""
    hass.states.async_set("light.bath", "on")
    hass.states.async_set("zone.home", "2")
    hass.states.async_set("sensor.bob_room", "Kitchen")


def _id(entity_registry: er.EntityRegistry, prefix: str) -> str:
    entry = entity_registry.async_get(f"{prefix}privacy_mode")
    assert entry is not None
    return entry.id
