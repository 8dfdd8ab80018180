"""A camera with its eye closed, and whether it is known that it sends nothing."""

from functools import cache
from pathlib import Path

from PIL import Image


@cache
def _picture(name: str) -> Image.Image:
    with Image.open(Path(__file__).with_name(name)) as picture:
        return picture.convert("RGBA")


def icon(side: int, *, sure: bool) -> Image.Image:
    """Return the icon, `side` pixels wide and high, on a transparent background.

    With a check if it is sure that nothing is uploaded, else with a warning. Reads a
    file the first time; to be called in the executor.
    """
    picture = _picture("private.png" if sure else "unsure.png")
    return picture.resize((side, side), Image.Resampling.LANCZOS)
