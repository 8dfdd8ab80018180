"""What somebody got who asked for a frame."""

from enum import StrEnum
from io import BytesIO
import logging
import re

from PIL import Image
import pytest

from custom_components.cloudcam_privacy.gate.view import BLURRED_WIDTH

from ..common import MARKER


class Seen(StrEnum):
    """What somebody got."""

    LIVE = "live"
    BLURRED = "blurred"
    PLACEHOLDER = "placeholder"
    REFUSED = "refused"
    PASSWORD = "password"
    """Live, and the camera's own password with it."""


def look(data: bytes | None) -> Seen:
    """Tell what some bytes are, by the marker in them and by a picture's size."""
    if not data:
        return Seen.REFUSED
    if MARKER in data:
        return Seen.LIVE
    width = Image.open(BytesIO(data)).width
    return Seen.BLURRED if width == BLURRED_WIDTH else Seen.PLACEHOLDER


def numbers(data: bytes) -> list[int]:
    """Return the numbers of the source's frames that are in some bytes."""
    return [int(found) for found in re.findall(MARKER + rb"(\d+)", data)]


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged with a traceback; for debugging everybody may."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.exc_info and record.levelno > logging.DEBUG
    ]
