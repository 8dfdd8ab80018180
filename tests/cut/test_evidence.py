"""Evidence on its own: what it says, when it was seen, and how it is renewed."""

from datetime import timedelta
from typing import Any, override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.proof import RENEW

from ..common import (
    ANNA,
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard,
    async_leave,
    async_make_cameras,
    camera_subentry,
    cut,
    entity_id_of,
    someone_home,
)
from ..passing_time import async_pass
from .devices import Plug, async_add_devices

METER = "sensor.upload"
TESTED = 7
"""Seconds after which a picture was looked at twice."""


class Sleeper(MarkedCamera):
    """A camera that gives the last picture again and again while it is asleep."""

    looks = 0

    def __init__(self, switch: Plug) -> None:
        """Follow the switch."""
        super().__init__("Living room")
        self.switch = switch
        self.freezes = False

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.looks += 1
        if self.switch.on or self.freezes:
            self.frames -= 1
        return await super().async_camera_image(width, height)


@pytest.fixture
async def camera(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Sleeper:
    """Return a camera with a privacy switch; time stands still."""
    switch = Plug("Privacy mode")
    switch.on = False
    await async_add_devices(hass, switch)
    camera = Sleeper(switch)
    await async_make_cameras(hass, camera)
    return camera


@pytest.fixture
async def entry(
    hass: HomeAssistant, camera: Sleeper, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """Guard the camera, with a meter that is quiet; nobody is home, somebody looked."""
    hass.states.async_set(ANNA, "not_home")
    hass.states.async_set(METER, "0", {"unit_of_measurement": "kB/s"})
    entry = await async_guard(
        hass,
        camera_subentry(
            camera.entity_id,
            "Living room",
            cuts=[cut(camera.switch.entity_id, "on")],
            upload_rate=METER,
        ),
        someone_home(ANNA),
    )
    for _ in range(2):
        await async_get_image(hass, entity_id_of(hass, entry, "camera", "guarded"))
        await async_pass(hass, freezer, 5)
    return entry


def evidence(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return the attributes of the sensor."""
    state = hass.states.get(entity_id_of(hass, entry, "sensor", "assurance"))
    assert state is not None
    names = ("read_back", "picture_gone", "picture_seen", "meter_quiet", "meter_seen")
    return {name: state.attributes[name] for name in names}


async def test_each_kind_on_its_own(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Each says what it knows and since when; none says where the camera is."""
    began = dt_util.utcnow().replace(microsecond=0)
    await async_come_home(hass)
    seen = evidence(hass, entry)
    (switch,) = seen.pop("read_back")
    assert switch["entity_id"] == "switch.privacy_mode"
    assert (switch["cut_state"], switch["status"]) == ("on", "confirmed")
    assert dt_util.parse_datetime(switch["seen"], raise_on_error=True) >= began
    assert seen == {
        "picture_gone": "unknown",
        "picture_seen": None,
        "meter_quiet": "unknown",
        "meter_seen": None,
    }
    await async_pass(hass, freezer, TESTED)
    seen = evidence(hass, entry)
    assert seen["picture_gone"] == "true"
    looked = dt_util.parse_datetime(seen["picture_seen"])
    assert looked is not None
    assert began + timedelta(seconds=5) <= looked <= dt_util.utcnow()
    await async_pass(hass, freezer, 30)
    hass.states.async_set(METER, "90", {"unit_of_measurement": "kB/s"})
    await hass.async_block_till_done()
    seen = evidence(hass, entry)
    assert seen["picture_gone"] == "true"
    assert seen["meter_quiet"] == "false"
    assert dt_util.parse_datetime(seen["meter_seen"], raise_on_error=True) >= looked
    await async_leave(hass)
    await async_pass(hass, freezer, TESTED)
    seen = evidence(hass, entry)
    assert seen["picture_gone"] == seen["meter_quiet"] == "unknown"


async def test_renewed_at_a_slow_pace(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: Sleeper,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The picture is looked at again, and what was known holds meanwhile."""
    hass.states.async_set(METER, "unavailable")
    await async_come_home(hass)
    await async_pass(hass, freezer, 40)
    assert assurance(hass, entry) == "verified"
    first, looks = evidence(hass, entry)["picture_seen"], camera.looks
    sensor = entity_id_of(hass, entry, "sensor", "assurance")
    states: list[str] = []

    @callback
    def note(event: Event[Any]) -> None:
        if event.data["entity_id"] == sensor:
            states.append(event.data["new_state"].state)

    hass.bus.async_listen("state_changed", note)
    await async_pass(hass, freezer, RENEW - 20, step=20)
    assert camera.looks == looks
    await async_pass(hass, freezer, 40)
    assert camera.looks == looks + 2
    assert set(states) <= {"verified"}
    assert evidence(hass, entry)["picture_seen"] > first


async def test_renewed_when_a_cut_has_moved(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: Sleeper,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What the picture was like before tells nothing of now."""
    await async_come_home(hass)
    await async_pass(hass, freezer, TESTED)
    looks = camera.looks
    camera.switch.show(lambda: camera.switch.set_on(False))
    await async_pass(hass, freezer, 1)
    assert camera.switch.on
    assert evidence(hass, entry)["picture_gone"] == "unknown"
    await async_pass(hass, freezer, TESTED)
    assert camera.looks > looks
    assert evidence(hass, entry)["picture_gone"] == "true"


async def test_only_a_fresh_frame_is_back(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    camera: Sleeper,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A camera that says it is on, and shows what it showed while cut, is not back."""
    await async_come_home(hass)
    await async_pass(hass, freezer, TESTED)
    camera.freezes = True
    await async_leave(hass)
    await async_pass(hass, freezer, 20)
    assert not camera.switch.on
    assert assurance(hass, entry) == "pending"
    camera.freezes = False
    await async_pass(hass, freezer, 11)
    assert assurance(hass, entry) == "open"


# Last resorts


@pytest.fixture
async def plugs(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> list[Plug]:
    """Return two plugs of which the second is the camera's power."""
    plugs = [Plug("Own"), Plug("Power")]
    await async_add_devices(hass, *plugs)
    return plugs


@pytest.fixture
async def powered(hass: HomeAssistant, plugs: list[Plug]) -> MockConfigEntry:
    """Guard a camera with its power as a last resort."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    hass.states.async_set(ANNA, "not_home")
    own, power = plugs
    return await async_guard(
        hass,
        camera_subentry(
            "camera.living_room",
            "Living room",
            cuts=[
                cut(own.entity_id, "off"),
                cut(power.entity_id, "off", last_resort=True),
            ],
        ),
        someone_home(ANNA),
    )


async def test_power_is_off_and_so_all_else_is_silent(
    hass: HomeAssistant,
    powered: MockConfigEntry,
    plugs: list[Plug],
    freezer: FrozenDateTimeFactory,
) -> None:
    """A camera without power cannot confirm its own switch; none is expected."""
    own, power = plugs
    own.is_deaf = True
    await async_come_home(hass)
    await async_pass(hass, freezer, 62)
    assert not power.on
    assert assurance(hass, powered) == "pending"
    own.set_available(False)
    await hass.async_block_till_done()
    assert assurance(hass, powered) == "confirmed"
    power.set_available(False)
    await hass.async_block_till_done()
    assert assurance(hass, powered) == "pending"


async def test_power_comes_back_first(
    hass: HomeAssistant,
    powered: MockConfigEntry,
    plugs: list[Plug],
    freezer: FrozenDateTimeFactory,
) -> None:
    """What was cut last is put back first, and waited for, though not for ever."""
    own, power = plugs
    for lag, waits in ((4, 5), (60, 11)):
        own.is_deaf = True
        await async_come_home(hass)
        await async_pass(hass, freezer, 62)
        own.is_deaf = False
        own.show(lambda: own.set_on(False))
        own.calls.clear()
        power.lag = lag
        await async_leave(hass)
        await async_pass(hass, freezer, waits - 2)
        assert power.calls[-1] == "on"
        assert own.calls == []
        await async_pass(hass, freezer, 3)
        assert own.calls == ["on"]
        await async_pass(hass, freezer, 70)
        power.lag = 0


async def test_put_back_in_reverse_order(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Cuts that were engaged together are put back together, the last one first."""
    calls: list[tuple[str, str]] = []
    plugs = [Plug("One"), Plug("Two"), Plug("Three")]
    await async_add_devices(hass, *plugs)
    await async_make_cameras(hass, MarkedCamera("Living room"))
    hass.states.async_set(ANNA, "not_home")
    await async_guard(
        hass,
        camera_subentry(
            "camera.living_room",
            "Living room",
            cuts=[cut(plug.entity_id, "off") for plug in plugs],
        ),
        someone_home(ANNA),
    )

    @callback
    def note(event: Event[Any]) -> None:
        data = event.data
        calls.append((data["service"], data["service_data"]["entity_id"]))

    hass.bus.async_listen("call_service", note)
    await async_come_home(hass)
    await async_leave(hass)
    order = [plug.entity_id for plug in plugs]
    assert calls == [
        *(("turn_off", entity_id) for entity_id in order),
        *(("turn_on", entity_id) for entity_id in reversed(order)),
    ]
