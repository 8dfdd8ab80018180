"""The simulated camera and its cloud do what the demo and the tests build on."""

import asyncio
import io
from pathlib import Path
import random
import re
from typing import Any

import aiohttp
import av
from libpyfoscamcgi import FoscamCamera  # type: ignore[import-untyped]
from PIL import Image
import pytest

from demo.marker import find_marks, has_marker

from .processes import ROOT
from .simulated import PASSWORD, USER, Camera, Cloud, simulated_camera, until
from .sound import loudest

SIZE = (640, 360)
HALF_SIZE = (320, 180)
# Longer than the simulated voice pauses.
LISTEN_SECONDS = 1.5


def foscam(camera: Camera, password: str = PASSWORD) -> FoscamCamera:
    """Return the client that Home Assistant's own integration uses."""
    return FoscamCamera("127.0.0.1", camera.port, USER, password)


def watch(address: str, frames: int, **options: str) -> tuple[list[Image.Image], bytes]:
    """Return so many decoded frames of a video, and all its bytes until then."""
    pictures: list[Image.Image] = []
    packets = b""
    with av.open(address, timeout=10, options=options) as container:
        for packet in container.demux(container.streams.video[0]):
            packets += bytes(packet)
            for frame in packet.decode():
                pixels = frame.to_ndarray(format="rgb24")
                pictures.append(Image.fromarray(pixels))
            if len(pictures) >= frames:
                break
    return pictures, packets


def watch_to_the_end(address: str) -> int:
    """Return how many packets a video gave until it ended."""
    count = 0
    with av.open(address, timeout=10) as container:
        for packet in container.demux(container.streams.video[0]):
            count += packet.size > 0
    return count


def children(pid: int) -> list[str]:
    """Return the names of a process's children, the dead and unburied included."""
    names = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        name, _, rest = text.partition("(")[2].rpartition(")")
        if rest.split()[1] == str(pid):
            names.append(name)
    return names


