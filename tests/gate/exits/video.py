"""Video: HLS, WebRTC and the address of the stream."""

import re

import aiohttp
from homeassistant.components.camera import async_get_stream_source
from homeassistant.exceptions import HomeAssistantError

from ...common import MARKER
from ..footage import PASSWORD
from ..seen import Seen, look
from ..sources import ANSWER, NativeCamera
from ..tour import Tour
from ..visitors import PEOPLE, Place
from .exit import Exit

_PIECE = re.compile(rb'#EXT-X-PART:DURATION=.*URI="./(segment/[\d.]+\.m4s)"')


async def hls(tour: Tour, place: Place, address: str) -> Seen:
    """Play the newest piece of an HLS stream."""
    folder = address.partition("/master_playlist")[0]
    if await tour.visitors.read(place, address) is None:
        return Seen.REFUSED
    playlist = await tour.visitors.read(place, f"{folder}/playlist.m3u8")
    if playlist is None:
        return Seen.REFUSED
    newest = _PIECE.findall(playlist)[-1].decode()
    return look(await tour.visitors.read(place, f"{folder}/{newest}"))


async def hls_address(tour: Tour, place: Place) -> str | None:
    """Ask as the dashboard does for the address of an HLS stream."""
    socket = await tour.visitors.socket(place)
    answer = await socket.ask("camera/stream", entity_id=tour.entity_id)
    await socket.connection.close()
    return answer["result"]["url"] if answer["success"] else None


async def opened_hls(tour: Tour, place: Place) -> Seen:
    """Open the stream and play it."""
    if (address := await hls_address(tour, place)) is None:
        return Seen.REFUSED
    return await hls(tour, place, address)


async def _webrtc(tour: Tour, place: Place) -> Seen:
    socket = await tour.visitors.socket(place)
    answer = await socket.ask(
        "camera/webrtc/offer", entity_id=tour.entity_id, offer="v=0"
    )
    seen = Seen.REFUSED
    if answer["success"]:
        event = await socket.event("answer", "error")
        seen = Seen.LIVE if event.get("answer") == ANSWER else Seen.REFUSED
    await socket.connection.close()
    return seen


async def play(address: str) -> Seen:
    """Play the video at the address of a camera's stream."""
    if PASSWORD in address:
        return Seen.PASSWORD
    seen = b""
    async with aiohttp.ClientSession() as session:
        try:
            async with session.get(address) as response:
                response.raise_for_status()
                while MARKER not in seen:
                    seen += await response.content.readany()
                    if response.content.at_eof():
                        break
        except aiohttp.ClientError:
            return Seen.REFUSED
    return look(seen)


async def _stream_source(tour: Tour, _: Place) -> Seen:
    try:
        address = await async_get_stream_source(tour.hass, tour.entity_id)
    except HomeAssistantError:
        return Seen.REFUSED
    return await play(address) if address else Seen.REFUSED


VIDEO = [
    Exit("HLS (websocket `camera/stream`)", PEOPLE, opened_hls, is_video=True),
    Exit("WebRTC through a provider such as go2rtc", PEOPLE, _webrtc, is_video=True),
    Exit(
        "WebRTC of the camera itself", PEOPLE, _webrtc, is_video=True, kind=NativeCamera
    ),
    Exit("Address of the stream", [Place.INTERNAL], _stream_source, is_video=True),
]
