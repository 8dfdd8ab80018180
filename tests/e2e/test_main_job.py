"""The main job, from a real Home Assistant to the maker's cloud and back."""

import asyncio
from collections.abc import Callable
import json
import time

import pytest

from demo.house.client import ClientError
from demo.house.furnish import BATHROOM
from demo.marker import find_marks
from demo.picture import FRAMES_PER_SECOND

from .household import ANNA, ORIGINAL, SURE, House, shows_the_room
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

# Longer than a frame takes to be drawn, sent and received, on a busy machine.
LAST_BYTE_SECONDS = 2
BACK_SECONDS = 5
# Longer than a video takes until it begins, on a busy machine.
BEGIN_SECONDS = 10
QUIET_SECONDS = 5


async def test_nobody_home_uploads_flow_and_the_picture_is_live(house: House) -> None:
    before = await house.maker.stats()

    assert await house.maker.rate(2) > 20_000

    after = await house.maker.stats()
    assert after["frames"] > before["frames"]
    assert await house.mode() == "open"
    assert shows_the_room(await house.look())


async def test_somebody_comes_home_and_leaves(
    house: House, record_property: Record
) -> None:
    seconds = await house.maker.seconds_until_quiet(house.flip(ANNA, "on"))

    record_property("somebody comes home: until the last byte", seconds)
    assert seconds < LAST_BYTE_SECONDS
    assert await house.mode() == "private"
    await house.is_private()
    assert await house.maker.rate(QUIET_SECONDS) == 0

    seconds = await house.maker.seconds_until_back(house.flip(ANNA, "off"))

    record_property("everybody leaves: until the first frame", seconds)
    assert seconds < BACK_SECONDS
    await house.is_open()
    assert await house.maker.rate(2) > 20_000
    assert shows_the_room(await house.look())


async def test_what_goes_on_in_the_bathroom_is_private(house: House) -> None:
    seconds = await house.maker.seconds_until_quiet(house.flip(BATHROOM, "on"))

    assert seconds < LAST_BYTE_SECONDS
    assert await house.mode() == "private"
    reasons = (await house.attributes(house.entities.mode))["reasons"]
    assert reasons == ["Bathroom in use"]
    for width in (160, 640, 1280):
        assert not shows_the_room(await house.look(width))


async def test_without_uploads_the_picture_stays_at_home(house: House) -> None:
    async def no_uploads() -> None:
        await house.client.action("switch.turn_off", entity_id=house.entities.uploads)

    seconds = await house.maker.seconds_until_quiet(no_uploads)

    assert seconds < LAST_BYTE_SECONDS
    assert await house.mode() == "local"
    await house.is_private()
    assert await house.maker.rate(QUIET_SECONDS) == 0
    assert shows_the_room(await house.look())


async def test_snapshots_and_recordings_are_refused_while_private(
    house: House,
) -> None:
    async def snapshot(name: str) -> bytes:
        path = house.media(name)
        await house.client.action(
            "camera.snapshot", entity_id=house.entities.guarded, filename=str(path)
        )
        return path.read_bytes()

    async def record(name: str) -> bytes:
        path = house.media(name)
        await house.client.action(
            "camera.record",
            entity_id=house.entities.guarded,
            filename=str(path),
            duration=2,
        )
        return path.read_bytes()

    assert shows_the_room(await snapshot("open.jpg"))
    assert find_marks(await record("open.mp4"))
    await house.be_private()

    for take, name in ((snapshot, "private.jpg"), (record, "private.mp4")):
        with pytest.raises(ClientError):
            await take(name)
        assert not house.media(name).exists()


async def test_the_media_browser_gives_no_frame_while_private(house: House) -> None:
    async def watch(seconds: float) -> bytes:
        media = await house.client.command(
            "media_source/resolve_media",
            media_content_id=f"media-source://camera/{house.entities.guarded}",
        )
        return await house.client.watch(media["url"], seconds)

    assert (await watch(BEGIN_SECONDS)).startswith(b"#EXTM3U")
    await house.be_private()

    assert find_marks(await watch(3)) == []


