"""A camera that is cut with a plug while Anna is home; time stands still."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..common import (
    ANNA,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    hide,
    someone_home,
)
from ..cut.devices import Plug
from .dialogue import Dialogue

METER = "sensor.upload"


def sends(hass: HomeAssistant, rate: float) -> None:
    """Let the meter show so many kB/s."""
    kind = {"device_class": "data_rate", "unit_of_measurement": "kB/s"}
    hass.states.async_set(METER, str(rate), kind)


@pytest.fixture
async def camera(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MarkedCamera:
    """Return a source camera; nobody is home, and time stands still."""
    for component in ("config", "repairs"):
        await async_setup_component(hass, component, {})
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    hide(hass)
    hass.states.async_set(ANNA, "not_home")
    sends(hass, 0)
    return camera


@pytest.fixture
async def entry(
    hass: HomeAssistant, camera: MarkedCamera, plug: Plug
) -> MockConfigEntry:
    """Guard the camera, which is cut with the plug while Anna is home."""
    plugged = cut(plug.entity_id, "off")
    return await async_guard(
        hass,
        camera_subentry(
            camera.entity_id, "Living room", cuts=[plugged], upload_rate=METER
        ),
        someone_home(ANNA),
    )


@pytest.fixture
def dialogue(hass: HomeAssistant, hass_client: ClientSessionGenerator) -> Dialogue:
    """Return what somebody does in "Settings, Repairs"."""
    return Dialogue(hass, hass_client)
