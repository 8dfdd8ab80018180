"""Somebody new, in a real browser: from an empty household to a private camera."""

from playwright.async_api import Page, expect
import pytest

from demo.browser import browser
from demo.household import temporary_household
from demo.newcomer import Newcomer

from .conftest import free_ports
from .household import shows_the_room, unexpected

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_nothing_to_a_private_camera_through_the_forms() -> None:
    async with (
        temporary_household(free_ports(), guarded=False) as household,
        browser() as chromium,
    ):
        hass = household.hass
        page = await chromium.new_page(viewport={"width": 1280, "height": 900})
        newcomer = Newcomer(page, hass.url)
        await newcomer.log_in()

        await newcomer.find_integration()
        await newcomer.forget_the_camera()
        await newcomer.fill_in()
        await newcomer.agree()
        await newcomer.finish()
        await newcomer.open_camera()
        await _is_shown(page, "Open")

        await newcomer.come_home(hass.client)

        await _is_shown(page, "Private")
        assert not shows_the_room(await newcomer.look())
        assert unexpected(hass.log) == []


async def _is_shown(page: Page, mode: str) -> None:
    """Wait until the row of the sensor "Current privacy mode" shows a mode."""
    row = page.locator("hui-sensor-entity-row", has_text="Current privacy mode")
    await expect(row.filter(has_text=mode)).to_have_count(1)
