"""Take the README's pictures of the dashboard, in a household of its own.

python -m demo.pictures DIRECTORY
"""

import argparse
import asyncio
import io
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser, Page, expect

from .browser import browser, log_in
from .house.furnish import PRESENCE, move_to_noon
from .house.hass import PASSWORD, USER
from .household import Household, temporary_household

DESK: Final = (1280, 900)
PHONE: Final = (390, 844)
# The maker's page shows the last 90 seconds; some of them are worth looking at.
HISTORY_SECONDS: Final = 20
PICTURE_SECONDS: Final = 12
WAIT_MILLISECONDS: Final = 30_000


class Photographer:
    """Takes pictures of the dashboard on a desk's screen and on a phone's."""

    def __init__(self, directory: Path, desk: Page, phone: Page) -> None:
        """Keep the pictures in a directory."""
        self._directory = directory
        self._desk = desk
        self._phone = phone

    async def wait_for(self, headline: str) -> None:
        """Wait until the maker's page says so, and the camera's picture has come."""
        for page in (self._desk, self._phone):
            heading = page.frame_locator("iframe").locator("#headline")
            await expect(heading).to_have_text(headline, timeout=WAIT_MILLISECONDS)
        await asyncio.sleep(PICTURE_SECONDS)

    async def take(self, name: str) -> None:
        """Take both pictures."""
        for page, ending in ((self._desk, ""), (self._phone, "-phone")):
            picture = Image.open(io.BytesIO(await page.screenshot()))
            path = self._directory / f"{name}{ending}.png"
            picture.convert("RGB").save(path, optimize=True)
            print(f"{path}: {path.stat().st_size // 1000} kB", flush=True)


async def _open(chromium: Browser, url: str, size: tuple[int, int]) -> Page:
    width, height = size
    page = await chromium.new_page(
        viewport={"width": width, "height": height}, locale="en-GB"
    )
    await log_in(page, url, USER, PASSWORD)
    return page


async def _take_all(household: Household, photographer: Photographer) -> None:
    async def turn(domain: str, state: str, entity_id: str) -> None:
        action = f"{domain}.turn_{state}"
        await household.hass.client.action(action, entity_id=entity_id)

    await move_to_noon(household.hass.client)
    await asyncio.sleep(HISTORY_SECONDS)
    await photographer.wait_for("Watching Living room")
    await photographer.take("nobody-home")

    await turn("input_boolean", "on", PRESENCE[0])
    await photographer.wait_for("Nothing is arriving")
    await photographer.take("somebody-home")

    await turn("switch", "off", household.entities.privacy)
    await photographer.wait_for("Watching Living room")
    await photographer.take("lowered-by-hand")


async def main(directory: Path) -> None:
    """Take all pictures."""
    async with temporary_household() as household, browser() as chromium:
        desk = await _open(chromium, household.dashboard_url, DESK)
        phone = await _open(chromium, household.dashboard_url, PHONE)
        await _take_all(household, Photographer(directory, desk, phone))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m demo.pictures")
    parser.add_argument("directory", type=Path)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(options.directory))
