"""A camera that is cut with a plug while Anna is home; time stands still."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..house import cut
from .devices import Plug, async_add_devices
from .guarded import async_guard_with


@pytest.fixture
async def plug(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Plug:
    """Return a plug that the camera hangs on; time stands still."""
    plug = Plug()
    await async_add_devices(hass, plug)
    return plug


@pytest.fixture
async def entry(hass: HomeAssistant, plug: Plug) -> MockConfigEntry:
    """Guard a camera that is cut with the plug while Anna is home."""
    return await async_guard_with(hass, cut(plug.entity_id, "off"))
