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
from custom_components.cloudcam_privacy.cut.catalogue.facts import (
    advice,
    takes_the_picture,
)
from custom_components.cloudcam_privacy.cut.catalogue.load import read
from custom_components.cloudcam_privacy.cut.catalogue.model import Maker, Row, Selector
from custom_components.cloudcam_privacy.cut.catalogue.search import (
    as_stored,
    look_around,
)
from custom_components.cloudcam_privacy.cut.catalogue.states import (
    CUT_STATES,
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
        cuts = as_stored(hass, look_around(hass, camera).ticked)
        by_id = {}
        for cut in cuts:
            assert list(cut) == [
                "entity_id",
                "cut_state",
                "from_mode",
                "last_resort",
                "stops",
            ]
            assert cut["last_resort"] is False
            entry = entity_registry.entities.get_entry(cut["entity_id"])
            by_id[entry.entity_id if entry else cut["entity_id"]] = (
                cut["cut_state"],
                cut["from_mode"],
            )
        assert len(by_id) == len(cuts)
        return by_id

    return found


def test_what_takes_the_picture_waits_where_uploads_have_a_switch(
    register: Register, found: Found
) -> None:
    camera = register("reolink", "camera", "sub")
    privacy = register("reolink", "switch", "privacy_mode")
    register("reolink", "switch", "email")
    register("reolink", "switch", "siren")

    assert found(camera) == {privacy: ("on", "local")}

    record = register("reolink", "switch", "record")

    assert found(camera) == {record: ("off", "local"), privacy: ("on", "private")}


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
    camera = register("motioneye", "camera", "camera")
    movies = register("motioneye", "switch", "movies")
    stills = register("motioneye", "switch", "still_images")

    assert found(camera) == {movies: ("off", "local"), stills: ("off", "local")}

    upload = register("motioneye", "switch", "upload_enabled")

    assert found(camera) == {upload: ("off", "local")}


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
        # Nobody knows it: offered, but not taken.
        ("someone_elses", None),
        # A recorder: the camera itself goes on.
        ("agent_dvr", None),
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
        {"key": None, "unique_id": "0815-privacy"},
        {"key": None, "unique_id": "1", "object_id": "hall_privacy_mode"},
    ],
)
def test_integration_not_listed_is_only_offered_something(
    hass: HomeAssistant, register: Register, found: Found, switch: dict[str, Any]
) -> None:
    camera = register("somebody", "camera", "hd")
    register("somebody", "switch", "privacy_mask")
    register("somebody", "binary_sensor", "privacy")
    privacy = register("somebody", "switch", **switch)

    assert found(camera) == {}
    offered = [(cut.entity_id, cut.cut_state) for cut in look_around(hass, camera).cuts]
    assert offered == ([] if "object_id" in switch else [(privacy, "on")])


def test_name_at_the_end_of_an_id_is_not_even_offered(
    hass: HomeAssistant, register: Register, device_registry: dr.DeviceRegistry
) -> None:
    camera = register("somebody", "camera", "hd")
    register("somebody", "switch", None, unique_id="siren_privacy")
    (device,) = device_registry.devices
    device_registry.async_update_device(device.id, name="Privacy")

    assert look_around(hass, camera).cuts == ()


def test_what_is_disabled_elsewhere_or_ours_is_no_cut(
    register: Register, found: Found
) -> None:
    camera = register("shelly", "camera", "cam")
    register(
        "shelly",
        "switch",
        "camera_privacy",
        disabled_by=er.RegistryEntryDisabler.INTEGRATION,
    )
    register("shelly", "switch", "camera_privacy", unique_id="other", device_id=None)
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
    assert found("camera.gate") == {}
    assert [cut.entity_id for cut in look_around(hass, "camera.gate").cuts] == [
        "camera.gate"
    ]
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


CORE = read("core")


@pytest.mark.parametrize("maker", CORE, ids=lambda maker: maker.integration)
def test_core_integrations_fit_home_assistant(maker: Maker) -> None:
    """A key that an integration renames is found out here, not by a stranger."""
    folder = COMPONENTS / maker.integration
    if maker.integration in SINCE_2026_11 and not folder.exists():
        pytest.skip("Not in this version")
    assert (folder / "manifest.json").exists()
    for selector in (*maker.cuts, *maker.traps, *maker.witnesses):
        assert (folder / f"{selector.domain}.py").exists()
        for key in filter(None, selector.keys):
            assert has_key(folder, selector, key)
        if (
            isinstance(selector, Row)
            and selector.domain == "select"
            and selector.cut_state
        ):
            named = texts(folder)[selector.domain]
            states = [named[key]["state"] for key in selector.keys if key]
            assert all(selector.cut_state in each for each in states)


SINCE_2026_11 = ("bosch_smart_camera", "matter")


def texts(folder: Path) -> dict[str, Any]:
    """Return the texts of an integration's entities."""
    strings = json.loads((folder / "strings.json").read_text(encoding="utf-8"))
    entities: dict[str, Any] = strings.get("entity", {})
    return entities


def has_key(folder: Path, selector: Selector, key: str) -> bool:
    """Tell whether an integration has a translation key, in its texts or its code."""
    code = (folder / f"{selector.domain}.py").read_text(encoding="utf-8")
    named = texts(folder).get(selector.domain, {})
    return key in named or f'"{key}"' in code or f"KIND_{key.upper()}" in code


@pytest.mark.parametrize(
    "maker", [*CORE, *read("custom")], ids=lambda maker: maker.name or maker.integration
)
def test_rows_are_sound(maker: Maker) -> None:
    for row in maker.cuts:
        valid = CUT_STATES.get(row.domain, ())
        assert not valid or row.cut_state in valid
        assert row.ticked <= bool(row.cut_state)
        assert not (row.ticked and row.domain == "alarm_control_panel")
        assert not (row.ticked and not maker.integration)
    assert not (maker.recorder and maker.cuts)


def test_recorder_takes_no_picture(hass: HomeAssistant, register: Register) -> None:
    recorder = register("agent_dvr", "camera", "cam")
    camera = register("netatmo", "camera", "cam")

    assert not takes_the_picture(hass, recorder, "off")
    assert takes_the_picture(hass, camera, "off")
