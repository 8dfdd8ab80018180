"""What a picture card of Home Assistant's dashboard shows, and by what."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
import time
from typing import Final

from playwright.async_api import Page, Request, WebSocket

from demo.browser import browser, log_in
from demo.house.furnish import DOMAIN
from demo.house.hass import PASSWORD, USER

from .household import House, shows_the_room
from .simulated import until

# Has Chromium speak WebRTC on this machine, which it leaves out otherwise.
WEBRTC: Final = (
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)
CARD: Final = "hui-picture-entity-card hui-image"
WAIT_MILLISECONDS: Final = 60_000
# A busy machine takes its time to start video, and HLS is seconds behind anyway.
VIDEO_SECONDS: Final = 60
_SCRIPT: Final = (
    Path(__file__).parents[2]
    / "custom_components"
    / DOMAIN
    / "frontend"
    / "js"
    / "camera_stream.js"
)


@dataclass(frozen=True, slots=True)
class PictureCard:
    """The demo's picture card."""

    page: Page
    addresses: list[str] = field(default_factory=list)
    """Where it found HLS so far."""
    said: list[str] = field(default_factory=list)
    """What the page has said in the browser's console, and to Home Assistant."""

    async def player(self) -> str:
        """Return by what a picture is shown: `webrtc`, `hls`, `mjpeg`; "" for none."""
        for tag, name in (("ha-web-rtc-player", "webrtc"), ("ha-hls-player", "hls")):
            if await self._any(
                f"{tag}:not(.hidden) video", "it.readyState > 2 && it.currentTime"
            ):
                return name
        if await self._any("ha-camera-stream img", "it.naturalWidth"):
            return "mjpeg"
        return ""

    async def _any(self, element: str, test: str) -> bool:
        """Tell whether there is such an element, and it passes; waits for none."""
        elements = self.page.locator(f"{CARD} {element}")
        found: bool = await elements.evaluate_all(
            f"elements => elements.some(it => {test})"
        )
        return found

    async def shows_the_room(self) -> bool:
        """Tell whether the camera's picture is on the screen."""
        return shows_the_room(await self.page.locator(CARD).screenshot())

    async def shows(self, player: str, *, room: bool) -> float:
        """Wait until it is so; return the seconds that it took."""

        async def look() -> tuple[str, bool]:
            return await self.player(), await self.shows_the_room()

        began = time.monotonic()
        with self._told():
            await until(look, lambda seen: seen == (player, room), VIDEO_SECONDS)
        return time.monotonic() - began

    async def plays_anew(self, before: list[str]) -> None:
        """Wait until it asks for HLS at an address that was not among those of before."""

        async def news() -> set[str]:
            return set(self.addresses) - set(before)

        with self._told():
            await until(news, bool, VIDEO_SECONDS)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say with a failure what the page has said."""
        try:
            yield
        except AssertionError as err:
            err.add_note("\n".join(("The page said:", *self.said)))
            raise


async def _load_our_script_first(page: Page) -> None:
    """Have it run before any of Home Assistant's; the page loads them side by side."""
    await page.add_init_script(path=_SCRIPT)
    await page.route(
        f"**/{_SCRIPT.name}",
        lambda route: route.fulfill(body="", content_type="text/javascript"),
    )


@asynccontextmanager
async def picture_card(
    house: House, *arguments: str, script_first: bool = False
) -> AsyncIterator[PictureCard]:
    """Open the demo's dashboard in a browser; `arguments` are more for Chromium."""
    async with browser(*arguments) as chromium:
        page = await chromium.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(WAIT_MILLISECONDS)
        card = PictureCard(page)

        def requested(request: Request) -> None:
            if request.url.endswith("/master_playlist.m3u8"):
                card.addresses.append(request.url)

        def asked(message: str | bytes) -> None:
            if "camera/" in str(message):
                card.said.append(f"asked: {message!s}")

        def connected(socket: WebSocket) -> None:
            socket.on("framesent", asked)

        page.on("request", requested)
        page.on("console", lambda said: card.said.append(f"{said.type}: {said.text}"))
        page.on("websocket", connected)
        if script_first:
            await _load_our_script_first(page)
        view = house.entities.guarded.replace(".", "-")
        url = f"{house.household.dashboard_url}/{view}"
        await log_in(page, url, USER, PASSWORD)
        await page.evaluate("window.loadedOnce = true")
        yield card
        assert await page.evaluate("window.loadedOnce === true"), "it was reloaded"
