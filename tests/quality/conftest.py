"""A household as the first form makes it."""

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import MarkedCamera, async_guard, async_make_cameras, camera_subentry


@pytest.fixture
async def plain(hass: HomeAssistant) -> MockConfigEntry:
    """Guard one camera, without a rule."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    assert camera.registry_entry is not None
    return await async_guard(
        hass, camera_subentry(camera.registry_entry.id, "Living room")
    )
