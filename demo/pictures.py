"""Take the documentation's pictures: of the dashboard, and of a newcomer's way to it.

python -m demo.pictures DIRECTORY
"""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import io
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.async_api import Browser, Page, expect

from .browser import browser, log_in
from .house.furnish import PRESENCE, move_to_noon
from .house.hass import PASSWORD, USER
from .house.history import import_weeks
from .household import Household, temporary_household
from .newcomer import SETTLE_SECONDS, Newcomer

DESK: Final = (1280, 900)
PHONE: Final = (390, 844)
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
# The maker's page shows the last 90 seconds; some of them are worth looking at.
HISTORY_SECONDS: Final = 20
PICTURE_SECONDS: Final = 6
WAIT_MILLISECONDS: Final = 30_000
FORM_COLOURS: Final = 128
LONG_PAGES: Final = {"newcomer-5-private": (1280, 1400), "newcomer-6-view": DESK}


class Photographer:
    """Takes pictures of the dashboard: on a desk and on a phone, light and dark."""

    def __init__(self, directory: Path, url: str, pages: dict[str, Page]) -> None:
        """Keep the pictures in a directory; each page has an ending for its files."""
        self._directory = directory
        self._url = url
        self._pages = pages

    async def show_maker(self, headline: str) -> None:
        """Open the overview and wait until the maker's page beside it says so."""
        page = self._pages[""]
        await page.goto(f"{self._url}/overview")
        heading = page.frame_locator("iframe").locator("#headline")
        await expect(heading).to_have_text(headline, timeout=WAIT_MILLISECONDS)

    async def take(self, name: str, view: str, *endings: str) -> None:
        """Take pictures of a view: on each page, or on those with the endings."""
        for ending, page in self._pages.items():
            if endings and ending not in endings:
                continue
            await page.goto(f"{self._url}/{view}")
            await page.wait_for_selector("hui-view hui-card")
        await asyncio.sleep(PICTURE_SECONDS)
        for ending, page in self._pages.items():
            if not endings or ending in endings:
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


async def _new_page(
    chromium: Browser,
    size: tuple[int, int],
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    width, height = size
    return await chromium.new_page(
        viewport={"width": width, "height": height},
        locale="en-GB",
        color_scheme=scheme,
    )


@asynccontextmanager
async def _photographer(
    household: Household, directory: Path
) -> AsyncIterator[Photographer]:
    async with browser() as chromium:
        pages = {}
        for scheme in SCHEMES:
            for size, kind in ((DESK, ""), (PHONE, "-phone")):
                page = await _new_page(chromium, size, scheme)
                await log_in(page, household.dashboard_url, USER, PASSWORD)
                pages[kind + ("-dark" if scheme == "dark" else "")] = page
        yield Photographer(directory, household.dashboard_url, pages)


async def _take_dashboard(directory: Path) -> None:
    """Take each view; the overview with nobody home, somebody home, and lowered."""
    async with (
        temporary_household(rooms=True) as household,
        _photographer(household, directory) as photographer,
    ):
        client = household.hass.client
        camera = household.entities.guarded.replace(".", "-")
        await move_to_noon(client)
        await import_weeks(client)
        await asyncio.sleep(HISTORY_SECONDS)
        await photographer.show_maker("Watching Front door, Kitchen, Living room")
        await photographer.take("nobody-home", "overview", "")

        await client.action("input_boolean.turn_on", entity_id=PRESENCE[0])
        await photographer.show_maker("Watching Front door")
        await photographer.take("overview", "overview")
        await photographer.take("camera", camera)
        await photographer.take("guest", "guest")

        await client.action("switch.turn_off", entity_id=household.entities.privacy)
        await photographer.show_maker("Watching Front door, Living room")
        await photographer.take("lowered-by-hand", camera, "")
        await photographer.take("who-looked", "who-looked")


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
        await newcomer.agree()
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
