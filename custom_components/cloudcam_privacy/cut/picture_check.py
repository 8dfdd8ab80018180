"""Test whether a camera that is cut still gives a picture.

Frames are looked at in memory, and neither kept nor logged.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
import logging
from typing import Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
from PIL import Image, ImageStat

from ..policy.verdict import Verdict
from ..source.source import Source
from ..source.still_history import digest

_LOGGER = logging.getLogger(__name__)

FROZEN_PAUSE: Final = 5
"""Seconds after which a live picture is expected to differ in at least one byte."""

LONGEST_PAUSE: Final = 60
"""Seconds that are waited at most for a camera's next still."""

BLANK: Final = 4.0
"""Standard deviation of brightness, of 255, up to which a picture shows nothing.

A black or grey card has about 0, JPEG noise included 1 to 2; a dark room with a
sensor's noise has over 6."""


_FORMATS: Final = ("BMP", "GIF", "JPEG", "PNG", "WEBP")
"""Pictures that Pillow reads all by itself."""


@dataclass(frozen=True, slots=True)
class PictureCheck:
    """What a look at a camera that is cut has shown.

    `gone`: it refuses, or gives a blank or a frozen picture; unknown if it does not
    answer, if what it gives keeps changing and cannot be read, or if it proves
    nothing. `last_frame`: the digest of what it gave last, if anything.
    """

    gone: Verdict = Verdict.UNKNOWN
    last_frame: bytes | None = None
    seen: datetime | None = None


async def async_look_at(source: Source, *, independent: bool) -> PictureCheck:
    """Look whether the source still gives a live picture.

    Nothing is seen of one that is not loaded, or does not answer. `independent` tells
    that the cut belongs to another integration than the camera, which gave pictures
    before: a refusal by the integration that has switched the camera off is its own
    word once more, and none of the camera. A blank or a frozen picture tells something only of a camera whose
    stills were seen to change before.
    """
    if source.entity is None:
        return PictureCheck()
    fresh = source.stills.freshness
    proves = Verdict.TRUE if independent or fresh is not None else Verdict.UNKNOWN
    last, gone = None, Verdict.TRUE if independent else Verdict.UNKNOWN
    try:
        if first := await source.async_own_image():
            last = digest(first)
            blank = await source.hass.async_add_executor_job(_is_blank, first)
            if blank is Verdict.TRUE:
                gone = proves
            else:
                await asyncio.sleep(min(max(FROZEN_PAUSE, fresh or 0), LONGEST_PAUSE))
                second = await source.async_own_image()
                if not second:
                    return PictureCheck(gone, last, dt_util.utcnow())
                if digest(second) == last:
                    still_fresh = fresh is not None and fresh <= LONGEST_PAUSE
                    gone = Verdict.TRUE if still_fresh else Verdict.UNKNOWN
                else:
                    gone = blank
                last = digest(second)
    except TimeoutError:
        return PictureCheck(last_frame=last)
    except HomeAssistantError as err:
        _LOGGER.debug("The camera gives no picture: %r", err)
    return PictureCheck(gone, last, dt_util.utcnow())


def _is_blank(content: bytes) -> Verdict:
    """Return whether a picture shows nothing; of what cannot be read nobody knows."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            picture.draft("L", (64, 64))
            small = picture.convert("L").resize((64, 64))
    except Image.DecompressionBombError:
        return Verdict.FALSE
    except Exception:  # noqa: BLE001  A broken picture makes Pillow raise anything.
        return Verdict.UNKNOWN
    return Verdict.of(ImageStat.Stat(small).stddev[0] <= BLANK)
