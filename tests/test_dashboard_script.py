"""Every page of Home Assistant loads the script that has dashboards follow."""

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from .house import MarkedCamera, async_guard, async_make_cameras, camera_subentry


async def _guard(hass: HomeAssistant) -> None:
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    await async_guard(hass, camera_subentry(source.entity_id, "Living room"))


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_script_is_served(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Without a login, as everything that a page loads."""
    assert await async_setup_component(hass, "frontend", {})

    await _guard(hass)

    (url,) = hass.data[DATA_EXTRA_MODULE_URL].urls
    browser = await hass_client_no_auth()
    answer = await browser.get(url)
    assert answer.status == 200
    assert "javascript" in answer.headers["Content-Type"]
    assert "ha-camera-stream" in await answer.text()


async def test_nothing_is_served_without_a_frontend(hass: HomeAssistant) -> None:
    """A household without dashboards is set up all the same."""
    await _guard(hass)

    assert DATA_EXTRA_MODULE_URL not in hass.data
