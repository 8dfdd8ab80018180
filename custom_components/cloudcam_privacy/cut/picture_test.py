"""Test whether a camera that is cut still gives a picture.

Frames are looked at in memory, and neither kept nor logged.
"""

import asyncio
from io import BytesIO
from typing import Final

from homeassistant.exceptions import HomeAssistantError
from PIL import Image, ImageStat, UnidentifiedImageError

from ..policy.verdict import Verdict
from ..source import Source

FROZEN_PAUSE: Final = 5
"""Seconds after which a live picture is expected to differ in at least one byte."""

BLANK: Final = 4.0
"""Standard deviation of brightness, of 255, up to which a picture shows nothing.

A black or grey card has about 0, JPEG noise included 1 to 2; a dark room with a
sensor's noise has over 6."""


async def async_picture_is_gone(source: Source) -> Verdict:
    """Return whether the source refuses, or gives a blank or a frozen picture."""
    try:
        first = (await source.async_image()).content
        if await source.hass.async_add_executor_job(_is_blank, first):
            return Verdict.TRUE
        await asyncio.sleep(FROZEN_PAUSE)
        second = (await source.async_image()).content
    except HomeAssistantError:
        return Verdict.TRUE
    return Verdict.of(first == second)


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
