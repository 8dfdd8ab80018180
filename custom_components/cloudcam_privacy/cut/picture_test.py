"""Test whether a camera that is cut still gives a picture.

Frames are looked at in memory, and neither kept nor logged.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
from PIL import Image, ImageStat, UnidentifiedImageError

from ..policy.verdict import Verdict
from ..source import Source, digest

FROZEN_PAUSE: Final = 5
"""Seconds after which a live picture is expected to differ in at least one byte."""

BLANK: Final = 4.0
"""Standard deviation of brightness, of 255, up to which a picture shows nothing.

A black or grey card has about 0, JPEG noise included 1 to 2; a dark room with a
sensor's noise has over 6."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a camera that is cut has shown.

    `gone`: it refuses, or gives a blank or a frozen picture. `last_frame`: the digest
    of what it gave last, if anything.
    """

    gone: Verdict = Verdict.UNKNOWN
    last_frame: bytes | None = None
    seen: datetime | None = None


async def async_look_at(source: Source) -> Look:
    """Look whether the source still gives a live picture."""
    last, gone = None, Verdict.TRUE
    try:
        if first := await source.async_own_image():
            last = digest(first)
            if not await source.hass.async_add_executor_job(_is_blank, first):
                await asyncio.sleep(FROZEN_PAUSE)
                second = await source.async_own_image()
                gone = Verdict.of(not second or digest(second) == last)
                last = digest(second) if second else last
    except HomeAssistantError:
        pass  # It refuses: the picture is gone.
    return Look(gone, last, dt_util.utcnow())


def _is_blank(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.draft("L", (64, 64))
            small = picture.convert("L").resize((64, 64))
    except OSError, SyntaxError, UnidentifiedImageError, ValueError:
        return True
    except Image.DecompressionBombError:
        return False
    return ImageStat.Stat(small).stddev[0] <= BLANK
