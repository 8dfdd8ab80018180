"""Cameras as routers know them, by their MAC addresses; and what is near a camera."""

from collections.abc import Callable
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.catalogue.model import Effect
from custom_components.cloudcam_privacy.cut.catalogue.routers import offers_by_hand
from custom_components.cloudcam_privacy.cut.catalogue.search import (
    Findings,
    as_stored,
    look_around,
)

MAC = "aa:bb:cc:dd:ee:01"

type Device = Callable[..., str]
type Entity = Callable[..., str]


@pytest.fixture
def device(hass: HomeAssistant, device_registry: dr.DeviceRegistry) -> Device:
    """Register a device of an integration, each integration with one entry."""
    entries: dict[str, MockConfigEntry] = {}

    def device(integration: str, name: str, mac: str | None = None, **more: Any) -> str:
        entry = more.pop("entry", integration)
        if entry not in entries:
            data = more.pop("data", {})
            entries[entry] = MockConfigEntry(domain=integration, data=data)
            entries[entry].add_to_hass(hass)
        return device_registry.async_get_or_create(
            config_entry_id=entries[entry].entry_id,
            identifiers={(integration, name)},
            connections={("mac", mac)} if mac else set(),
            name=name,
            **more,
        ).id

    return device


@pytest.fixture
def entity(
    hass: HomeAssistant,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
) -> Entity:
    """Register an entity of a device."""

    def entity(
        integration: str,
        domain: str,
        unique_id: str,
        device_id: str | None,
        key: str | None = None,
        **more: Any,
    ) -> str:
        device = device_registry.async_get(device_id) if device_id else None
        config = hass.config_entries.async_get_entry(
            device.config_entry_id if device else ""
        )
        if config is None:
            config = MockConfigEntry(domain=integration)
            config.add_to_hass(hass)
        return entity_registry.async_get_or_create(
            domain,
            integration,
            unique_id,
            config_entry=config,
            device_id=device_id,
            translation_key=key,
            **more,
        ).entity_id

    return entity


@pytest.fixture
def camera(device: Device, entity: Entity) -> str:
    """Return a camera that nothing of its own cuts, with a MAC address."""
    return entity("onvif", "camera", "profile", device("onvif", "camera", MAC))


def taken(found: Findings) -> dict[str, tuple[str, Effect]]:
    """Return what is taken without asking."""
    return {cut.entity_id: (cut.cut_state, cut.effect) for cut in found.ticked}


def offered(found: Findings) -> set[str]:
    """Return what is offered without a tick."""
    return {cut.entity_id for cut in found.cuts if not cut.ticked}


@pytest.mark.parametrize(
    ("router", "domain", "unique_id", "state", "effect"),
    [
        ("unifi", "switch", f"block-{MAC}", "off", Effect.PICTURE),
        ("fritz", "switch", f"{MAC.upper()}_internet_access", "off", Effect.UPLOAD),
        ("netgear", "switch", f"{MAC}-allow_or_block", "off", Effect.PICTURE),
        ("asusrouter", "switch", f"home_{MAC}_block_internet", "on", Effect.UPLOAD),
        ("eero", "switch", "12-aabbccddee01-paused", "on", Effect.PICTURE),
        (
            "keenetic_router_pro",
            "select",
            f"e1_client_{MAC}_policy",
            "Deny (Blocked)",
            Effect.PICTURE,
        ),
        (
            "huawei_mesh_router",
            "switch",
            f"r_switch_device_access_{MAC.replace(':', '_')}",
            "off",
            Effect.PICTURE,
        ),
    ],
)
def test_block_at_the_router(
    hass: HomeAssistant,
    camera: str,
    entity: Entity,
    router: str,
    domain: str,
    unique_id: str,
    state: str,
    effect: Effect,
) -> None:
    block = entity(router, domain, unique_id, None)
    entity(router, domain, unique_id.replace("01", "02"), None)

    found = look_around(hass, camera)

    assert taken(found) == {block: (state, effect)}
    assert offered(found) == set()


