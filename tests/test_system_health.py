"""System health: how many cameras are guarded, private and proven."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    someone_home,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle

METER = "sensor.upload"


async def async_health(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> dict[str, int]:
    """Return what the page "System information" shows of ours."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "system_health/info"})
    assert (await client.receive_json())["success"]
    initial = (await client.receive_json())["event"]
    assert initial["type"] == "initial"
    shown = initial["data"]["cloudcam_privacy"]["info"]
    assert shown.pop("internals") == "ok"
    info: dict[str, int] = shown
    return info


async def test_system_health(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """One camera is proven, one is not cut at all, one leaks."""
    await async_setup_component(hass, "system_health", {})
    cameras = [MarkedCamera(name) for name in ("Hall", "Attic", "Yard")]
    plugs = [Plug("One"), Plug("Two")]
    await async_make_cameras(hass, *cameras)
    await async_add_devices(hass, *plugs)
    hass.states.async_set("person.anna", "not_home")
    await async_guard(
        hass,
        camera_subentry(
            "camera.hall",
            "Hall",
            cuts=[cut("switch.one", "off")],
            upload_rate=METER,
        ),
        camera_subentry("camera.attic", "Attic"),
        camera_subentry(
            "camera.yard",
            "Yard",
            cuts=[cut("switch.two", "off")],
            upload_rate="sensor.busy",
        ),
        someone_home("person.anna"),
    )
    nothing = {
        "guarded_cameras": 3,
        "private_cameras": 0,
        "verified_cameras": 0,
        "gate_only_cameras": 0,
        "leaking_cameras": 0,
    }
    assert await async_health(hass, hass_ws_client) == nothing
    hass.states.async_set("person.anna", "home")
    await async_settle()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    for meter, rate in ((METER, "0"), ("sensor.busy", "90")):
        hass.states.async_set(meter, rate, {"unit_of_measurement": "kB/s"})
    await async_settle()
    assert await async_health(hass, hass_ws_client) == {
        "guarded_cameras": 3,
        "private_cameras": 3,
        "verified_cameras": 1,
        "gate_only_cameras": 1,
        "leaking_cameras": 1,
    }
