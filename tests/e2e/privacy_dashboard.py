"""The dashboard that makes itself, in a real browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import ConsoleMessage, Locator, Page, ViewportSize, expect

from demo.browser import browser, sign_in
from demo.house.client import Client
from demo.house.hass import PASSWORD, USER

DESK: Final[ViewportSize] = {"width": 1280, "height": 900}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
STRATEGY: Final = "custom:cloudcam-privacy"
WAIT_MILLISECONDS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A page that is logged in."""

    page: Page
    url: str
    errors: list[str] = field(default_factory=list)
    """What stands in the browser's console as an error."""

    async def open(self, view: str) -> None:
        """Open a view, such as `privacy/overview`, and wait until it has cards."""
        await self.page.goto(f"{self.url}/{view}")
        await self.page.wait_for_selector("hui-view hui-card >> visible=true")

    def section(self, heading: str) -> Locator:
        """Return the section with that heading."""
        return self.page.locator("hui-section").filter(
            has=self.page.locator("hui-heading-card", has_text=heading)
        )

    def tile(self, name: str, section: Locator | None = None) -> Locator:
        """Return the visible tile with a name."""
        tiles = (section or self.page).locator("hui-tile-card >> visible=true")
        return tiles.filter(has_text=name)

    def button(self, label: str) -> Locator:
        """Return the visible card that does something, by what it says."""
        cards = "hui-shortcut-card >> visible=true", "hui-button-card >> visible=true"
        found = self.page.locator(cards[0]).or_(self.page.locator(cards[1]))
        return found.filter(has_text=label)

    def tabs(self) -> Locator:
        """Return the tabs of the views."""
        return self.page.locator("hui-root ha-tab-group-tab >> visible=true")


@asynccontextmanager
async def logged_in(
    url: str,
    user: str = USER,
    password: str = PASSWORD,
    *,
    screen: ViewportSize = DESK,
    **context: Any,
) -> AsyncIterator[Dashboard]:
    """Log in with a browser of its own; nothing may be an error in its console."""
    expect.set_options(timeout=WAIT_MILLISECONDS)
    async with browser() as chromium:
        page = await chromium.new_page(
            viewport=screen, **{"locale": "en-GB", **context}
        )
        page.set_default_timeout(WAIT_MILLISECONDS)
        dashboard = Dashboard(page, url)

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                dashboard.errors.append(message.text)

        page.on("console", said)
        page.on("pageerror", lambda error: dashboard.errors.append(str(error)))
        await page.goto(url)
        await sign_in(page, user, password)
        await page.wait_for_selector("home-assistant-main")
        yield dashboard
        assert dashboard.errors == []


@asynccontextmanager
async def saved(client: Client, path: str, **config: Any) -> AsyncIterator[None]:
    """Have a dashboard while in the context: by default, the one of the strategy."""
    added = await client.command(
        "lovelace/dashboards/create",
        url_path=path,
        title=path,
        show_in_sidebar=True,
        require_admin=False,
        mode="storage",
    )
    try:
        await client.command(
            "lovelace/config/save",
            url_path=path,
            config=config or {"strategy": {"type": STRATEGY}},
        )
        yield
    finally:
        await client.command("lovelace/dashboards/delete", dashboard_id=added["id"])
