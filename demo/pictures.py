"""Take the documentation's pictures: of the dashboard, and of a newcomer's way to it.

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
from .house.dashboard import HOUSEHOLD_VIEW
from .house.furnish import PRESENCE, move_to_noon
from .house.hass import PASSWORD, USER
from .household import Household, temporary_household
from .newcomer import SETTLE_SECONDS, Newcomer

DESK: Final = (1280, 900)
PHONE: Final = (390, 844)
# The maker's page shows the last 90 seconds; some of them are worth looking at.
HISTORY_SECONDS: Final = 20
PICTURE_SECONDS: Final = 12
WAIT_MILLISECONDS: Final = 30_000
FORM_COLOURS: Final = 128
LONG_PAGES: Final = {"newcomer-4-private": (1280, 1400), "newcomer-5-view": DESK}


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

    async def turn_to(self, url: str) -> None:
        """Show another page of the dashboard."""
        for page in (self._desk, self._phone):
            await page.goto(url)
            await page.wait_for_selector("hui-view")
        await asyncio.sleep(PICTURE_SECONDS)

    async def take(self, name: str) -> None:
        """Take both pictures."""
        for page, ending in ((self._desk, ""), (self._phone, "-phone")):
            await _save(page, self._directory / f"{name}{ending}.png")


async def _save(page: Page, path: Path, colours: int | None = None) -> None:
    """Write what a page shows; few colours do for forms, and make it small."""
    picture = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
    if colours is not None:
        picture = picture.quantize(colours, dither=Image.Dither.NONE)
    _write(picture, path)


def _write(picture: Image.Image, path: Path) -> None:
    picture.save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} kB", flush=True)


async def _new_page(chromium: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    return await chromium.new_page(
        viewport={"width": width, "height": height}, locale="en-GB"
    )


async def _open(chromium: Browser, url: str, size: tuple[int, int]) -> Page:
    page = await _new_page(chromium, size)
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

    await turn("switch", "on", household.entities.everywhere)
    await photographer.turn_to(f"{household.dashboard_url}/{HOUSEHOLD_VIEW}")
    await photographer.take("household")


async def _take_dashboard(directory: Path) -> None:
    async with temporary_household() as household, browser() as chromium:
        desk = await _open(chromium, household.dashboard_url, DESK)
        phone = await _open(chromium, household.dashboard_url, PHONE)
        await _take_all(household, Photographer(directory, desk, phone))


async def _take_newcomer(directory: Path) -> None:
    async with temporary_household(guarded=False) as household, browser() as chromium:
        hass = household.hass
        await move_to_noon(hass.client)
        page = await _new_page(chromium, DESK)

        async def take(name: str) -> None:
            if name in LONG_PAGES:
                width, height = LONG_PAGES[name]
                await page.set_viewport_size({"width": width, "height": height})
                await asyncio.sleep(SETTLE_SECONDS)
            await _save(page, directory / f"{name}.png", FORM_COLOURS)

        newcomer = Newcomer(page, hass.url, take)
        await newcomer.log_in()
        await newcomer.find_integration()
        await newcomer.fill_in()
        await newcomer.finish()
        await newcomer.open_camera()
        await newcomer.come_home(hass.client)
        await newcomer.look()


PARTS: Final = {"dashboard": _take_dashboard, "newcomer": _take_newcomer}


async def main(directory: Path, parts: list[str]) -> None:
    """Take all pictures, or those of some parts."""
    for part in parts or PARTS:
        await PARTS[part](directory)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m demo.pictures")
    parser.add_argument("directory", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part")
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(options.directory, options.parts))
