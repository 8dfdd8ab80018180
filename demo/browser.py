"""A headless browser that reaches nothing but this machine, on the demo's dashboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import shutil
from typing import Final

from playwright.async_api import Browser, Page, async_playwright

from .processes import DemoError
from .serve import HOST

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",
    "--hide-scrollbars",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


@asynccontextmanager
async def browser(*arguments: str) -> AsyncIterator[Browser]:
    """Run Chromium, with these arguments besides ours."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise DemoError("This needs Chromium; Debian calls it chromium.")
    async with async_playwright() as playwright:
        instance = await playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, *arguments]
        )
        try:
            yield instance
        finally:
            await instance.close()


async def log_in(page: Page, url: str, user: str, password: str) -> None:
    """Open a page of Home Assistant through its log-in form."""
    await page.goto(url)
    await sign_in(page, user, password)
    await page.wait_for_selector("hui-view")


async def sign_in(page: Page, user: str, password: str) -> None:
    """Fill in the log-in form that stands before every page."""
    await page.fill("input[name=username]", user)
    await page.fill("input[name=password]", password)
    await page.keyboard.press("Enter")
