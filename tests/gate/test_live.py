"""Live frames: pulled once, for as long as somebody looks, from sources of all kinds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
import gc
from typing import Any, override

from aiohttp import ClientResponse, web
import pytest

from custom_components.cloudcam_privacy.video import (
    live_frames as live,
    mjpeg_capture as tap,
)

from .conftest import Furnish
from .exits.stills import next_part
from .footage import CameraServer
from .seen import Seen, look, numbers, tracebacks
from .sources import MovingCamera
from .tour import Tour
from .visitors import Place


@asynccontextmanager
async def looking(tour: Tour, place: Place = Place.HOME) -> AsyncIterator[Any]:
    """Look at the moving picture; give how to get its next frame."""
    token = tour.attribute("access_token")
    address = f"/api/camera_proxy_stream/{tour.entity_id}?token={token}"
    response: ClientResponse = await tour.visitors.get(place, address)
    assert response.ok

    async def following() -> bytes:
        async with asyncio.timeout(10):
            return await next_part(response)

    try:
        yield following
    finally:
        response.close()


async def nothing_is_tapped() -> None:
    """Wait until nothing runs any more that takes a source's moving picture."""
    taps = [task for task in asyncio.all_tasks() if task.get_name().endswith(" tap")]
    async with asyncio.timeout(5):
        await asyncio.gather(*taps, return_exceptions=True)


@pytest.fixture
async def tour(furnish: Furnish, monkeypatch: pytest.MonkeyPatch) -> Tour:
    """Return a camera with a moving JPEG of its own, that is asked again quickly."""
    monkeypatch.setattr(live, "RETRY", 0.05)
    tour, _ = await furnish(MovingCamera)
    return tour


async def test_many_look_one_is_pulled(tour: Tour) -> None:
    """The camera sends its moving picture once, until the last viewer has left."""
    async with AsyncExitStack() as viewers:
        for _ in range(5):
            following = await viewers.enter_async_context(looking(tour))
            assert numbers(await following())
        assert tour.server.connected == tour.server.connections == 1
    await tour.server.until(lambda: tour.server.connected == 0)
    async with looking(tour) as following:
        assert numbers(await following())
    await tour.server.until(lambda: tour.server.connected == 0)
    assert tour.server.connections == 2


async def test_upstream_ends_with_the_raise(tour: Tour) -> None:
    """Nobody pulls a camera that nobody may see; those at home see it in local mode."""
    async with looking(tour) as at_home, looking(tour, Place.REMOTE) as elsewhere:
        for following in (at_home, elsewhere):
            assert look(await following()) is Seen.LIVE
        tour.raise_to("local")
        while look(await elsewhere()) is Seen.LIVE:
            pass
        assert look(await at_home()) is Seen.LIVE
        assert tour.server.connected == 1
        tour.raise_to("private")
        await tour.server.until(lambda: tour.server.connected == 0)
        while look(await at_home()) is Seen.LIVE:
            pass
        await tour.set_mode("open")
        while look(await at_home()) is not Seen.LIVE:
            pass


async def test_camera_hangs_up(tour: Tour) -> None:
    """A moving picture that breaks off is asked for again; the viewer goes on."""
    tour.server.frames_before_end = 3
    async with looking(tour) as following:
        for _ in range(18):
            assert numbers(await following())
    assert tour.server.connections >= 3


class Writing(MovingCamera):
    """A camera that writes what a test wants it to write."""

    def __init__(self, name: str, server: CameraServer) -> None:
        """Write nothing."""
        super().__init__(name, server)
        self.pieces: list[bytes] = []
        self.trouble: BaseException | None = None
        self.stubborn = False
        self.asked = 0
        self.ended = asyncio.Event()

    @override
    async def handle_async_mjpeg_stream(
        self, request: web.Request
    ) -> web.StreamResponse | None:
        self.asked += 1
        response = web.StreamResponse()
        response.content_type = "multipart/x-mixed-replace; boundary=cam"
        await response.prepare(request)
        try:
            for piece in self.pieces:
                await self._write(response, piece)
            if self.trouble:
                raise self.trouble
            if not self.pieces:
                await asyncio.Event().wait()
        finally:
            self.ended.set()
        return response

    async def _write(self, response: web.StreamResponse, piece: bytes) -> None:
        try:
            await response.write(piece)
        except asyncio.CancelledError:
            if not self.stubborn:
                raise


