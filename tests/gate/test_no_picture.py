"""A source that gives no picture, an old one, or one that takes long to read."""

import asyncio
from io import BytesIO
from typing import Any
from unittest.mock import patch

from homeassistant.components.camera import Image as Still
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from PIL import Image
import pytest

from custom_components.cloudcam_privacy.camera import GuardedCamera
from custom_components.cloudcam_privacy.gate import view
from custom_components.cloudcam_privacy.gate.blur import MOST_SCANS, blur
from custom_components.cloudcam_privacy.gate.placeholder import draw_placeholder
from custom_components.cloudcam_privacy.video import live_frames

from .conftest import Anonymous, Furnish, GuardedHouse
from .exits.stills import STILLS
from .exits.video import VIDEO
from .seen import Seen, look
from .sources import MovingCamera
from .test_live import looking
from .visitors import AT_HOME, Place

WAYS = {way.name: way for way in (*STILLS, *VIDEO)}


# Switched off


@pytest.mark.parametrize("mode", ["open", "local", "blurred"])
@pytest.mark.parametrize("kind", [MovingCamera, None])
async def test_switched_off(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch, mode: str, kind: Any
) -> None:
    """Whoever may see it is told that it is switched off, and sees it when it is back."""
    monkeypatch.setattr(live_frames, "RETRY", 0.05)
    tour, _ = await furnish(*([kind] if kind else []))
    await tour.set_mode(mode)
    shown = Seen.BLURRED if mode == "blurred" else Seen.LIVE
    tour.source.films_when_off = False
    async with looking(tour) as following:
        assert look(await following()) is shown
        await tour.source.async_turn_off()
        async with asyncio.timeout(5):
            while look(await following()) is not Seen.PLACEHOLDER:
                pass
        still = WAYS["Still, with the camera's token"]
        assert await still.look(tour, Place.HOME) is Seen.PLACEHOLDER
        await tour.source.async_turn_on()
        async with asyncio.timeout(5):
            while look(await following()) is not shown:
                pass
    assert not tour.guard.ledger.refusals


# Failing


class _Failing:
    """A source that fails when it is told to, each time that it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.fail = asyncio.Event()

    async def image(self, *_: Any, **__: Any) -> bytes:
        self.asked += 1
        await self.fail.wait()
        raise HomeAssistantError("No picture")


async def test_waiters_share_a_failure(
    house: GuardedHouse, anonymous: Anonymous, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They do not try one after another, ten seconds each."""
    failing, waiting = _Failing(), asyncio.Semaphore(0)
    monkeypatch.setattr(house.source, "async_camera_image", failing.image)
    still = GuardedCamera.async_camera_image

    async def noted(*asked: Any, **size: Any) -> bytes | None:
        waiting.release()
        return await still(*asked, **size)

    monkeypatch.setattr(GuardedCamera, "async_camera_image", noted)
    browser = await anonymous()
    address = f"/api/camera_proxy/{house.entity_id}?token={house.token()}"
    asking = [
        asyncio.create_task(browser.get(address, headers=AT_HOME)) for _ in range(5)
    ]
    async with asyncio.timeout(5):
        for _ in asking:
            await waiting.acquire()
        await asyncio.sleep(0)
        failing.fail.set()
        answers = await asyncio.gather(*asking)
    assert [answer.status for answer in answers] == [500] * 5
    assert failing.asked == 1


@pytest.mark.parametrize("mode", ["open", "blurred"])
async def test_cancelled_of_its_own_accord(
    house: GuardedHouse,
    anonymous: Anonymous,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
) -> None:
    """Libraries raise CancelledError for their own reasons: the viewer has an answer."""

    async def cancelled(*_: Any, **__: Any) -> bytes:
        raise asyncio.CancelledError

    async def passed_on(*_: Any, **__: Any) -> Still:
        return Still("image/jpeg", await cancelled())

    await house.set_mode(mode)
    monkeypatch.setattr(house.source, "async_camera_image", cancelled)
    # As Home Assistant 2026.11 does, where 2026.10 keeps it back.
    source = "custom_components.cloudcam_privacy.source.source.async_get_image"
    browser = await anonymous()
    address = f"/api/camera_proxy/{house.entity_id}?token={house.token()}"
    with patch(source, passed_on):
        async with asyncio.timeout(5):
            answer = await browser.get(address, headers=AT_HOME)
    assert answer.status == 500


# Old


async def test_no_key_frame_of_before(
    furnish: Furnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a camera that takes stills from its video, a new one is waited for."""
    tour, _ = await furnish()
    waited: list[bool] = []

    async def from_stream(*_: Any, wait_for_next_keyframe: bool, **__: Any) -> bytes:
        waited.append(wait_for_next_keyframe)
        return await tour.source.async_camera_image() or b""

    monkeypatch.setattr(tour.source, "use_stream_for_stills", True, raising=False)
    for where in ("homeassistant.components.camera", _SOURCE):
        monkeypatch.setattr(f"{where}.async_get_stream_image", from_stream)
    still = WAYS["Still, with the camera's token"]
    for mode in ("private", "open", "private", "open"):
        await tour.set_mode(mode)
        await still.look(tour, Place.HOME)
        await still.look(tour, Place.HOME)
    assert waited == [True, False, True, False]


_SOURCE = "custom_components.cloudcam_privacy.source.source"


# Much work


def _many_scans(scans: int) -> bytes:
    """Return a progressive JPEG of which a pass is repeated."""
    out = BytesIO()
    Image.effect_noise((640, 360), 80).save(out, "JPEG", progressive=True)
    jpeg = out.getvalue()
    last = jpeg.rindex(b"\xff\xda")
    end = jpeg.rindex(b"\xff\xd9")
    return jpeg[:last] + jpeg[last:end] * scans + jpeg[end:]


def test_hostile_picture() -> None:
    """One that is written in hundreds of passes is not decoded; ordinary ones are."""
    assert blur(_many_scans(1), 64, 36)
    with pytest.raises(ValueError, match="passes"):
        blur(_many_scans(MOST_SCANS + 1), 64, 36)


async def test_few_pictures_are_drawn_at_a_time(
    house: GuardedHouse,
    hass: HomeAssistant,
    anonymous: Anonymous,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many are asked for at once, by whoever has the address."""
    await house.set_mode("private")
    at_once: list[int] = []
    drawing_now = 0
    job = hass.async_add_executor_job

    async def counted(target: Any, *args: Any) -> Any:
        nonlocal drawing_now
        if getattr(target, "func", None) is not draw_placeholder:
            return await job(target, *args)
        drawing_now += 1
        at_once.append(drawing_now)
        try:
            return await job(target, *args)
        finally:
            drawing_now -= 1

    monkeypatch.setattr(hass, "async_add_executor_job", counted)
    browser = await anonymous()
    address = f"/api/camera_proxy/{house.entity_id}?token={house.token()}"
    answers = await asyncio.gather(
        *(
            browser.get(f"{address}&width={width}", headers=AT_HOME)
            for width in range(100, 116)
        )
    )
    assert [answer.status for answer in answers] == [200] * 16
    assert len(at_once) == 16
    assert max(at_once) == view.AT_ONCE
