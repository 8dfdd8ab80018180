"""WebRTC through Home Assistant's go2rtc integration.

The go2rtc server is a stand-in (`go2rtc.py`): no go2rtc binary can be had from where the
other parts come from. Home Assistant, its integration, the camera and both viewers, an
aiortc client and Chromium, are real. What the stand-in cannot tell is how fast go2rtc
itself is, and whether a future go2rtc keeps to what it does today.
"""

import asyncio
from collections.abc import Callable
from time import monotonic

import aioice.ice
import pytest

from .bridges import Bridges
from .go2rtc import find_loopback
from .household import ANNA, House
from .picture_card import WEBRTC, picture_card
from .webrtc_viewer import webrtc_viewer

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("loopback"),
]

type Record = Callable[[str, object], None]

# What has been encoded and is on its way takes its time on a busy machine.
DARK_SECONDS = 1
QUIET_SECONDS = 3


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let our viewer connect on this machine."""
    monkeypatch.setattr(aioice.ice, "get_host_addresses", None)
    find_loopback()


async def _set_mode(house: House, mode: str) -> None:
    await house.client.action(
        "cloudcam_privacy.set_mode", entity_id=house.entities.guarded, mode=mode
    )


@pytest.mark.parametrize("mode", ["local", "private"])
async def test_viewer_is_told_and_sees_no_more(
    bridged_house: House, bridges: Bridges, record_property: Record, mode: str
) -> None:
    """Even one who does not hang up: what he was looking at has no source any more."""
    house = bridged_house

    async def attempts() -> int:
        streams = await bridges.go2rtc()
        return sum(int(stream["attempts"]) for stream in streams.values())

    async with webrtc_viewer(house) as viewer:
        await viewer.sees(30)
        began = monotonic()
        await _set_mode(house, mode)
        error = await viewer.is_told("error")
        told = monotonic() - began
        before = await attempts()
        await asyncio.sleep(QUIET_SECONDS)
        seconds = max(0.0, viewer.seen[-1] - began)

        record_property(f"WebRTC, to {mode}: until the viewer is told", told)
        record_property(f"WebRTC, to {mode}: until the last frame", seconds)
        assert seconds < DARK_SECONDS
        assert error["code"] == "private"
        assert "Living room" in error["message"]
        assert await attempts() > before  # The server tries on, in vain.

        await house.reset()
        frames = len(viewer.seen)
        async with webrtc_viewer(house) as another:
            await another.sees(15)
            assert another.others == 0
        assert len(viewer.seen) == frames


async def test_at_home_one_may_begin_in_local(bridged_house: House) -> None:
    """And in `private` WebRTC is not to be had."""
    house = bridged_house
    await _set_mode(house, "local")
    async with webrtc_viewer(house) as viewer:
        await viewer.sees(15)

    await _set_mode(house, "private")
    async with webrtc_viewer(house) as viewer:
        await viewer.is_told("refused")
        assert not viewer.seen


async def test_dashboard_is_back_without_a_reload(
    bridged_house: House, record_property: Record
) -> None:
    """Home Assistant's picture card shows WebRTC, the placeholder and WebRTC again."""
    house = bridged_house
    async with picture_card(house, *WEBRTC) as card:
        await card.shows("webrtc", room=True)

        before = card.addresses.copy()
        await _set_mode(house, "local")
        await card.plays_anew(before)
        seconds = await card.shows("webrtc", room=True)
        record_property("dashboard, open to local: until WebRTC is back", seconds)

        await house.flip(ANNA, "on")()
        seconds = await card.shows("mjpeg", room=False)
        record_property("dashboard with WebRTC: until the placeholder", seconds)
        await house.is_private()

        await house.reset()
        seconds = await card.shows("webrtc", room=True)
        record_property("dashboard, open again: until WebRTC is back", seconds)
