"""Words that fit: which letters can be drawn, and where lines break."""

from functools import lru_cache
from pathlib import Path
import re
from typing import Final
import unicodedata

from PIL import ImageFont

_FONTS: Final = Path(__file__).parent / "fonts"
_LONGEST: Final = 120
"""Characters of one text: what a small picture can hold, and what bounds the work."""

_NO_SUCH_LETTER: Final = "\U0010fffd"
_BREAKING_SPACES: Final = re.compile(r"[^\S\u00a0]+")


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """Return our font in a size in pixels.

    Pillow's own knows no letter beyond ASCII, not even the umlauts.
    """
    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    # The simple layout does for these scripts, and draws alike on every system.
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """Return the text with what the font has: Latin, Greek and Cyrillic letters.

    What it lacks becomes its plain form (ȟ: h) or is left out (emoji, other scripts).
    Empty when no letter or digit is left.
    """
    letters = "".join(
        _drawable(letter) for letter in unicodedata.normalize("NFC", text)
    )
    texts = _BREAKING_SPACES.sub(" ", letters).strip()
    if not any(letter.isalnum() for letter in texts):
        return ""
    if len(texts) > _LONGEST:
        return texts[: _LONGEST - 1].rstrip() + "…"
    return texts


def wrap(
    text: str, letters: ImageFont.FreeTypeFont, width: int, *, split_words: bool
) -> list[str] | None:
    """Return the lines of a text that is to be `width` pixels wide at most.

    None when a word is wider than that, unless words may be split.
    """
    space = letters.getlength(" ")
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        needed = letters.getlength(word)
        if line and used + space + needed <= width:
            line, used = f"{line} {word}", used + space + needed
            continue
        if line:
            lines.append(line)
        line, used = word, needed
        if needed > width:
            if not split_words:
                return None
            *parts, line = _split(word, letters, width)
            lines += parts
            used = letters.getlength(line)
    return [*lines, line]


def _split(word: str, letters: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return a word in parts that are `width` pixels wide, or a letter."""
    parts = [""]
    used = 0.0
    for letter in word:
        needed = letters.getlength(letter)
        if parts[-1] and used + needed > width:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += needed
    return parts


@lru_cache(maxsize=1024)
def _drawable(letter: str) -> str:
    if letter.isspace():
        return letter if letter == "\u00a0" else " "
    if _has(letter):
        return letter
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in plain if part != letter and _has(part))


def _has(letter: str) -> bool:
    if letter.isspace():
        return True
    if not letter.isprintable():
        return False
    drawn, missing = (
        font(32, bold=True).getmask(one) for one in (letter, _NO_SUCH_LETTER)
    )
    return bytes(drawn) != bytes(missing)
