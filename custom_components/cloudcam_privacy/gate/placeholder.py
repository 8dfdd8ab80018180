"""The picture that is shown instead of a private camera's."""

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .palette import DAY, NIGHT, Colour, Palette
from .picture_size import picture_size
from .text_layout import drawable, font, wrap

USUAL_SIZE: Final = (1280, 720)
KEPT_PICTURES: Final = 32
"""Pictures in the cache: 0.2 MB each of 1920x1080, 0.8 MB of the largest size."""

_HEADLINE_IF_NOT_DRAWABLE: Final = "Private"
_SMALLEST_LETTERS: Final = 11
"""Pixels below which a text is left out rather than made smaller."""

_LARGE: Final = 1000
"""Pixels of width or height from which letters need not be drawn larger first."""

_LINE_HEIGHT: Final = 1.28
_SMALLER: Final = 0.93


@dataclass(frozen=True, slots=True)
class PlaceholderText:
    """What the picture says, in the household's words.

    Texts that are None are left out. `night` makes the picture dark; `sure` tells that
    it is known that the camera uploads nothing.
    """

    camera: str
    headline: str
    reason: str | None
    until: str | None
    footer: str | None
    night: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A text with its looks; `size` and `above` are shares of the headline's size."""

    text: str
    colour: Colour
    size: float
    above: float
    bold: bool
    need: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text, with the distance of its top from that of the first one."""

    text: str
    letters: ImageFont.FreeTypeFont
    colour: Colour
    top: int
    bottom: int


def draw_placeholder(
    text: PlaceholderText, width: int | None, height: int | None
) -> bytes:
    """Return the picture as a JPEG of the size asked for, in pixels.

    Without a size it has 1280x720; with one side, the other follows at 16:9; both
    are kept within the limits of `picture_size`. Takes 15 to 25 ms up to 1920x1080 and
    110 ms for the largest size, or 0.03 ms when it was drawn before; to be called in
    the executor.
    """
    return _draw(text, picture_size(width, height, USUAL_SIZE))


@lru_cache(maxsize=KEPT_PICTURES)
def _draw(text: PlaceholderText, size: tuple[int, int]) -> bytes:
    palette = NIGHT if text.night else DAY
    # Letters stand on whole pixels, which sets small ones unevenly: they are drawn
    # twice as large, and the picture is halved.
    finer = 1 if max(size) >= _LARGE else 2
    width, height = size[0] * finer, size[1] * finer
    picture = Image.new("RGB", (width, height), palette.background)
    lay_out = _lay_out_beside if width >= 1.3 * height else _lay_out_below
    paragraphs = _paragraphs(text, palette)
    lay_out(picture, paragraphs, _SMALLEST_LETTERS * finer, sure=text.sure)
    if finer > 1:
        picture = picture.reduce(finer)
    out = BytesIO()
    # Full colour resolution: coloured letters would fray without.
    picture.save(out, "JPEG", quality=88, subsampling="4:4:4")
    return out.getvalue()


def _lay_out_beside(
    picture: Image.Image,
    paragraphs: list[_Paragraph],
    smallest: int,
    *,
    sure: bool,
) -> None:
    """Put the icon to the left, the words to the right of it."""
    width, height = picture.size
    side = round(min(0.62 * height, 0.3 * width))
    margin = round(min(0.055 * width, 0.12 * height))
    gap = margin
    left = margin + side + gap
    lines = _fit(
        paragraphs,
        (width - left - margin, round(0.88 * height)),
        (round(0.15 * height), smallest),
    )
    emblem = _icon(side, sure=sure)
    middle = (height - side) // 2
    if not lines:
        picture.paste(emblem, ((width - side) // 2, middle), emblem)
        return
    picture.paste(emblem, (margin, middle), emblem)
    _write(picture, lines, (height - lines[-1].bottom) // 2, left, centred=False)


def _lay_out_below(
    picture: Image.Image,
    paragraphs: list[_Paragraph],
    smallest: int,
    *,
    sure: bool,
) -> None:
    """Put the icon above, the words centred below it."""
    width, height = picture.size
    side = round(min(0.5 * width, 0.3 * height))
    gap = round(0.3 * min(0.1 * width, 0.2 * side))
    lines = _fit(
        paragraphs,
        (round(0.9 * width), round(0.9 * height) - side - gap),
        (round(0.12 * width), smallest),
    )
    emblem = _icon(side, sure=sure)
    used = side + gap + lines[-1].bottom if lines else side
    top = (height - used) // 2
    picture.paste(emblem, ((width - side) // 2, top), emblem)
    if lines:
        _write(picture, lines, top + side + gap, width // 2, centred=True)


def _paragraphs(text: PlaceholderText, palette: Palette) -> list[_Paragraph]:
    """Return what there is to say, from top to bottom."""
    headline = drawable(text.headline) or _HEADLINE_IF_NOT_DRAWABLE
    paragraphs = [
        _Paragraph(drawable(text.camera), palette.accent, 0.56, 0, True, 3),
        _Paragraph(headline, palette.text, 1.0, 0.05, True, 4),
        _Paragraph(drawable(text.reason or ""), palette.text, 0.56, 0.22, False, 1),
        _Paragraph(drawable(text.until or ""), palette.text, 0.56, 0.1, True, 2),
        _Paragraph(drawable(text.footer or ""), palette.muted, 0.44, 0.36, False, 0),
    ]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _fit(
    paragraphs: list[_Paragraph], room: tuple[int, int], sizes: tuple[int, int]
) -> list[_Line]:
    """Return the lines that fit into the room, as large as they can be.

    `sizes` are those of the headline and of the smallest letters. Letters shrink first; when they are as small as can be read, the paragraph that
    is needed least goes. Empty when not even the headline fits.
    """
    largest, smallest = sizes
    while paragraphs:
        size = float(largest)
        while size > smallest:
            if lines := _set(paragraphs, room, (size, smallest), split_words=False):
                return lines
            size *= _SMALLER
        if lines := _set(paragraphs, room, (smallest, smallest), split_words=True):
            return lines
        least = min(paragraphs, key=lambda paragraph: paragraph.need)
        paragraphs = [paragraph for paragraph in paragraphs if paragraph is not least]
    return []


def _set(
    paragraphs: list[_Paragraph],
    room: tuple[int, int],
    sizes: tuple[float, int],
    *,
    split_words: bool,
) -> list[_Line]:
    """Return the lines in these sizes; empty when they do not fit."""
    width, height = room
    headline, smallest = sizes
    lines: list[_Line] = []
    top = 0
    for paragraph in paragraphs:
        size = max(round(headline * paragraph.size), smallest)
        letters = font(size, bold=paragraph.bold)
        wrapped = wrap(paragraph.text, letters, width, split_words=split_words)
        if wrapped is None:
            return []
        if lines:
            top += round(headline * paragraph.above)
        for text in wrapped:
            bottom = top + round(size * _LINE_HEIGHT)
            lines.append(_Line(text, letters, paragraph.colour, top, bottom))
            top = bottom
        if top > height:
            return []
    return lines


def _write(
    picture: Image.Image, lines: list[_Line], top: int, x: int, *, centred: bool
) -> None:
    draw = ImageDraw.Draw(picture)
    for line in lines:
        middle = top + (line.top + line.bottom) / 2
        draw.text(
            (x, middle),
            line.text,
            line.colour,
            line.letters,
            anchor="mm" if centred else "lm",
        )


@cache
def _picture(name: str) -> Image.Image:
    with Image.open(Path(__file__).with_name(name)) as picture:
        return picture.convert("RGBA")


def _icon(side: int, *, sure: bool) -> Image.Image:
    """Return a camera with its eye closed, on a transparent background.

    With a check if it is sure that nothing is uploaded, else with a warning. Reads a
    file the first time.
    """
    picture = _picture("private.png" if sure else "unsure.png")
    return picture.resize((side, side), Image.Resampling.LANCZOS)
