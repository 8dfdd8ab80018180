"""Tests of the catalogue of known cameras."""

from collections.abc import Callable
import json
from pathlib import Path
from typing import Any

from homeassistant import components
from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockEntityPlatform,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.cut.catalogue import (
    CUT_STATES,
    ROWS,
    Row,
    advice,
    find_cuts,
    valid_cut_states,
)

COMPONENTS = Path(components.__file__).parent

type Register = Callable[..., str]
type Found = Callable[[str], dict[str, tuple[str, str]]]


@pytest.fixture
def register(
    hass: HomeAssistant,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
) -> Register:
    """Register entities of one device."""
    maker = MockConfigEntry(domain="maker")
    maker.add_to_hass(hass)
    device = device_registry.async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("maker", "camera")}
    )

    def register(platform: str, domain: str, key: str | None, **more: Any) -> str:
        return entity_registry.async_get_or_create(
            domain,
            platform,
            more.pop("unique_id", f"id-{key}"),
            config_entry=maker,
            translation_key=key,
            suggested_object_id=more.pop("object_id", f"cam_{key}"),
            **{"device_id": device.id, **more},
        ).entity_id

    return register


@pytest.fixture
def found(hass: HomeAssistant, entity_registry: er.EntityRegistry) -> Found:
    """Look up a camera: entity id to cut state and mode."""

    def found(camera: str) -> dict[str, tuple[str, str]]:
        cuts = find_cuts(hass, camera)
        by_id = {}
        for cut in cuts:
            assert list(cut) == ["entity_id", "cut_state", "from_mode", "last_resort"]
            assert cut["last_resort"] is False
            entry = entity_registry.entities.get_entry(cut["entity_id"])
            by_id[entry.entity_id if entry else cut["entity_id"]] = (
                cut["cut_state"],
                cut["from_mode"],
            )
        assert len(by_id) == len(cuts)
        return by_id

    return found


def test_switch_that_sees_to_uploads_too_stands_alone(
    register: Register, found: Found
) -> None:
    camera = register("reolink", "camera", "sub")
    record = register("reolink", "switch", "record")
    mail = register("reolink", "switch", "email")
    register("reolink", "switch", "siren")

    assert found(camera) == {record: ("off", "local"), mail: ("off", "local")}

    privacy = register("reolink", "switch", "privacy_mode")

    assert found(camera) == {privacy: ("on", "local")}


def test_picture_is_left_until_private_where_uploads_have_a_switch(
    register: Register, found: Found
) -> None:
    camera = register("tplink", "camera", "live_view")
    lens = register("tplink", "switch", None, object_id="cam")

    assert found(camera) == {lens: ("off", "local")}

    motion = register("tplink", "switch", "motion_detection")
    person = register("tplink", "switch", "person_detection")
    register("tplink", "switch", "led")

    assert found(camera) == {
        motion: ("off", "local"),
        person: ("off", "local"),
        lens: ("off", "private"),
    }


def test_best_row_wins(register: Register, found: Found) -> None:
    camera = register("ezviz", "camera", "camera")
    ptz = register("ezviz", "switch", "privacy")

    assert found(camera) == {
        camera: ("motion_off", "local"),
        ptz: ("on", "private"),
    }

    sleep = register("ezviz", "switch", "sleep")
    record = register("ezviz", "switch", "all_day_video_recording")

    assert found(camera) == {
        camera: ("motion_off", "local"),
        record: ("off", "local"),
        sleep: ("on", "private"),
    }


def test_motion_detection_of_the_camera_itself(
    register: Register, found: Found
) -> None:
    camera = register("ring", "camera", "last_recording")
    other = register("ring", "camera", "live_view")

    assert found(camera) == {camera: ("motion_off", "local")}
    assert found(other) == {other: ("motion_off", "local")}

    motion = register("ring", "switch", "motion_detection")

    assert found(camera) == {motion: ("off", "local")}


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("netatmo", ("off", "local")),
        ("someone_elses", ("off", "local")),
        # The same entity cannot be two cuts: off is the surer one.
        ("agent_dvr", ("off", "local")),
        # Says that it can be turned off, but cannot.
        ("freebox", ("motion_off", "local")),
        # Could not be turned on again, being unavailable while off.
        ("tplink", None),
    ],
)
def test_camera_that_can_be_turned_off(
    register: Register, found: Found, platform: str, expected: tuple[str, str] | None
) -> None:
    camera = register(
        platform, "camera", "cam", supported_features=CameraEntityFeature.ON_OFF
    )

    assert found(camera) == ({} if expected is None else {camera: expected})


