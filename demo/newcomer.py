"""The way of somebody new: from a camera to a private camera, through the forms."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from playwright.async_api import Locator, Page, expect

from .browser import sign_in
from .house.client import Client
from .house.furnish import PRESENCE
from .house.hass import PASSWORD, USER

WAIT_MILLISECONDS: Final = 20_000
MISSED_MILLISECONDS: Final = 5_000
CAMERA: Final = "Living room"
SETTLE_SECONDS: Final = 0.5
"""Dialogs open and close with a movement; a picture of half of it is of no use."""

type Take = Callable[[str], Awaitable[None]]


async def _take_nothing(_: str) -> None:
    """Take no picture."""


class Newcomer:
    """Somebody in front of a browser who has never seen Cloudcam Privacy."""

    def __init__(self, page: Page, url: str, take: Take = _take_nothing) -> None:
        """Sit down; `take` is told the name of each view that is worth a picture."""
        self._page = page
        self._url = url
        self._take_picture = take
        self._dialog = page.locator("dialog-data-entry-flow")
        page.set_default_timeout(WAIT_MILLISECONDS)
        expect.set_options(timeout=WAIT_MILLISECONDS)

    async def _take(self, name: str) -> None:
        await asyncio.sleep(SETTLE_SECONDS)
        await self._take_picture(name)

    async def log_in(self) -> None:
        """Log in and open Settings, Devices & services."""
        await self._page.goto(f"{self._url}/config/integrations/dashboard")
        await sign_in(self._page, USER, PASSWORD)

    async def find_integration(self) -> None:
        """Press Add integration, search, and choose ours."""
        await self._page.get_by_text("Add integration").first.click()
        search = self._page.get_by_placeholder("Search for a brand name")
        await search.fill("Cloudcam")
        ours = self._page.locator("ha-integration-list-item", has_text="Cloudcam")
        await expect(ours).to_have_count(1)
        await expect(ours.locator("img")).to_have_js_property("complete", value=True)
        await self._take("newcomer-1-search")
        await ours.click()
        await expect(
            self._dialog.get_by_text("Cameras to guard", exact=True)
        ).to_be_visible()

    async def forget_the_camera(self) -> Locator:
        """Send the form without a camera; return the error that is shown."""
        await self._dialog.get_by_role("button", name="Submit").click()
        error = self._dialog.get_by_text("Choose at least one camera.")
        await expect(error).to_be_visible()
        return error

    async def fill_in(self) -> None:
        """Choose the camera and leave the rest as it is."""
        empty = self._dialog.get_by_text("Select an entity")
        await empty.first.click()
        offered = self._page.locator("ha-picker-combo-box ha-combo-box-item")
        await offered.filter(has_text=CAMERA).first.click()
        try:
            await expect(empty).to_have_count(0, timeout=MISSED_MILLISECONDS)
        except AssertionError:  # A list that is still being drawn misses a click.
            await offered.filter(has_text=CAMERA).first.click()
            await expect(empty).to_have_count(0)
        await self._take("newcomer-2-form")
        await self._dialog.get_by_role("button", name="Submit").click()

    async def agree(self) -> None:
        """See what was found that stops the uploads, and leave it as it is."""
        found = self._dialog.get_by_role("checkbox", name="Human detection")
        await expect(found).to_be_checked()
        await self._take("newcomer-3-found")
        await self._dialog.get_by_role("button", name="Submit").click()

    async def finish(self) -> None:
        """Accept the names and rooms that Home Assistant suggests."""
        await self._dialog.get_by_role("button", name="Finish").click()
        await expect(
            self._page.get_by_text("Rule: private while Anna or Bob is home")
        ).to_be_visible()
        await expect(
            self._page.get_by_text("Guarded camera", exact=True)
        ).to_be_visible()
        await self._take("newcomer-4-household")

    async def open_camera(self) -> None:
        """Open the guarded camera's page."""
        camera = self._page.locator("ha-config-sub-entry-row", has_text="Guarded")
        await camera.locator("ha-config-entry-device-row").click()
        await expect(self._page.get_by_text("Go private", exact=True)).to_be_visible()

    async def come_home(self, client: Client) -> None:
        """Let Anna's phone come home, and see the camera become private."""
        await client.action("input_boolean.turn_on", entity_id=PRESENCE[0])
        for row in ("Confirmed", "Private"):
            shown = self._page.locator("ha-device-entities-card", has_text=row)
            await expect(shown.first).to_be_visible()
        await self._take("newcomer-5-private")

    async def look(self) -> bytes:
        """Open the guarded view; return what the browser shows of it."""
        rows = self._page.locator("ha-device-entities-card")
        await rows.get_by_text(CAMERA, exact=True).first.click()
        view = self._page.locator("ha-more-info-dialog ha-camera-stream img")
        await expect(view.first).to_be_visible()
        await self._take("newcomer-6-view")
        return await view.first.screenshot()
