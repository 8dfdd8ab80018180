"""Everywhere else that a source camera may be used."""

from pathlib import Path
from typing import Any, override

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.image_processing import ImageProcessingEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockPlatform,
    mock_platform,
)

from ..common import (
    MAKER,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
)
from .asking import SOURCE, async_configure, async_found, async_house


@pytest.mark.parametrize(
    ("assistant", "severity"),
    [
        ("conversation", "medium"),
        ("cloud.alexa", "high"),
        ("cloud.google_assistant", "high"),
    ],
)
async def test_exposed(
    hass: HomeAssistant, tmp_path: Path, assistant: str, severity: str
) -> None:
    """Whoever exposed it again after it was hidden is told."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    async_expose_entity(hass, assistant, SOURCE, True)
    found = (await async_found(hass))[f"exposed/{assistant}"]
    assert (found["severity"], found["one_click"]) == (severity, "unexpose")


@pytest.mark.parametrize(
    ("wanted", "has_it"),
    [
        ({"include_entities": [SOURCE]}, True),
        ({"include_domains": ["camera"]}, False),
        ({"include_domains": ["light"]}, False),
        ({"include_entity_globs": ["camera.liv*"]}, True),
    ],
)
async def test_homekit(
    hass: HomeAssistant, tmp_path: Path, wanted: dict[str, Any], has_it: bool
) -> None:
    """A hidden camera is in a bridge only if it is named."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    bridge = MockConfigEntry(
        domain="homekit", title="Bridge", options={"filter": wanted}
    )
    bridge.add_to_hass(hass)
    found = await async_found(hass)
    assert [*found] == ([f"in_homekit/{bridge.entry_id}"] if has_it else [])


async def test_settings_of_other_integrations(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """Entries that name the source, or show what is at its address."""
    maker_entry_host = {"host": "192.168.1.20"}
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    (own,) = hass.config_entries.async_entries(MAKER)
    hass.config_entries.async_update_entry(own, data=maker_entry_host)
    generic = MockConfigEntry(
        domain="generic",
        title="Copy",
        options={"still_image_url": f"http://ha:8123/api/camera_proxy/{SOURCE}"},
    )
    onvif = MockConfigEntry(
        domain="onvif", title="ONVIF", data={"host": "192.168.1.20"}
    )
    rtsp = MockConfigEntry(
        domain="generic",
        title="RTSP",
        options={"stream_source": "rtsp://u:p@192.168.1.20/main"},
    )
    plug = MockConfigEntry(domain="plug", title="Plug", data={"host": "192.168.1.20"})
    other = MockConfigEntry(domain="onvif", title="2", data={"host": "192.168.1.21"})
    registry = er.async_get(hass)
    for entry in (generic, onvif, rtsp, plug, other):
        entry.add_to_hass(hass)
        domain = "switch" if entry is plug else CAMERA_DOMAIN
        registry.async_get_or_create(
            domain, entry.domain, entry.entry_id, config_entry=entry
        )
    assert [*await async_found(hass)] == [
        f"in_settings/{generic.entry_id}",
        f"same_address/{onvif.entry_id}",
        f"same_address/{rtsp.entry_id}",
    ]


async def test_the_same_device(hass: HomeAssistant, tmp_path: Path) -> None:
    """Its other stream and its last event show the same picture."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    registry = er.async_get(hass)
    source = registry.async_get(SOURCE)
    assert source
    for domain in (CAMERA_DOMAIN, "image", "switch"):
        registry.async_get_or_create(
            domain,
            MAKER,
            "sub",
            device_id=source.device_id,
            suggested_object_id="sub",
        )
    assert [*await async_found(hass)] == [
        "same_device/camera.sub",
        "same_device/image.sub",
    ]
    registry.async_update_entity(
        "camera.sub", disabled_by=er.RegistryEntryDisabler.USER
    )
    assert [*await async_found(hass)] == ["same_device/image.sub"]


async def test_media_browser(hass: HomeAssistant, tmp_path: Path) -> None:
    """The maker's recordings never pass the guard."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    mock_platform(hass, f"{MAKER}.media_source")
    await async_guard(hass, camera_subentry(SOURCE, "Living room"))
    await async_configure(hass, tmp_path, {})
    found = (await async_found(hass))[f"in_media_browser/{MAKER}"]
    assert found["severity"] == "low"


class Looker(ImageProcessingEntity):
    """What looks at pictures."""

    _attr_name = "Looker"

    @property
    @override
    def camera_entity(self) -> str:
        return SOURCE

    @override
    async def async_update(self) -> None:
        """Look at nothing."""


async def test_image_processing(hass: HomeAssistant, tmp_path: Path) -> None:
    """Whatever looks at the source is found, wherever it was set up."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})

    async def set_up(hass: HomeAssistant, config: Any, add: Any, info: Any) -> None:
        add([Looker()])

    mock_platform(
        hass, "test.image_processing", MockPlatform(async_setup_platform=set_up)
    )
    config = {"image_processing": {"platform": "test"}}
    assert await async_setup_component(hass, "image_processing", config)
    await hass.async_block_till_done()
    assert [*await async_found(hass)] == ["image_processing/image_processing.looker"]


@pytest.mark.parametrize(
    ("section", "kind", "severity"),
    [
        (
            f"camera:\n  - platform: proxy\n    entity_id: {SOURCE}\n",
            "in_yaml",
            "medium",
        ),
        (f"shell_command:\n  x: curl {SOURCE}\n", "in_yaml", "high"),
        (f"recorder:\n  exclude:\n    entities: [{SOURCE}]\n", "in_yaml", "low"),
        (
            (
                "homeassistant:\n  packages:\n    one:\n"
                f"      camera:\n        - platform: proxy\n          entity_id: {SOURCE}\n"
            ),
            "in_yaml",
            "medium",
        ),
        (
            "alexa:\n  smart_home:\n    filter:\n      include_domains: [camera]\n",
            "given_in_yaml",
            "high",
        ),
        (
            (
                "google_assistant:\n  project_id: x\n"
                f"  entity_config:\n    {SOURCE}: {{}}\n"
            ),
            "given_in_yaml",
            "high",
        ),
        (
            f"cloud:\n  alexa:\n    filter:\n      include_entities: [{SOURCE}]\n",
            "given_in_yaml",
            "high",
        ),
        ("alexa:\n  smart_home:\n", None, None),
        ("google_assistant:\n  exposed_domains: [camera]\n", None, None),
        ("cloud:\n  alexa:\n", None, None),
    ],
)
async def test_yaml(
    hass: HomeAssistant,
    tmp_path: Path,
    section: str,
    kind: str | None,
    severity: str | None,
) -> None:
    """Sections that name the source, or that take it with the rest."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    (tmp_path / "configuration.yaml").write_text(section)
    found = [*(await async_found(hass)).values()]
    seen = [(each["kind"], each["severity"]) for each in found]
    assert seen == ([] if kind is None else [(kind, severity)])
    if kind == "in_yaml":
        assert found[0]["where"].startswith("configuration.yaml, line ")
