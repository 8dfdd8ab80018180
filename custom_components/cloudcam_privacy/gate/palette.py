"""The colours of our own pictures, by day and by night."""

from dataclasses import dataclass
from typing import Final

type Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours in RGB; every text has a contrast of at least 4.5 to the background."""

    background: Colour
    text: Colour
    muted: Colour
    accent: Colour


DAY: Final = Palette(
    background=(240, 244, 246),
    text=(28, 41, 51),
    muted=(82, 98, 109),
    accent=(20, 112, 94),
)
NIGHT: Final = Palette(
    background=(18, 25, 33),
    text=(236, 241, 244),
    muted=(158, 174, 184),
    accent=(103, 205, 172),
)