def test_picture_that_comes_from_the_cloud_is_gone_without_internet(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    camera = entity("ring", "camera", "1-last", device("ring", "1", MAC))
    motion = entity(
        "ring", "switch", "1-m", device("ring", "1", MAC), "motion_detection"
    )
    block = entity("fritz", "switch", f"{MAC.upper()}_internet_access", None)

    found = look_around(hass, camera)

    assert taken(found) == {
        motion: ("off", Effect.UPLOAD),
        block: ("off", Effect.PICTURE),
    }
    modes = {
        cut["cut_state"]: cut["from_mode"] for cut in as_stored(hass, found.ticked)
    }
    assert modes == {"off": "private"}


def test_address_in_an_id_is_one(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    camera = entity("axis", "camera", "AABBCCDDEE01-camera", device("axis", "axis"))
    block = entity("unifi", "switch", f"block-{MAC}", None)

    assert taken(look_around(hass, camera)) == {block: ("off", Effect.PICTURE)}


@pytest.mark.parametrize("enabled", [True, False])
def test_block_that_is_disabled_is_named(
    hass: HomeAssistant, camera: str, entity: Entity, enabled: bool
) -> None:
    by = None if enabled else er.RegistryEntryDisabler.INTEGRATION
    block = entity("netgear", "switch", f"{MAC}-allow_or_block", None, disabled_by=by)

    found = look_around(hass, camera)

    assert list(taken(found)) == ([block] if enabled else [])
    assert found.disabled == (() if enabled else (block,))


def test_known_by_ip_alone_is_only_offered(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    camera = entity(
        "generic",
        "camera",
        "e1",
        device("generic", "g", data={"host": "192.168.1.50"}),
    )
    block = entity("fritz", "switch", f"{MAC.upper()}_internet_access", None)
    assert look_around(hass, camera).cuts == ()

    for name, address in (("camera", "192.168.1.50"), ("phone", "192.168.1.51")):
        mac = MAC if name == "camera" else "aa:bb:cc:dd:ee:02"
        hass.states.async_set(
            f"device_tracker.{name}", "home", {"ip": address, "mac": mac}
        )

    found = look_around(hass, camera)
    assert taken(found) == {}
    assert offered(found) == {block}


def test_hub_sends_for_others_too(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    hub = device("blink", "sync", MAC)
    camera = entity(
        "blink", "camera", "s-camera", device("blink", "cam", via_device_id=hub)
    )
    block = entity("unifi", "switch", f"block-{MAC}", None)

    assert offered(look_around(hass, camera)) == {block}


def test_address_of_two_cameras_tells_neither(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    device("onvif", "channel 1", MAC, entry="channel 1")
    camera = entity("onvif", "camera", "p", device("onvif", "channel 2", MAC))
    block = entity("unifi", "switch", f"block-{MAC}", None)

    found = look_around(hass, camera)

    assert taken(found) == {}
    assert offered(found) == {block}


def test_port_of_a_router_is_no_camera(
    hass: HomeAssistant, camera: str, device: Device, entity: Entity
) -> None:
    port = device("mikrotik_router", "ether2", MAC)
    entity("mikrotik_router", "switch", f"home-interface-{MAC}", port)

    assert look_around(hass, camera).cuts == ()
    assert offers_by_hand(hass) == {"ports"}


def test_rules_are_for_people_to_pair(
    hass: HomeAssistant, camera: str, entity: Entity
) -> None:
    assert offers_by_hand(hass) == set()

    entity("unifi", "switch", "firewall_policy-1", None)

    assert look_around(hass, camera).cuts == ()
    assert offers_by_hand(hass) == {"rules"}


@pytest.mark.parametrize(
    ("router", "unique_id"),
    [
        ("unifi", f"rx-{MAC}"),
        ("mikrotik_router", f"home-client_traffic_wan_tx-{MAC.upper()}"),
        ("eero", "12-aabbccddee01-usage_up"),
        ("openwrt_ubus", f"ap_sensor_{MAC.upper()}_rx_speed"),
    ],
)
def test_what_the_router_sees_it_send(
    hass: HomeAssistant, camera: str, entity: Entity, router: str, unique_id: str
) -> None:
    entity(
        router, "sensor", unique_id.replace("rx", "tx").replace("_up", "_down"), None
    )
    meter = entity(router, "sensor", unique_id, None)

    assert look_around(hass, camera).upload_rate == meter


def test_of_a_wired_client_nobody_knows_what_is_measured(
    hass: HomeAssistant, camera: str, entity: Entity
) -> None:
    entity("unifi", "sensor", f"rx-{MAC}", None)
    entity("unifi", "sensor", f"wired_speed-{MAC}", None)

    assert look_around(hass, camera).upload_rate is None


def test_privacy_of_two_lenses_is_on_the_parent_device(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    parent = device("reolink", "h1")
    lens = device("reolink", "h1_lens0", via_device_id=parent)
    camera = entity("reolink", "camera", "h1_0_sub", lens)
    privacy = entity("reolink", "switch", "h1_0_privacy_mode", parent, "privacy_mode")

    assert taken(look_around(hass, camera)) == {privacy: ("on", Effect.PICTURE)}


def test_same_camera_by_another_integration(
    hass: HomeAssistant, camera: str, device: Device, entity: Entity
) -> None:
    twin = device("tplink", "tapo", MAC)
    lens = entity("tplink", "switch", "tapo", twin)
    motion = entity("tplink", "switch", "tapo_m", twin, "motion_detection")
    entity("tplink", "switch", "tapo_led", twin, "led")

    assert taken(look_around(hass, camera)) == {
        lens: ("off", Effect.PICTURE),
        motion: ("off", Effect.UPLOAD),
    }


def test_another_camera_of_the_same_hub_is_left_alone(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    camera = entity("blink", "camera", "a-camera", device("blink", "a"))
    mine = entity("blink", "switch", "a-arm", device("blink", "a"), "camera_motion")
    entity("blink", "switch", "b-arm", device("blink", "b"), "camera_motion")
    panel = entity("blink", "alarm_control_panel", "sync", device("blink", "sync"))

    found = look_around(hass, camera)

    assert list(taken(found)) == [mine]
    assert offered(found) == {panel}


def test_presets_and_levels(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    cam = device("tapo_control", "cam")
    camera = entity("tapo_control", "camera", "m_hd_tapo_control", cam)
    preset = entity("tapo_control", "select", "m-hall-movetopreset", cam)
    level = entity(
        "tapo_control",
        "number",
        "m-hall-microphone-volume",
        cam,
        capabilities={"min": 0, "max": 100},
    )

    found = look_around(hass, camera)

    assert found.presets == (preset,)
    assert offered(found) == {level}


def test_level_that_is_never_silent(
    hass: HomeAssistant, device: Device, entity: Entity
) -> None:
    cam = device("tapo_control", "cam")
    camera = entity("tapo_control", "camera", "m_hd_tapo_control", cam)
    entity(
        "tapo_control",
        "number",
        "m-hall-microphone-volume",
        cam,
        capabilities={"min": 1, "max": 100},
    )

    assert look_around(hass, camera).cuts == ()