def part(picture: bytes, kind: str = "image/jpeg") -> bytes:
    """Return a part of a moving picture."""
    head = f"--cam\r\nContent-Type: {kind}\r\nContent-Length: {len(picture)}\r\n\r\n"
    return head.encode() + picture + b"\r\n"


@pytest.fixture
async def writing(furnish: Furnish, monkeypatch: pytest.MonkeyPatch) -> Tour:
    """Return a camera that writes what a test wants."""
    monkeypatch.setattr(live, "RETRY", 0.05)
    tour, _ = await furnish(Writing)
    return tour


def source_of(tour: Tour) -> Writing:
    """Return the camera that writes."""
    assert isinstance(tour.source, Writing)
    return tour.source


@pytest.mark.parametrize(
    "trouble",
    [
        RuntimeError("broken"),
        web.HTTPBadGateway(),
        ConnectionResetError(),
        TimeoutError(),
        asyncio.CancelledError(),
        KeyError("boundary"),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
async def test_whatever_the_camera_raises(
    writing: Tour, trouble: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    """The camera is asked again, and the log is quiet."""
    source = source_of(writing)
    source.pieces = [part(b"SOURCE-FRAME1"), b"--cam"]
    source.trouble = trouble
    async with looking(writing) as following:
        for _ in range(6):
            assert numbers(await following())
    assert source.asked >= 2
    await nothing_is_tapped()
    gc.collect()  # Only then is it complained of what nobody has looked at.
    assert not tracebacks(caplog)
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize(
    "rubbish",
    [
        pytest.param(b"\x00" * 20_000, id="no head"),
        pytest.param(b"--cam\r\nContent-Length: many\r\n\r\n", id="no length"),
        pytest.param(b"--cam\r\nContent-Length: 99999999999\r\n\r\n", id="no end"),
        pytest.param(part(b""), id="nothing"),
        pytest.param(part(b"<script>", "text/html"), id="no picture"),
        pytest.param(part(b"x", "image/jpeg; x=1"), id="with parameters"),
    ],
)
async def test_rubbish_between_frames(
    writing: Tour, rubbish: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Viewers get the pictures and nothing else; the log is quiet."""
    source_of(writing).pieces = [part(b"SOURCE-FRAME1"), rubbish]
    async with looking(writing) as following:
        for _ in range(4):
            assert numbers(await following()) == [1]
    assert not tracebacks(caplog)


async def test_camera_that_writes_faster_than_it_is_read(
    writing: Tour,
) -> None:
    """It is made to wait, and let go when nobody looks any more."""
    source = source_of(writing)
    source.pieces = [part(b"SOURCE-FRAME%d" % number) for number in range(100_000)]
    async with looking(writing) as following:
        assert numbers(await following())
    await nothing_is_tapped()


async def test_camera_that_does_not_let_go(writing: Tour) -> None:
    """A camera that writes on, though it was told to stop, is left alone with it."""
    source = source_of(writing)
    source.stubborn = True
    source.pieces = [part(b"SOURCE-FRAME%d" % number) for number in range(1000)]
    async with looking(writing) as following:
        assert numbers(await following())
    await nothing_is_tapped()


async def test_camera_that_falls_silent(
    writing: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A camera that holds the line and says nothing is called again."""
    monkeypatch.setattr(tap, "SILENCE", 0.05)
    source = source_of(writing)
    async with looking(writing) as first:
        async with asyncio.timeout(5):
            await source.ended.wait()
        source.pieces = [part(b"SOURCE-FRAME1"), b"--cam"]
        assert numbers(await first()) == [1]


async def test_frame_interval_that_is_none(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A camera that does not know its own pace does not stop the frames for good."""
    monkeypatch.setattr(live, "RETRY", 0.05)
    tour, _ = await furnish()
    monkeypatch.setattr(tour.source, "_attr_frame_interval", "fast")
    tour.source.__dict__.pop("frame_interval", None)
    async with looking(tour) as following:
        for _ in range(4):
            assert numbers(await following())
    assert not tracebacks(caplog)
