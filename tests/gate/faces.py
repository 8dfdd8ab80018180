"""Synthetic faces in synthetic rooms, as a camera would send them."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageStat

FRAME = (640, 360)
NOISE = 6.0
"""Standard deviation of the sensor's noise per pixel and colour, of 256: a dim room."""

_FACE = (192, 240)

type Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Looks:
    """What both faces of a pair share: the colour of skin and hair."""

    skin: Colour
    hair: Colour


def random_looks(random: Random) -> Looks:
    """Return colours of skin and hair, from very dark to very light."""
    return Looks(
        skin=_lit((245, 205, 175), random.uniform(0.3, 1.0)),
        hair=_lit((190, 150, 110), random.uniform(0.1, 0.8)),
    )


def draw_face(random: Random, looks: Looks) -> Image.Image:
    """Return a face from chin to crown, its outline in the alpha channel.

    Hair line, side hair, eyes, brows, glasses, nose, mouth and beard vary. The mean
    is then set to the colour of the skin: people who differ in tone can be told apart
    by any picture that has a tone, and that is not what a face is known by.
    """
    width, height = _FACE
    middle = width / 2
    face = Image.new("RGB", _FACE, looks.skin)
    draw = ImageDraw.Draw(face)

    draw.rectangle((0, 0, width, height * random.uniform(0.12, 0.3)), looks.hair)
    side = width * random.uniform(0.0, 0.14)
    lower = height * random.uniform(0.3, 0.9)
    draw.rectangle((0, 0, side, lower), looks.hair)
    draw.rectangle((width - side, 0, width, lower), looks.hair)
    if random.random() < 0.35:
        _oval(draw, middle, height * 0.95, width * 0.45, height * 0.17, looks.hair)

    eyes = height * random.uniform(0.38, 0.48)
    apart = width * random.uniform(0.15, 0.23)
    wide = width * random.uniform(0.06, 0.11)
    high = height * random.uniform(0.015, 0.045)
    brows = eyes - height * random.uniform(0.05, 0.09)
    thick = random.randint(3, 10)
    glasses = random.random() < 0.35
    for eye in (middle - apart, middle + apart):
        _oval(draw, eye, eyes, wide, high, (240, 240, 235))
        _oval(draw, eye, eyes, high, high, (40, 30, 25))
        draw.line((eye - wide, brows, eye + wide, brows), looks.hair, thick)
        if glasses:
            rim = (eye - wide * 1.6, eyes - high * 3, eye + wide * 1.6, eyes + high * 3)
            draw.ellipse(rim, outline=(30, 30, 30), width=4)

    nose = height * random.uniform(0.55, 0.64)
    nostrils = width * random.uniform(0.05, 0.1)
    draw.polygon(
        ((middle, eyes), (middle + nostrils, nose), (middle - nostrils, nose)),
        _lit(looks.skin, 0.7),
    )
    _oval(
        draw,
        middle,
        height * random.uniform(0.71, 0.79),
        width * random.uniform(0.12, 0.24),
        height * random.uniform(0.01, 0.05),
        (150, 60, 60),
    )

    outline = Image.new("L", _FACE)
    ImageDraw.Draw(outline).ellipse((0, 0, width - 1, height - 1), 255)
    face = _with_mean(face, outline, looks.skin)
    face.putalpha(outline)
    return face


def draw_room(random: Random) -> Image.Image:
    """Return an empty room: walls in uneven light, some furniture."""
    corners = Image.new("RGB", (3, 2))
    for x in range(3):
        for y in range(2):
            light = random.randint(50, 215)
            corners.putpixel((x, y), (light, light + random.randint(0, 20), light + 20))
    room = corners.resize(FRAME, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(room)
    for _ in range(6):
        x, y = random.randrange(FRAME[0]), random.randrange(FRAME[1])
        size = (x, y, x + random.randint(20, 160), y + random.randint(20, 120))
        draw.rectangle(size, _lit((235, 225, 205), random.uniform(0.1, 1.0)))
    return room


def in_room(
    room: Image.Image, face: Image.Image, share: float, centre: tuple[float, float]
) -> Image.Image:
    """Return the room with the face, `share` of the frame's height high."""
    height = round(room.height * share)
    small = face.resize((round(height * 0.8), height), Image.Resampling.BOX)
    corner = round(centre[0] - small.width / 2), round(centre[1] - height / 2)
    picture = room.copy()
    picture.paste(small, corner, small)
    return picture


def random_place(random: Random, share: float) -> tuple[float, float]:
    """Return a place where the whole face is in the frame."""
    width, height = FRAME
    margin = height * share / 2
    return (
        random.uniform(margin, width - margin),
        random.uniform(margin, height - margin),
    )


def photograph(scene: Image.Image, random: Random | None = None) -> bytes:
    """Return the camera's JPEG of the scene, noisy if `random` is given."""
    if random:
        # A long stretch of noise, made once and entered anywhere: to draw half a
        # million normal numbers for each picture would take a second.
        size = scene.width * scene.height * 3
        start = random.randrange(size)
        noise = Image.frombytes("RGB", scene.size, _noise(2 * size)[start:][:size])
        scene = ImageChops.add(scene, noise, offset=-128)
    out = BytesIO()
    scene.save(out, "JPEG", quality=85)
    return out.getvalue()


def distance(one: bytes, other: bytes) -> float:
    """Return the sum of the squared differences of two pictures."""
    with Image.open(BytesIO(one)) as a, Image.open(BytesIO(other)) as b:
        return sum(ImageStat.Stat(ImageChops.difference(a, b)).sum2)


@cache
def _noise(size: int) -> bytes:
    random = Random(0)
    return bytes(min(max(round(random.gauss(128, NOISE)), 0), 255) for _ in range(size))


def _lit(colour: Colour, light: float) -> Colour:
    red, green, blue = colour
    return round(red * light), round(green * light), round(blue * light)


def _oval(
    draw: ImageDraw.ImageDraw,
    x: float,
    y: float,
    wide: float,
    high: float,
    colour: Colour,
) -> None:
    draw.ellipse((x - wide, y - high, x + wide, y + high), colour)


def _with_mean(face: Image.Image, within: Image.Image, wanted: Colour) -> Image.Image:
    # Twice, as the ends of the scale swallow some of the first correction.
    for _ in range(2):
        offsets = [
            goal - is_
            for goal, is_ in zip(wanted, ImageStat.Stat(face, within).mean, strict=True)
        ]
        face = face.point(
            [
                min(max(round(value + offset), 0), 255)
                for offset in offsets
                for value in range(256)
            ]
        )
    return face
