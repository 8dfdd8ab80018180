"""The size of a picture that we make, whatever was asked for."""

from typing import Final

MIN_SIDE: Final = 64
MAX_SIDE: Final = 3840


MOST_ASKED: Final = 20_000
"""Pixels of a side above which nobody asks for a picture in earnest."""


def is_a_side(pixels: int | None) -> bool:
    """Tell whether a width or height that was asked for makes sense, or none was."""
    return pixels is None or 0 < pixels <= MOST_ASKED


def picture_size(
    width: int | None, height: int | None, otherwise: tuple[int, int]
) -> tuple[int, int]:
    """Return the width and height in pixels to draw.

    `otherwise` is the size when nothing was asked for, and the shape when only one
    side was. Both sides end up within `MIN_SIDE` and `MAX_SIDE`, so that no request
    can exhaust the memory: the largest picture takes 44 MB in RGB.
    """
    usual_width, usual_height = otherwise
    if width is not None and height is not None:
        return _within(width), _within(height)
    if width is not None:
        width = _within(width)
        return width, _within(round(width * usual_height / usual_width))
    if height is not None:
        height = _within(height)
        return _within(round(height * usual_width / usual_height)), height
    shrink = min(1.0, MAX_SIDE / max(otherwise))
    return _within(round(usual_width * shrink)), _within(round(usual_height * shrink))


def _within(side: int) -> int:
    return min(max(side, MIN_SIDE), MAX_SIDE)
