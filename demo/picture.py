"""The moving picture of a simulated camera: a room in which people walk about."""

from dataclasses import dataclass
from datetime import datetime
import io
import math
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .marker import Colour, Mark, draw_marker, slug
from .room import HEIGHT, SCALE, WIDTH, Draw, box, furnish, line, oval

FRAMES_PER_SECOND: Final = 15
JPEG_QUALITY: Final = 80


@dataclass(frozen=True, slots=True)
class Person:
    """How one of the people looks and walks; lengths in pixels, speed in pixels/s."""

    skin: Colour
    hair: Colour
    shirt: Colour
    trousers: Colour
    start: float
    speed: float
    ground: float
    tall: float


PEOPLE: Final = (
    Person(
        (236, 190, 160), (88, 58, 40), (188, 60, 56), (52, 62, 88), 90, 46, 308, 162
    ),
    Person(
        (150, 102, 74), (34, 28, 26), (236, 186, 74), (74, 72, 70), 470, 34, 322, 172
    ),
    Person(
        (248, 210, 184), (206, 164, 90), (76, 128, 110), (96, 70, 96), 300, 58, 296, 112
    ),
)


def _walk(person: Person, seconds: float) -> tuple[float, int]:
    """Return where somebody is at a time, and the way they face: 1 right, -1 left."""
    reach = WIDTH - 120
    way = (person.start + person.speed * seconds) % (2 * reach)
    return (60 + way, 1) if way < reach else (60 + 2 * reach - way, -1)


def _face(
    draw: Draw, centre: tuple[float, float], head: float, facing: int, person: Person
) -> None:
    x, y = centre
    oval(draw, (x, y - head * 0.1), (head * 0.98, head * 1.14), person.hair)
    oval(
        draw,
        (x + facing * head * 0.05, y + head * 0.06),
        (head * 0.84, head),
        person.skin,
    )
    look = x + facing * head * 0.12
    for side in (-1, 1):
        eye = (look + side * head * 0.18, y)
        oval(draw, eye, (head * 0.17, head * 0.14), (252, 252, 252))
        oval(draw, (eye[0] + facing * head * 0.03, y), (head * 0.08,) * 2, (40, 34, 32))
    nose = (look + facing * head * 0.04, y + head * 0.16)
    shade = (person.skin[0] - 34, person.skin[1] - 34, person.skin[2] - 34)
    oval(draw, nose, (head * 0.1, head * 0.16), shade)
    line(
        draw,
        [
            (look - head * 0.14, y + head * 0.31),
            (look, y + head * 0.36),
            (look + head * 0.14, y + head * 0.31),
        ],
        1.6,
        (150, 58, 58),
    )


def _draw_person(draw: Draw, person: Person, seconds: float) -> None:
    x, facing = _walk(person, seconds)
    stride = math.sin(seconds * person.speed / 7)
    tall, head = person.tall, person.tall * 0.2
    ground = person.ground - abs(stride) * 2
    hip, shoulder = ground - tall * 0.46, ground - tall * 0.76
    limb = tall * 0.075
    oval(draw, (x, person.ground + 3), (tall * 0.5, 10), (112, 88, 70))
    for side in (-1, 1):
        foot = (x + side * stride * tall * 0.16, ground)
        line(draw, [(x, hip), foot], limb * 1.25, person.trousers)
        oval(draw, (foot[0] + facing * 3, ground), (limb * 2, limb), (50, 44, 42))
        hand = (x - side * stride * tall * 0.15, hip + tall * 0.02)
        line(draw, [(x, shoulder + limb), hand], limb, person.shirt)
        oval(draw, hand, (limb * 1.1,) * 2, person.skin)
    half = tall * 0.11
    box(draw, (x - half, shoulder, x + half, hip + limb), person.shirt, half * 0.7)
    box(draw, (x - 4, shoulder - head * 0.3, x + 4, shoulder + 4), person.skin)
    _face(draw, (x, shoulder - head * 0.62), head, facing, person)


class Picture:
    """Draws the frames of one camera."""

    def __init__(self, name: str) -> None:
        """Furnish the room for a camera of that name."""
        self._name = name
        self._camera = slug(name)
        self._room = furnish(name)
        self._font = ImageFont.load_default(size=17)

    def draw(self, number: int, now: datetime, figures: int) -> Image.Image:
        """Return frame `number`: 640x360, clock, that many people (0 to 3), marker."""
        image = self._room.copy()
        draw = ImageDraw.Draw(image)
        for person in sorted(PEOPLE[:figures], key=lambda person: person.ground):
            _draw_person(draw, person, number / FRAMES_PER_SECOND)
        frame = image.reduce(SCALE)
        draw = ImageDraw.Draw(frame)
        draw.rectangle((0, HEIGHT - 28, WIDTH, HEIGHT), fill=(24, 24, 26))
        text = f"{self._name}   {now:%Y-%m-%d %H:%M:%S}.{now.microsecond // 100000}"
        draw.text((12, HEIGHT - 25), text, fill=(240, 240, 236), font=self._font)
        draw_marker(frame)
        return frame

    def mark(self, number: int) -> Mark:
        """Return the mark that frame `number` carries in its bytes."""
        return Mark(self._camera, number)

    def to_jpeg(self, frame: Image.Image, number: int) -> bytes:
        """Return a frame as JPEG, its mark in a comment segment."""
        out = io.BytesIO()
        comment = self.mark(number).to_bytes()
        frame.save(out, "JPEG", quality=JPEG_QUALITY, comment=comment)
        return out.getvalue()
