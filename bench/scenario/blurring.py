"""Blurred pictures: how many a second one core makes."""

from pathlib import Path
from time import perf_counter
from typing import Final

from custom_components.cloudcam_privacy.gate.blur import blur
from custom_components.cloudcam_privacy.gate.view import BLURRED_WIDTH

from ..effort import Effort
from ..picture import draw
from ..rows import Row

NAME: Final = "blurring"
_SIZES: Final = {"720p": (1280, 720), "1080p": (1920, 1080), "2160p": (3840, 2160)}


async def run(directory: Path, effort: Effort) -> list[Row]:
    """Measure for usual sizes; a guarded camera makes one a second at most."""
    rows = []
    for name, size in _SIZES.items():
        picture = draw(size)
        rates = []
        for _ in range(effort.changes):
            began = perf_counter()
            blur(picture, BLURRED_WIDTH, None)
            rates.append(1 / (perf_counter() - began))
        rows.append(Row.single(NAME, f"Blurred pictures from {name}", "1/s", rates))
    return rows
