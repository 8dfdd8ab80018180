"""The demo's dashboard, in a real browser."""

from playwright.async_api import Page, expect
import pytest

from demo.browser import browser, log_in
from demo.house.hass import PASSWORD, USER

from .household import House
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAIT_MILLISECONDS = 20_000


async def test_private_is_seen_and_lowered_by_a_click(house: House) -> None:
    await house.be_private()
    async with browser() as chromium:
        page = await chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT_MILLISECONDS)
        await log_in(page, house.household.dashboard_url, USER, PASSWORD)
        maker = page.frame_locator("iframe").locator("#headline")
        await expect(maker).to_have_text("Nothing is arriving", timeout=10_000)
        await until(lambda: _placeholder_shown(page), bool)

        await page.locator("hui-tile-card", has_text="Privacy").first.click()

        await until(house.mode, lambda mode: mode == "open")
        await expect(maker).to_have_text("Watching Living room", timeout=10_000)
        await page.locator("hui-picture-entity-card video").wait_for()


async def _placeholder_shown(page: Page) -> bool:
    picture = page.locator("hui-picture-entity-card img")
    if not await picture.count():
        return False
    loaded: bool = await picture.first.evaluate("image => image.naturalWidth > 0")
    return loaded
