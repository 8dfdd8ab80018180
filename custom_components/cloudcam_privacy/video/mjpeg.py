"""Send frames as a moving JPEG, and stills as whole responses."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.camera import Image

_BOUNDARY: Final = "frame"
NO_STORE: Final = {hdrs.CACHE_CONTROL: "no-store"}


class StillResponse(web.HTTPOk):
    """A still that no browser and no proxy may keep.

    Home Assistant's camera view takes bytes only and sets no header, so the still
    leaves as the response itself.
    """

    empty_body = True  # Keeps aiohttp from writing a text of its own.

    def __init__(self, image: Image) -> None:
        """Carry the image."""
        super().__init__(headers=NO_STORE, content_type=image.content_type)
        self.body = image.content


async def async_send_frames(
    request: web.Request, frames: AsyncGenerator[Image]
) -> web.StreamResponse:
    """Send each frame as a part; the response ends with the frames.

    Browsers show a part when the next one begins, so a frame that is not followed
    soon by another has to be sent twice; so is every first one of its kind. Both go in
    one piece: while a slow viewer is waited for, the mode may be raised.
    """
    response = web.StreamResponse(headers=NO_STORE)
    response.content_type = f"multipart/x-mixed-replace; boundary={_BOUNDARY}"
    await response.prepare(request)
    last: bytes | None = None
    with suppress(ConnectionResetError):  # The viewer has left.
        async with aclosing(frames):
            async for image in frames:
                part = _part(image)
                await response.write(part if image.content == last else part * 2)
                last = image.content
    return response


def _part(image: Image) -> bytes:
    head = (
        f"--{_BOUNDARY}\r\n"
        f"{hdrs.CONTENT_TYPE}: {image.content_type}\r\n"
        f"{hdrs.CONTENT_LENGTH}: {len(image.content)}\r\n\r\n"
    )
    return head.encode() + image.content + b"\r\n"