def test_abode_does_not_say_that_it_can_be_turned_off(
    register: Register, found: Found
) -> None:
    camera = register("abode", "camera", "cam")

    assert found(camera) == {camera: ("off", "local")}


@pytest.mark.parametrize(
    "switch",
    [
        {"key": "privacy"},
        {"key": None, "unique_id": "0815-PRIVACY"},
        {"key": None, "unique_id": "1", "object_id": "hall_privacy_mode"},
    ],
)
def test_privacy_switch_of_an_integration_not_listed(
    register: Register, found: Found, switch: dict[str, Any]
) -> None:
    camera = register("tapo_control", "camera", "hd")
    register("tapo_control", "switch", "privacy_mask")
    register("tapo_control", "switch", "privacy_zone_1")
    register("tapo_control", "binary_sensor", "privacy")
    privacy = register("tapo_control", "switch", **switch)

    assert found(camera) == {privacy: ("on", "local")}


def test_what_is_disabled_elsewhere_or_ours_is_no_cut(
    register: Register, found: Found
) -> None:
    camera = register("foscam", "camera", "cam")
    register(
        "foscam",
        "switch",
        "sleep_switch",
        disabled_by=er.RegistryEntryDisabler.INTEGRATION,
    )
    register("foscam", "switch", "sleep_switch", unique_id="other", device_id=None)
    register(DOMAIN, "switch", "privacy")

    assert found(camera) == {}


def test_camera_without_device(register: Register, found: Found) -> None:
    camera = register("maker", "camera", "cam", device_id=None)
    register("maker", "switch", "privacy")

    assert found(camera) == {}


async def test_camera_that_is_not_registered(hass: HomeAssistant, found: Found) -> None:
    class UnifiVideo(Camera):
        _attr_name = "Yard"

    class Switchable(UnifiVideo):
        _attr_name = "Gate"
        _attr_supported_features = CameraEntityFeature.ON_OFF

    platform = MockEntityPlatform(hass, domain="camera", platform_name="uvc")
    await platform.async_add_entities([UnifiVideo()])
    other = MockEntityPlatform(hass, domain="camera", platform_name="other")
    await other.async_add_entities([Switchable()])

    assert found("camera.yard") == {"camera.yard": ("motion_off", "local")}
    assert found("camera.gate") == {"camera.gate": ("off", "local")}
    assert found("camera.unheard_of") == {}


@pytest.mark.parametrize(
    ("entity", "states"),
    [
        ("switch.a", ["off", "on"]),
        ("cover.a", ["closed", "open"]),
        ("lock.a", ["locked", "unlocked"]),
        ("camera.a", ["off", "motion_off"]),
        ("script.a", ["on"]),
        ("select.a", ["Arm", "Disarm"]),
        ("select.unheard_of", []),
        ("sensor.a", []),
    ],
)
def test_valid_cut_states(hass: HomeAssistant, entity: str, states: list[str]) -> None:
    for options in ("select.a", "sensor.a"):
        hass.states.async_set(options, "Arm", {"options": ["Arm", "Disarm"]})

    assert valid_cut_states(hass, entity) == states


def test_advice() -> None:
    assert advice("nest") == "network_or_power"
    assert advice("canary") == "alarm_panel"
    assert advice("verisure") == "on_request"
    assert advice("reolink") is None


def names_of(row: Row) -> list[str]:
    """Return the integrations that a row names."""
    return [*(row.integrations or ()), *row.except_integrations]


@pytest.mark.parametrize("row", ROWS)
def test_rows_fit_home_assistant(row: Row) -> None:
    """A key that an integration renames is found out here, not by a stranger."""
    valid = CUT_STATES[row.domain]
    assert not valid or row.cut_state in valid
    for integration in names_of(row):
        assert (COMPONENTS / integration / "manifest.json").exists()
        for key in set(row.keys or ()) - {None}:
            texts = json.loads(
                (COMPONENTS / integration / "strings.json").read_text(encoding="utf-8")
            )
            named = texts.get("entity", {}).get(row.domain, {})
            if not valid:
                assert row.cut_state in named[key]["state"]
            elif key not in named:
                code = COMPONENTS / integration / f"{row.domain}.py"
                assert f'translation_key="{key}"' in code.read_text(encoding="utf-8")
