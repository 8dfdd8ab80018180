"""Draw the brand's pictures from their vector sources, light and dark.

python -m demo.brand
"""

import asyncio
import io
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.async_api import Browser, Route

from .browser import browser
from .processes import ROOT

SOURCES: Final = "docs/brand"
TARGET: Final = ROOT / "custom_components" / "cloudcam_privacy" / "brand"
PICTURES: Final = ("icon", "logo")
SCALES: Final = {"": 1, "@2x": 2}
DRESSES: Final[dict[str, Literal["light", "dark"]]] = {"": "light", "dark_": "dark"}
_ADDRESS: Final = "http://brand.invalid/"


async def _answer(route: Route) -> None:
    """Give the browser the project's own files, so that fonts load."""
    await route.fulfill(path=ROOT / route.request.url.removeprefix(_ADDRESS))


async def draw(
    chromium: Browser, name: str, scale: int, dress: Literal["light", "dark"]
) -> bytes:
    """Return one picture as PNG, on nothing."""
    page = await chromium.new_page(device_scale_factor=scale, color_scheme=dress)
    await page.route("**/*", _answer)
    await page.goto(f"{_ADDRESS}{SOURCES}/{name}.svg")
    await page.evaluate("document.fonts.ready")
    drawn = await page.locator("svg").screenshot(omit_background=True)
    await page.close()
    return drawn


async def main(directory: Path) -> None:
    """Draw all of them."""
    async with browser() as chromium:
        for name in PICTURES:
            for prefix, dress in DRESSES.items():
                for suffix, scale in SCALES.items():
                    drawn = await draw(chromium, name, scale, dress)
                    path = directory / f"{prefix}{name}{suffix}.png"
                    Image.open(io.BytesIO(drawn)).save(path, optimize=True)
                    print(f"{path.name}: {path.stat().st_size} B")


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    asyncio.run(main(TARGET))