async def test_frames_reach_the_cloud_with_both_marks(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{cloud.url}/latest/living-room.jpg") as answer:
        jpeg = await answer.read()

    assert [mark.camera for mark in find_marks(jpeg)] == ["living-room"]
    image = Image.open(io.BytesIO(jpeg))
    assert image.size == SIZE
    assert has_marker(image)
    small = io.BytesIO()
    image.resize(HALF_SIZE).save(small, "JPEG", quality=40)
    assert has_marker(Image.open(small))

    stats = await until(cloud.stats, lambda stats: stats["rate"] > 50_000)
    assert stats["bytes"] > stats["frames"] * 5_000
    assert stats["last"].endswith("+00:00")
    assert stats["per_camera"]["living-room"]["name"] == "Living room"


async def test_both_marks_survive_h264(camera: Camera) -> None:
    pictures, packets = await asyncio.to_thread(watch, camera.video, 20)

    assert all(has_marker(picture) for picture in pictures)
    assert all(has_marker(picture.resize(HALF_SIZE)) for picture in pictures)
    assert pictures[0].tobytes() != pictures[-1].tobytes()
    marks = find_marks(packets)
    assert len(marks) >= len(pictures)
    assert {mark.camera for mark in marks} == {"living-room"}
    numbers = [mark.number for mark in marks]
    assert numbers == sorted(set(numbers))


async def test_nothing_else_has_the_marker(camera: Camera) -> None:
    _, jpeg = await camera.get("/snapshot.jpg")
    frame = Image.open(io.BytesIO(jpeg))
    for across in (8, 16, 24):
        blocks = frame.resize((across, across * 9 // 16), Image.Resampling.BOX)
        assert not has_marker(blocks.resize(SIZE, Image.Resampling.NEAREST))
    noise = random.Random(1).randbytes(SIZE[0] * SIZE[1] * 3)
    assert not has_marker(Image.frombytes("RGB", SIZE, noise))
    for colour in ("black", "white", "magenta", "lime"):
        assert not has_marker(Image.new("RGB", SIZE, colour))


async def test_sleep_ends_the_upload_and_every_picture(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    video = asyncio.create_task(asyncio.to_thread(watch_to_the_end, camera.video))
    login = {"Authorization": aiohttp.encode_basic_auth(USER, PASSWORD)}
    async with http.get(f"{camera.url}/stream.mjpg", headers=login) as mjpeg:
        part = await mjpeg.content.readuntil(b"\xff\xd9\r\n")
        assert [mark.camera for mark in find_marks(part)] == ["living-room"]
        await until(camera.state, lambda state: state["viewers"]["rtsp"] == 1)

        assert await asyncio.to_thread(foscam(camera).sleep) == (0, {})

        with pytest.raises(aiohttp.ClientError):
            await mjpeg.content.read()
    assert await video > 0
    await cloud.stays_quiet()
    assert (await camera.get("/snapshot.jpg"))[0] == 503
    assert (await camera.get("/stream.mjpg"))[0] == 503
    with pytest.raises(av.FFmpegError):
        await asyncio.to_thread(watch, camera.video, 1)
    assert await asyncio.to_thread(foscam(camera).is_asleep) == (0, True)
    stats = await until(cloud.stats, lambda stats: stats["rate"] == 0)
    assert stats["age"] >= 1

    await asyncio.to_thread(foscam(camera).wake_up)

    await cloud.receives()
    assert (await camera.get("/snapshot.jpg"))[0] == 200
    pictures, _ = await asyncio.to_thread(watch, camera.video, 1)
    assert has_marker(pictures[0])


async def test_without_motion_detection_the_picture_stays_at_home(
    camera: Camera, cloud: Cloud
) -> None:
    client = foscam(camera)

    assert await asyncio.to_thread(client.disable_motion_detection) == 0

    await cloud.stays_quiet()
    assert (await camera.get("/snapshot.jpg"))[0] == 200
    assert (await camera.state())["showing"]

    assert await asyncio.to_thread(client.enable_motion_detection) == 0
    await cloud.receives()


async def test_the_microphone_is_heard_at_home_and_at_the_maker(
    camera: Camera, cloud: Cloud
) -> None:
    async def maker() -> dict[str, Any]:
        numbers: dict[str, Any] = (await cloud.stats())["per_camera"]["living-room"]
        return numbers

    assert await asyncio.to_thread(loudest, camera.video, LISTEN_SECONDS) > 0.1
    await until(maker, lambda numbers: numbers["level"] > 0.1)

    await camera.control(microphone=False)

    before = await until(maker, lambda numbers: numbers["level"] == 0)
    assert await asyncio.to_thread(loudest, camera.video, LISTEN_SECONDS) == 0
    await cloud.receives()
    assert (await maker())["listened"] == before["listened"]


async def test_home_assistants_foscam_client_finds_what_it_asks_for(
    camera: Camera,
) -> None:
    client = foscam(camera)

    def ask() -> None:
        assert client.get_product_all_info()[0] == 0
        assert client.get_dev_state()[0] == 0
        info = client.get_dev_info()[1]
        assert info["devName"] == "Living room"
        assert {"productName", "firmwareVer", "hardwareVer"} <= info.keys()
        assert client.get_port_info()[1]["rtspPort"] == str(camera.rtsp_port)
        assert client.is_asleep() == (0, False)
        assert client.getSWCapabilities()[1]["swCapabilities2"] == "128"
        config = client.get_motion_detect_config()[1]
        assert (config["isEnable"], config["humanEnable"]) == ("1", "1")
        assert client.set_motion_detect_config({**config, "humanEnable": 0})[0] == 0
        result, jpeg = client.snap_picture_2()
        assert result == 0
        assert has_marker(Image.open(io.BytesIO(jpeg)))
        assert client.getSirenConfig()[0] == -3
        assert foscam(camera, "wrong").get_product_all_info()[0] == -2

    await asyncio.to_thread(ask)
    state = await camera.state()
    assert (state["motion_detection"], state["human_detection"]) == (True, False)
    assert not state["uploading"]


async def test_pictures_need_the_log_in(
    camera: Camera, http: aiohttp.ClientSession
) -> None:
    for path in ("/snapshot.jpg", "/stream.mjpg", "/api/settings"):
        async with http.get(camera.url + path) as answer:
            assert answer.status == 401
    address = f"rtsp://127.0.0.1:{camera.rtsp_port}/videoMain"
    with pytest.raises(av.FFmpegError):
        await asyncio.to_thread(watch, address, 1)


async def test_several_players_share_one_ffmpeg_which_ends_with_them(
    camera: Camera,
) -> None:
    async def helpers() -> list[str]:
        return children(camera.process.pid)

    players = [
        asyncio.create_task(asyncio.to_thread(watch, camera.video, 30, **options))
        for options in ({}, {"rtsp_transport": "tcp"}, {"rtsp_flags": "prefer_tcp"})
    ]
    await until(camera.state, lambda state: state["viewers"]["rtsp"] == 3)
    assert await helpers() == ["ffmpeg"]
    for pictures, _ in await asyncio.gather(*players):
        assert has_marker(pictures[-1])
    await until(helpers, lambda names: names == [])


async def test_it_ends_with_a_player_connected(
    cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    async with simulated_camera(cloud, http, "Front door") as camera:
        video = asyncio.create_task(asyncio.to_thread(watch_to_the_end, camera.video))
        await until(camera.state, lambda state: state["viewers"]["rtsp"] == 1)
        assert await camera.process.stop() == 0
        await video
        assert camera.process.output.count("\n") == 0


async def test_cameras_are_told_apart(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    async with simulated_camera(cloud, http, "Kitchen"):
        stats = await until(cloud.stats, lambda stats: len(stats["per_camera"]) == 2)
    assert set(stats["per_camera"]) == {"living-room", "kitchen"}


async def test_the_staffs_page_needs_nothing_from_elsewhere(
    cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{cloud.url}/") as answer:
        page = await answer.text()
        assert answer.content_type == "text/html"
        assert "X-Frame-Options" not in answer.headers
        assert "Content-Security-Policy" not in answer.headers
    assert not re.search(r"https?:|//[a-z]|@import|url\(", page)
    stats = await cloud.stats()
    assert (stats["frames"], stats["bytes"], stats["last"]) == (0, 0, None)
    async with http.post(f"{cloud.url}/upload/x", data=b"no picture") as answer:
        assert answer.status == 415
    assert await cloud.frames() == 0


def test_the_demo_needs_no_home_assistant() -> None:
    for module in (ROOT / "demo").glob("*.py"):
        assert "homeassistant" not in module.read_text()
