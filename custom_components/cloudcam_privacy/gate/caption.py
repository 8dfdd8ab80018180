"""What stands at the foot of a blurred picture, so that it does not look broken."""

from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

from .palette import NIGHT
from .text_layout import drawable, font

_LETTERS: Final = 0.05
"""Height of the letters, of the picture's shorter side."""

_SMALLEST_LETTERS: Final = 11
"""Pixels below which nothing can be read."""

_LINE: Final = 1.8
"""Height of the line, in heights of its letters."""

_MOST: Final = 0.25
"""How much of the picture may be covered."""


def write_caption(picture: Image.Image, parts: Sequence[str]) -> Image.Image:
    """Return the picture with a line of text over its foot.

    Of parts that do not fit beside each other, the second goes first, then the last. A
    picture that is too small for any stays as it is.
    """
    width, height = picture.size
    letters = font(
        max(_SMALLEST_LETTERS, round(_LETTERS * min(picture.size))), bold=False
    )
    line = round(letters.size * _LINE)
    texts = [text for text in map(drawable, parts) if text]
    while texts and letters.getlength(" · ".join(texts)) > width - line:
        texts.pop(1 if len(texts) > 2 else -1)
    if not texts or line > _MOST * height:
        return picture
    captioned = picture.convert("RGB")
    draw = ImageDraw.Draw(captioned)
    draw.rectangle((0, height - line, width, height), NIGHT.background)
    middle = (width / 2, height - line / 2)
    draw.text(middle, " · ".join(texts), NIGHT.text, letters, anchor="mm")
    return captioned
