"""The marks of a simulated frame: one in the bytes and one in the picture.

Whoever looks for a leaked frame searches bytes with `find_marks` and decoded pictures
with `has_marker`. Nothing but a simulated camera carries either of them.
"""

from dataclasses import dataclass
import re
from typing import Final

from PIL import Image, ImageDraw

type Colour = tuple[int, int, int]
type Box = tuple[float, float, float, float]

GREEN: Final[Colour] = (0, 235, 0)
MAGENTA: Final[Colour] = (235, 0, 235)

ROWS: Final = 2
COLUMNS: Final = 6
# The chequered patch, as fractions of the picture's width and height, so that it is
# found again whatever size the picture was scaled to.
PATCH: Final[Box] = (0.84, 0.04, 0.98, 0.13)
# How far green and magenta must stand apart in a cell (0 to 255). Drawn: 235. What
# was left after H.264 and JPEG at 320 pixels: more than 150.
CONTRAST: Final = 70

_TEXT: Final = "cloudcam-frame/{camera}/{number};"
_PATTERN: Final = re.compile(rb"cloudcam-frame/([a-z0-9-]+)/(\d+);")


@dataclass(frozen=True, slots=True)
class Mark:
    """Says which camera made a frame, and its number."""

    camera: str
    number: int

    def to_bytes(self) -> bytes:
        """Return the text that is put into the frame's bytes."""
        return _TEXT.format(camera=self.camera, number=self.number).encode()


def find_marks(data: bytes) -> list[Mark]:
    """Return the marks of all frames in some bytes: JPEG, MJPEG, H.264, MP4, HLS."""
    return [Mark(match[1].decode(), int(match[2])) for match in _PATTERN.finditer(data)]


def slug(name: str) -> str:
    """Return a camera's name as it stands in marks and addresses."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "camera"


def _cells(size: tuple[int, int]) -> list[tuple[Box, Colour]]:
    """Return box and colour of each cell of the patch in a picture of that size."""
    width, height = size
    left, top, right, bottom = PATCH
    step_x = (right - left) * width / COLUMNS
    step_y = (bottom - top) * height / ROWS
    return [
        (
            (
                left * width + column * step_x,
                top * height + row * step_y,
                left * width + (column + 1) * step_x,
                top * height + (row + 1) * step_y,
            ),
            GREEN if (row + column) % 2 else MAGENTA,
        )
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]


def draw_marker(image: Image.Image) -> None:
    """Draw the patch into the upper right corner of a picture."""
    draw = ImageDraw.Draw(image)
    for box, colour in _cells(image.size):
        draw.rectangle(box, fill=colour)


def has_marker(image: Image.Image) -> bool:
    """Tell whether a whole picture, at any size from 160 pixels on, has the patch.

    True needs every one of the cells to be clearly green or magenta, in turn: neither
    a picture made by somebody else nor a frame blurred to a few blocks passes.
    """
    rgb = image.convert("RGB")
    for (left, top, right, bottom), colour in _cells(rgb.size):
        inset_x, inset_y = (right - left) / 4, (bottom - top) / 4
        middle = rgb.resize(
            (1, 1),
            Image.Resampling.BOX,
            box=(left + inset_x, top + inset_y, right - inset_x, bottom - inset_y),
        )
        red, green, blue = middle.tobytes()
        if colour is GREEN:
            contrast = green - max(red, blue)
        else:
            contrast = min(red, blue) - green
        if contrast < CONTRAST:
            return False
    return True
