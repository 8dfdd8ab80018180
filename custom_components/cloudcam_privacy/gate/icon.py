"""A camera with its eye closed, and a shield with a tick: private, and all is well."""

from math import cos, radians, sin
from typing import Final

from PIL import Image, ImageDraw

from .palette import Colour, Palette

_TICK: Final = (255, 255, 255)

_FINER: Final = 4
_FINER_WHEN_LARGE: Final = 2
_LARGE: Final = 400
"""Pixels from which edges are smooth enough with less work."""


def draw_emblem(side: int, palette: Palette) -> Image.Image:
    """Return the emblem on the palette's background, `side` pixels wide and high."""
    finer = _FINER if side < _LARGE else _FINER_WHEN_LARGE
    pen = _Pen(side * finer, palette.background)
    pen.disc(0.5, 0.5, 0.5, palette.halo)

    pen.bar((0.5, 0.66), (0.5, 0.84), 0.09, palette.edge)
    pen.bar((0.36, 0.85), (0.64, 0.85), 0.07, palette.edge)
    pen.disc(0.5, 0.43, 0.335, palette.edge)
    pen.disc(0.5, 0.43, 0.315, palette.body)
    pen.disc(0.5, 0.43, 0.235, palette.glass)

    pen.arc(0.5, 0.27, 0.2, 42, 138, 0.034, palette.lashes)
    for angle in (47, 68, 90, 112, 133):
        pen.ray(0.5, 0.27, 0.2, 0.262, angle, 0.026, palette.lashes)

    pen.shield(0.755, 0.725, 0.205, palette.background)
    pen.shield(0.755, 0.725, 0.17, palette.badge)
    pen.bar((0.685, 0.725), (0.735, 0.775), 0.034, _TICK)
    pen.bar((0.735, 0.775), (0.83, 0.67), 0.034, _TICK)
    return pen.picture.reduce(finer)


class _Pen:
    """Draws round shapes on a square whose sides are 1 long."""

    def __init__(self, side: int, background: Colour) -> None:
        self.picture = Image.new("RGB", (side, side), background)
        self._side = side
        self._draw = ImageDraw.Draw(self.picture)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse([part * self._side for part in box], colour)

    def bar(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: Colour,
    ) -> None:
        """Draw a line with round ends."""
        points = [part * self._side for part in (*start, *end)]
        self._draw.line(points, colour, round(width * self._side))
        for x, y in (start, end):
            self.disc(x, y, width / 2, colour)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: int,
        end: int,
        width: float,
        colour: Colour,
    ) -> None:
        """Draw a part of a circle with round ends, in degrees from the right."""
        outer = radius + width / 2
        box = (x - outer, y - outer, x + outer, y + outer)
        self._draw.arc(
            [part * self._side for part in box],
            start,
            end,
            colour,
            round(width * self._side),
        )
        for angle in (start, end):
            self.disc(*_around(x, y, radius, angle), width / 2, colour)

    def ray(
        self,
        x: float,
        y: float,
        inner: float,
        outer: float,
        angle: int,
        width: float,
        colour: Colour,
    ) -> None:
        """Draw a line away from a centre."""
        self.bar(
            _around(x, y, inner, angle), _around(x, y, outer, angle), width, colour
        )

    def shield(self, x: float, y: float, size: float, colour: Colour) -> None:
        """Draw a shield, as high as twice `size`."""
        right = [(0.0, -1.0), *(_shoulder(step / 8) for step in range(9))]
        right += [_flank(step / 16) for step in range(1, 17)]
        outline = right + [(-across, down) for across, down in reversed(right)]
        self._draw.polygon(
            [
                ((x + across * size) * self._side, (y + down * size) * self._side)
                for across, down in outline
            ],
            colour,
        )


def _shoulder(step: float) -> tuple[float, float]:
    """Return a point from the top of the shield to its right corner."""
    return 0.84 * step, -1 + 0.28 * step**2


def _flank(step: float) -> tuple[float, float]:
    """Return a point from the right corner of the shield to its tip."""
    return 0.84 * cos(radians(90 * step)) ** 0.8, -0.72 + 1.72 * step**0.9


def _around(x: float, y: float, radius: float, angle: int) -> tuple[float, float]:
    return x + radius * cos(radians(angle)), y + radius * sin(radians(angle))
