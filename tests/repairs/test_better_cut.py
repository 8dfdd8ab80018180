"""What could cut a camera, and was added after the camera was set up."""

from contextlib import ExitStack

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from ..common import async_guard, async_make_cameras, camera_subentry, cut
from ..cut.routers.box import AddressedCamera
from ..cut.routers.fritz import FritzBox
from ..passing_time import async_pass
from .dialogue import Dialogue, keys


@pytest.fixture
async def camera(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> str:
    """Return a guarded camera whose lens something closes."""
    for component in ("config", "repairs"):
        await async_setup_component(hass, component, {})
    camera = AddressedCamera()
    await async_make_cameras(hass, camera)
    hass.states.async_set("input_boolean.lens", "off")
    lens = cut("input_boolean.lens", "on")
    await async_guard(
        hass, camera_subentry(camera.entity_id, "Living room", cuts=[lens])
    )
    await async_pass(hass, freezer, 15)
    return camera.entity_id


async def test_router_that_was_added_later(
    hass: HomeAssistant,
    camera: str,
    dialogue: Dialogue,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Its issue opens the form, where it can be looked for and used."""
    assert "better_cut" not in keys(hass)
    with ExitStack() as stack:
        router = FritzBox(stack.enter_context)
        await router.set_up(hass)
        await async_pass(hass, freezer, 15)

        assert "better_cut" in keys(hass)
        assert router.commands == []
        result = await dialogue.mend("better_cut")
        flows, flow_id = hass.config_entries.subentries, result["next_flow"][1]
        given = {"cuts": [cut("input_boolean.lens", "on")], "look_again": True}
        form = await flows.async_configure(flow_id, given)
        assert form["step_id"] == "cuts"
        block = f"{camera}/switch.camera_internet_access/off"
        await flows.async_configure(flow_id, {"cuts": [block]})
        await async_pass(hass, freezer, 15)

        assert "better_cut" not in keys(hass)


async def test_router_that_was_there_is_known(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    for component in ("config", "repairs"):
        await async_setup_component(hass, component, {})
    camera = AddressedCamera()
    await async_make_cameras(hass, camera)
    with ExitStack() as stack:
        await FritzBox(stack.enter_context).set_up(hass)
        await async_guard(hass, camera_subentry(camera.entity_id, "Living room"))

        await async_pass(hass, freezer, 30)

        assert "better_cut" not in keys(hass)
