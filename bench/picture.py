"""Pictures that are told apart by a number in their bytes."""

from io import BytesIO
from itertools import count
from random import Random
import re
from typing import Final

from PIL import Image

_MARK: Final = b"bench-frame/"
_NOUGHT: Final = b"000000000"
_COARSE: Final = 16
_NUMBER: Final = re.compile(rb"bench-frame/(\d{9})")
SIZE: Final = (1280, 720)
QUALITY: Final = 75


def draw(size: tuple[int, int] = SIZE) -> bytes:
    """Return a JPEG with about as much detail as a camera's, numbered nought."""
    few = size[0] // _COARSE, size[1] // _COARSE
    noise = Random(1).randbytes(few[0] * few[1] * 3)
    picture = Image.frombytes("RGB", few, noise).resize(size, Image.Resampling.BICUBIC)
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, comment=_MARK + _NOUGHT)
    return out.getvalue()


def number_of(picture: bytes) -> int | None:
    """Return the number of one of these pictures, None for any other."""
    found = _NUMBER.search(picture)
    return int(found[1]) if found else None


class Pictures:
    """One picture, numbered anew each time."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        """Draw it."""
        self._before, _, self._after = draw(size).partition(_MARK + _NOUGHT)
        self._numbers = count(1)

    def next(self) -> bytes:
        """Return it with the next number."""
        return self.numbered(next(self._numbers))

    def numbered(self, number: int) -> bytes:
        """Return it with a number."""
        return self._before + _MARK + b"%09d" % number + self._after
