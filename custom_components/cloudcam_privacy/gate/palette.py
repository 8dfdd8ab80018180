"""The colours of our own pictures, by day and by night."""

from dataclasses import dataclass
from typing import Final

type Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours in RGB; every text has a contrast of at least 4.5 to the background."""

    background: Colour
    halo: Colour
    text: Colour
    muted: Colour
    accent: Colour
    body: Colour
    edge: Colour
    glass: Colour
    lashes: Colour
    badge: Colour


DAY: Final = Palette(
    background=(240, 244, 246),
    halo=(222, 233, 236),
    text=(28, 41, 51),
    muted=(82, 98, 109),
    accent=(20, 112, 94),
    body=(255, 255, 255),
    edge=(186, 201, 208),
    glass=(44, 62, 75),
    lashes=(236, 243, 245),
    badge=(32, 142, 116),
)
NIGHT: Final = Palette(
    background=(18, 25, 33),
    halo=(28, 40, 50),
    text=(236, 241, 244),
    muted=(158, 174, 184),
    accent=(103, 205, 172),
    body=(61, 79, 92),
    edge=(84, 104, 118),
    glass=(13, 20, 27),
    lashes=(214, 226, 232),
    badge=(43, 150, 122),
)
