"""A viewer who takes his time gets no frame of before the mode was raised."""

from collections.abc import AsyncGenerator
from typing import override

from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from homeassistant.components.camera import Image
import pytest

from custom_components.cloudcam_privacy.video.mjpeg import async_send_frames


class SlowResponse(web.StreamResponse):
    """A connection whose every piece is waited for, and the mode is raised meanwhile."""

    written: list[bytes]
    is_private = False

    @override
    async def prepare(self, request: web.BaseRequest) -> None:
        SlowResponse.written = []

    @override
    async def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not (SlowResponse.is_private and b"live" in bytes(data))
        SlowResponse.written.append(bytes(data))
        SlowResponse.is_private = True


async def _frames() -> AsyncGenerator[Image]:
    yield Image("image/jpeg", b"live")
    yield Image("image/jpeg", b"placeholder")


async def test_frame_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes out twice for browsers' sake, but in one piece."""
    monkeypatch.setattr(web, "StreamResponse", SlowResponse)
    await async_send_frames(make_mocked_request("GET", "/"), _frames())
    sent = b"".join(SlowResponse.written)
    assert (sent.count(b"live"), sent.count(b"placeholder")) == (2, 2)
