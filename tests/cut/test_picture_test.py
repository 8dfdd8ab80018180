"""Is the picture of a camera gone? Black and frozen ones count as gone."""

import asyncio
from io import BytesIO
from random import Random
from typing import override
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from PIL import Image
import pytest

from custom_components.cloudcam_privacy.cut.picture_check import (
    PictureCheck,
    async_look_at,
)
from custom_components.cloudcam_privacy.policy.verdict import Verdict

from ..common import (
    MarkedCamera,
    async_guard_with,
    async_make_cameras,
    household_of,
    marked_jpeg,
)

LIMIT = "custom_components.cloudcam_privacy.source.source.IMAGE_LIMIT"
PAUSE = "custom_components.cloudcam_privacy.cut.picture_check.FROZEN_PAUSE"


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def _noise(deviation: float) -> Image.Image:
    """Return what a sensor gives in the dark, or a card with a little noise."""
    random = Random(1)
    dark = Image.new("L", (64, 64))
    dark.putdata([round(abs(random.gauss(20, deviation))) for _ in range(64 * 64)])
    return dark.resize((640, 640), Image.Resampling.NEAREST)


class Showing(MarkedCamera):
    """A camera that shows certain frames, the last one again and again."""

    def __init__(self, *shown: bytes) -> None:
        """Show these."""
        super().__init__("Living room")
        self.shown = list(shown)

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        return self.shown.pop(0) if len(self.shown) > 1 else self.shown[0]


BLACK = _jpeg(Image.new("RGB", (640, 360)))
GREY_CARD = _jpeg(Image.new("RGB", (640, 360), (60, 70, 80)))
LIVE = marked_jpeg(1)


@pytest.mark.parametrize(
    ("shown", "gone"),
    [
        ([LIVE, marked_jpeg(2)], Verdict.FALSE),
        ([LIVE, LIVE], Verdict.TRUE),
        ([BLACK], Verdict.TRUE),
        ([GREY_CARD], Verdict.TRUE),
        ([_jpeg(_noise(1)), _jpeg(_noise(1.1))], Verdict.TRUE),
        ([_jpeg(_noise(12)), _jpeg(_noise(12.1))], Verdict.FALSE),
        ([b"<html>asleep</html>"], Verdict.TRUE),
        ([LIVE[:100]], Verdict.TRUE),
        ([LIVE[:-20], marked_jpeg(2)[:-20]], Verdict.UNKNOWN),
        ([b"<svg>1</svg>", b"<svg>2</svg>"], Verdict.UNKNOWN),
        ([b""], Verdict.TRUE),
    ],
    ids=[
        "live",
        "frozen",
        "black",
        "grey card",
        "card with noise",
        "dark room",
        "no picture",
        "cut short",
        "cut short and live",
        "of a kind that nobody here reads, and live",
        "nothing",
    ],
)
async def test_picture_is_gone(
    hass: HomeAssistant, shown: list[bytes], gone: Verdict
) -> None:
    camera = Showing(LIVE)
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, camera=camera)
    (guard,) = household_of(entry).guards.values()
    camera.shown = list(shown)
    for still in (b"one", b"two"):  # Its stills were seen to change.
        guard.source.stills.note(still, 0)
    with patch(PAUSE, 0):
        assert (await async_look_at(guard.source, independent=True)).gone is gone


class Slow(Showing):
    """A camera that takes its time."""

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        await asyncio.sleep(60)
        return await super().async_camera_image(width, height)


async def test_picture_takes_long(hass: HomeAssistant) -> None:
    """A live camera may be slow: that it does not answer is no refusal."""
    camera = Slow(LIVE)
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(hass, camera=camera)
    (guard,) = household_of(entry).guards.values()
    with patch(LIMIT, 0.01):
        assert await async_look_at(guard.source, independent=True) == PictureCheck()
