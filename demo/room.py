"""The rooms that the simulated cameras look at, as still pictures."""

from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

from .marker import Colour

# All pictures are drawn in this many pixels a side and halved, for smooth edges.
SCALE: Final = 2
WIDTH: Final = 640
HEIGHT: Final = 360
FLOOR: Final = 236

type Draw = ImageDraw.ImageDraw


def box(
    draw: Draw,
    corners: tuple[float, float, float, float],
    fill: Colour,
    radius: float = 0,
) -> None:
    """Draw a filled rectangle, its corners given in pixels of the finished picture."""
    draw.rounded_rectangle(
        [corner * SCALE for corner in corners], radius * SCALE, fill=fill
    )


def oval(
    draw: Draw, centre: tuple[float, float], size: tuple[float, float], fill: Colour
) -> None:
    """Draw a filled ellipse around a centre, in pixels of the finished picture."""
    (x, y), (width, height) = centre, size
    draw.ellipse(
        [
            (x - width / 2) * SCALE,
            (y - height / 2) * SCALE,
            (x + width / 2) * SCALE,
            (y + height / 2) * SCALE,
        ],
        fill=fill,
    )


def line(
    draw: Draw, points: list[tuple[float, float]], width: float, fill: Colour
) -> None:
    """Draw a line with round joints, in pixels of the finished picture."""
    draw.line(
        [(x * SCALE, y * SCALE) for x, y in points],
        fill=fill,
        width=round(width * SCALE),
        joint="curve",
    )


def _shell(draw: Draw, wall: Colour, floor: Colour) -> None:
    box(draw, (0, 0, WIDTH, FLOOR), wall)
    box(draw, (0, FLOOR, WIDTH, HEIGHT), floor)
    darker = (floor[0] - 14, floor[1] - 14, floor[2] - 14)
    for plank in range(-6, 20):
        foot = WIDTH / 2 + (plank * 56 - 252) * 2.2
        line(draw, [(plank * 56, FLOOR), (foot, HEIGHT)], 1.2, darker)
    box(draw, (0, FLOOR - 8, WIDTH, FLOOR), (240, 236, 228))


def _window(draw: Draw, left: float, top: float) -> None:
    box(draw, (left, top, left + 128, top + 108), (248, 246, 240))
    box(draw, (left + 7, top + 7, left + 121, top + 101), (168, 208, 236))
    oval(draw, (left + 90, top + 32), (24, 24), (255, 236, 170))
    box(draw, (left + 7, top + 76, left + 121, top + 101), (122, 158, 112))
    box(draw, (left + 61, top + 7, left + 67, top + 101), (248, 246, 240))


def _plant(draw: Draw, x: float, y: float) -> None:
    for dx, dy in ((-20, -58), (-10, -76), (2, -84), (14, -70), (22, -54)):
        line(draw, [(x, y - 26), (x + dx, y + dy)], 3, (66, 106, 66))
        oval(draw, (x + dx, y + dy), (22, 30), (86, 140, 84))
    box(draw, (x - 17, y - 30, x + 17, y + 8), (188, 110, 76), 5)


def _living_room(draw: Draw) -> None:
    _shell(draw, (222, 212, 196), (176, 138, 100))
    _window(draw, 62, 50)
    box(draw, (282, 62, 362, 122), (96, 72, 56), 3)
    box(draw, (288, 68, 356, 116), (204, 182, 150))
    oval(draw, (322, 96), (40, 26), (150, 116, 92))
    oval(draw, (330, 306), (360, 74), (150, 92, 84))
    oval(draw, (330, 306), (310, 58), (188, 134, 116))
    box(draw, (404, 166, 590, 226), (86, 108, 128), 14)
    box(draw, (394, 196, 600, 258), (98, 122, 144), 14)
    box(draw, (414, 190, 496, 232), (116, 142, 164), 10)
    box(draw, (500, 190, 582, 232), (116, 142, 164), 10)
    _plant(draw, 36, 244)


def _bedroom(draw: Draw) -> None:
    _shell(draw, (196, 204, 216), (158, 134, 116))
    _window(draw, 256, 46)
    box(draw, (424, 132, 624, 226), (120, 92, 74), 10)
    box(draw, (404, 196, 624, 292), (214, 206, 212), 14)
    box(draw, (404, 226, 624, 296), (142, 116, 152), 14)
    box(draw, (438, 184, 510, 216), (250, 250, 250), 12)
    box(draw, (530, 184, 602, 216), (250, 250, 250), 12)
    box(draw, (40, 92, 150, 262), (140, 108, 84), 4)
    line(draw, [(95, 96), (95, 258)], 2, (112, 84, 64))
    oval(draw, (88, 180), (6, 12), (70, 52, 40))
    oval(draw, (102, 180), (6, 12), (70, 52, 40))


def _kitchen(draw: Draw) -> None:
    _shell(draw, (214, 220, 206), (168, 164, 158))
    for x in range(0, WIDTH, 40):
        line(draw, [(x, 118), (x, 176)], 1.2, (196, 204, 190))
    _window(draw, 220, 34)
    box(draw, (18, 60, 96, 262), (236, 238, 240), 6)
    line(draw, [(18, 138), (96, 138)], 2, (196, 200, 204))
    box(draw, (86, 84, 90, 124), (150, 154, 158))
    box(draw, (108, 176, 632, 186), (92, 86, 80))
    box(draw, (108, 186, 632, 264), (110, 132, 120))
    for x in range(120, 620, 86):
        box(draw, (x, 194, x + 74, 256), (124, 148, 134), 4)
    box(draw, (440, 158, 484, 176), (70, 74, 80), 4)
    _plant(draw, 572, 170)


def _front_door(draw: Draw) -> None:
    """Draw what a doorbell sees: the path, the fence and the street."""
    box(draw, (0, 0, WIDTH, 150), (186, 214, 236))
    oval(draw, (540, 52), (56, 56), (255, 240, 190))
    box(draw, (0, 150, WIDTH, HEIGHT), (128, 164, 112))
    box(draw, (0, 140, WIDTH, 172), (120, 122, 126))
    for foot in range(WIDTH // 2 - 130, WIDTH // 2 + 131, 4):
        line(draw, [(WIDTH / 2, 160), (foot, HEIGHT)], 5, (196, 188, 176))
    for x in (*range(8, 250, 26), *range(400, WIDTH, 26)):
        box(draw, (x, 150, x + 14, 214), (244, 242, 236), 4)
    for left, right in ((0, 256), (392, WIDTH)):
        box(draw, (left, 174, right, 182), (228, 224, 214))
    _plant(draw, 60, 306)
    _plant(draw, 578, 306)


_ROOMS: Final[dict[str, Callable[[Draw], None]]] = {
    "bed": _bedroom,
    "kitchen": _kitchen,
    "door": _front_door,
}


def furnish(name: str) -> Image.Image:
    """Return the empty room for a camera of that name, SCALE times the final size."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
    draw = ImageDraw.Draw(image)
    for word, room in _ROOMS.items():
        if word in name.lower():
            room(draw)
            return image
    _living_room(draw)
    return image
