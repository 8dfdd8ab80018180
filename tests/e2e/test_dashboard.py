"""The demo's dashboard, in a real browser."""

from playwright.async_api import Page, expect
import pytest

from demo.browser import browser, log_in
from demo.house.hass import PASSWORD, USER

from .household import SETTLED_SECONDS, House, shows_the_room
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAIT_MILLISECONDS = 60_000
PICTURE = "hui-picture-entity-card hui-image"


async def test_private_is_seen_and_lowered_by_a_click(house: House) -> None:
    await house.be_private()
    async with browser() as chromium:
        page = await chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT_MILLISECONDS)
        await log_in(page, house.household.dashboard_url, USER, PASSWORD)
        maker = page.frame_locator("iframe").locator("#headline")
        await expect(maker).to_have_text("Nothing is arriving")
        await until(lambda: _is_loaded(page), bool)
        assert not shows_the_room(await page.locator(PICTURE).screenshot())

        tile = page.locator("hui-tile-card", has_text="All cameras private")
        await tile.get_by_role("switch").click()

        await until(house.mode, lambda mode: mode == "open")
        await expect(maker).to_have_text("Watching Living room")
        await until(
            page.locator(PICTURE).screenshot, shows_the_room, seconds=SETTLED_SECONDS
        )


async def _is_loaded(page: Page) -> bool:
    """Tell whether the dashboard has a picture of the camera, whatever it shows."""
    picture = page.locator(f"{PICTURE} img")
    if not await picture.count():
        return False
    loaded: bool = await picture.first.evaluate("image => image.naturalWidth > 0")
    return loaded