async def test_a_video_that_is_running_ends(house: House) -> None:
    stream = await house.client.command(
        "camera/stream", entity_id=house.entities.guarded
    )
    status, playlist = await house.client.fetch(stream["url"])
    assert (status, playlist[:7]) == (200, b"#EXTM3U")
    began = time.monotonic()
    mjpeg = f"/api/camera_proxy_stream/{house.entities.guarded}"
    viewer = asyncio.create_task(house.client.watch(mjpeg, seconds=6))
    await asyncio.sleep(2)

    await house.flip(ANNA, "on")()

    seconds = time.monotonic() - began
    assert (await house.client.fetch(stream["url"]))[0] == 404
    seen = await viewer
    first, *_, last = (mark.number for mark in find_marks(seen))
    assert (last - first) / FRAMES_PER_SECOND < seconds
    after_the_last = seen[seen.rfind(str(last).encode()) :]
    assert b"\xff\xd8" in after_the_last  # The placeholder.
    with pytest.raises(ClientError):
        await house.client.command("camera/stream", entity_id=house.entities.guarded)


async def test_killed_while_somebody_is_home(
    house: House, record_property: Record
) -> None:
    await house.be_private()
    await _saved(house)
    frames, wakings = await house.maker.frames(), await house.wakings()
    modes: set[str] = set()
    pictures: list[bytes] = []
    hass = house.household.hass

    async def look() -> None:
        modes.add(await house.mode())
        status, picture = await house.client.fetch(
            f"/api/camera_proxy/{house.entities.guarded}"
        )
        if status == 200:
            pictures.append(picture)

    async def confirmed() -> bool:
        await look()
        return await house.client.state(house.entities.assurance) in SURE

    await hass.kill()
    began = time.monotonic()
    await hass.launch()
    await hass.child.ready(f"{hass.url}/manifest.json")
    await until(confirmed, bool, seconds=90)

    seconds = time.monotonic() - began
    record_property("killed and started: until private and confirmed", seconds)
    await hass.wait_until_running()
    assert modes <= {"", "unavailable", "private"}
    assert pictures
    assert not any(shows_the_room(picture) for picture in pictures)
    assert await house.wakings() == wakings
    assert await house.maker.rate(QUIET_SECONDS) == 0
    assert await house.maker.frames() == frames

    seconds = await house.maker.seconds_until_back(house.flip(ANNA, "off"))

    record_property("everybody leaves after a kill: until the first frame", seconds)
    assert seconds < BACK_SECONDS
    await house.is_open()


async def test_an_override_survives_a_kill_with_its_end(house: House) -> None:
    await house.client.action(
        "cloudcam_privacy.set_mode",
        entity_id=house.entities.guarded,
        mode="private",
        duration="00:10:00",
    )
    await house.is_private()
    before = await house.attributes(house.entities.mode)
    assert before["until"]
    await _saved(house)
    frames = await house.maker.frames()

    await house.household.hass.kill()
    await house.household.hass.start()

    after = await house.attributes(house.entities.mode)
    assert (after["override"], after["until"]) == ("private", before["until"])
    assert await house.mode() == "private"
    await house.is_private()
    assert await house.maker.frames() == frames
    await house.client.action(
        "cloudcam_privacy.resume", entity_id=house.entities.guarded
    )
    await house.is_open()


async def _saved(house: House) -> None:
    """Wait until the registries are on disk, which Home Assistant takes its time for."""
    path = house.household.hass.config / ".storage" / "core.entity_registry"

    async def saved() -> bool:
        if not path.exists():
            return False
        entities = json.loads(path.read_text())["data"]["entities"]
        return any(e["entity_id"] == house.entities.guarded for e in entities)

    await until(saved, bool, seconds=90)


async def test_a_source_that_is_renamed_is_guarded_on(house: House) -> None:
    async def rename(old: str, new: str) -> None:
        await house.client.command(
            "config/entity_registry/update", entity_id=old, new_entity_id=new
        )

    await rename(ORIGINAL, "camera.sofa")
    try:
        await house.is_open()
        assert shows_the_room(await house.look())
        seconds = await house.maker.seconds_until_quiet(house.flip(ANNA, "on"))
        assert seconds < LAST_BYTE_SECONDS
        await house.is_private()
        assert not shows_the_room(await house.look())
        assert await house.issues() == []
    finally:
        await rename("camera.sofa", ORIGINAL)
        await house.is_private()


async def test_a_source_that_is_removed_is_reported(own_house: House) -> None:
    house = own_house
    (entry,) = await house.client.command("config_entries/get", domain="foscam")
    path = f"/api/config/config_entries/entry/{entry['entry_id']}"
    await house.client.delete(path)

    assert "source_missing" in await until(house.issues, bool)
    await house.flip(ANNA, "on")()
    await until(house.mode, lambda mode: mode == "private")
    assert not shows_the_room(await house.look())
