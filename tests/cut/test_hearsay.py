"""What proves nothing, however much it looks like a confirmation."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices


class RadioPlug(Plug):
    """A plug that is sent commands by radio, and never answers."""

    _attr_assumed_state = True


async def test_assumed_state(hass: HomeAssistant) -> None:
    """It is what the entity was last told: sent, and no more. It is put back."""
    plug = RadioPlug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    assert assurance(hass, entry) == "sent"
    plug.show(lambda: plug.set_on(True))
    await async_settle()
    assert plug.calls == ["off"] * 2
    assert assurance(hass, entry) == "sent"
    await async_leave(hass)
    assert plug.calls == ["off", "off", "on"]
    assert assurance(hass, entry) == "open"


async def test_refusal_beside_a_cut_of_the_network(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The integration that has switched the camera off gives no picture: of course.

    A router that blocks the camera besides has not taken the picture from it.
    """
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(hass, "input_boolean", {"input_boolean": {"block": {}}})
    entry = await async_guard_with(
        hass,
        cut(camera.entity_id, "off"),
        cut("input_boolean.block", "on"),
        camera=camera,
    )
    await async_come_home(hass)
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"
