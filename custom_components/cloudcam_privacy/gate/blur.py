"""Turn a camera's picture into a few soft blocks in which no face can be found.

What is left of a picture of 16:9: the brightness of 5 x 3 blocks in 6 levels, and the
colour of its two halves, as coarse. It shows whether the light is on and whether
something large has come or gone. The answer is made from these 19 numbers alone: there
is nothing more that sharpening could bring back, and no comment, EXIF data or colour
profile of the camera goes on with it.

Why so few: how often a matched filter names the right one of two known faces (50 % is
chance). It knows the room, the place and both blurred faces; they have the same mean
tone and stand in the same light. 2500 trials each (1000 with 12 x 7 blocks), so 48 to
52 % is chance; "drawn" are 250 pairs of the faces in the tests, "photographs" 250 pairs
of portraits from the LFW collection, whose light and pose differ as well.

    height of the face in the frame             1/8    1/4    1/3    1/2
    distance, when the camera sees 56 degrees   1.6 m  80 cm  60 cm  40 cm
    12 x 7 blocks, 32 levels, drawn             58 %   77 %   87 %   93 %
    5 x 3 blocks as here, drawn                 49 %   51 %   52 %   58 %
    5 x 3 blocks as here, photographs           49 %   51 %   54 %   65 %

Defended: a face of up to a quarter of the frame's height is not told from another,
neither by sharpening nor by averaging frames of a scene at rest: the grid does not move
and the levels are coarse, so nine scenes in ten give the same picture again and again,
whatever the noise of the sensor. In the tenth a block lies between two levels and
flickers; over the mean of 16 frames the filter was right in 52 % of 2000 trials.
Not defended: the tone of skin, hair and clothes, size and gait tell the members of a
household apart without a face. A nearer face cannot be recognised, but which of two
known ones it is can be guessed better than by chance, from hair and light. What moves
across the border of two blocks tells a little more with each frame about its outline,
which is why frames are kept `SECONDS_BETWEEN_FRAMES` apart. A camera that people come
close to (door, desk, cot) wants `private`, not `blurred`.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image

from .caption import write_caption
from .picture_size import picture_size

BLOCKS_ACROSS: Final = 3
"""Blocks along the shorter side of the frame; as many as fit along the longer one."""

MOST_BLOCKS: Final = 16
"""Blocks along the longer side, however long it is (a panorama)."""

BRIGHTNESS_STEP: Final = 48
COLOUR_STEP: Final = 16
"""How far apart two levels of a block are, of 256; rooms have little colour."""

SECONDS_BETWEEN_FRAMES: Final = 1.0
"""The least time between two blurred frames of a camera, for the caller to keep."""

MAX_PIXELS: Final = 24_000_000
"""The largest picture that is decoded: above the 16.6 megapixels of two 4K sensors
side by side. Decoding it takes up to 190 MB as a PNG, and 6 to 73 MB as a JPEG."""

MOST_SCANS: Final = 100
"""Passes in which a progressive JPEG may be written: cameras and editors take about
ten, and each is decoded in full. A hostile one of 300 took a minute."""

_NO_COLOUR: Final = 128
_SCAN: Final = b"\xff\xda"
_PNG: Final = b"\x89PNG"


def blur(
    jpeg: bytes,
    width: int | None,
    height: int | None,
    caption: Sequence[str] = (),
) -> bytes:
    """Return the picture (JPEG or PNG) blurred, as a JPEG, with a caption at its foot.

    The answer has the size asked for, in pixels, else that of the picture, in its
    shape where one side is given, within the limits of `picture_size`.
    Takes 2 ms for 640x360, 14 ms for 1920x1080, 55 ms for 3840x2160 (for an answer 640
    wide: 2, 4 and 10 ms); to be called in the executor.

    Raises `ValueError` for what is no picture, is broken, has over `MAX_PIXELS` or takes
    over `MOST_SCANS`.
    """
    if jpeg.count(_SCAN) > MOST_SCANS and not jpeg.startswith(_PNG):
        raise ValueError("Too many passes")
    try:
        with Image.open(BytesIO(jpeg), formats=("JPEG", "PNG")) as picture:
            size = picture.size
            if size[0] * size[1] > MAX_PIXELS:
                raise ValueError(f"Too large to be blurred: {size[0]}x{size[1]}")
            fine, coarse = _blocks(size)
            # A JPEG is decoded at an eighth of its size: cheap in time and memory.
            picture.draft(None, fine)
            decoded = picture if picture.mode == "RGB" else picture.convert("RGB")
            brightness = _averages(decoded, fine)[0]
            colours = _averages(decoded, coarse)[1:]
    except (OSError, SyntaxError, Image.DecompressionBombError) as err:
        raise ValueError("Not a picture that can be blurred") from err

    wanted = picture_size(width, height, size)
    bands = [
        _enlarged(brightness, fine, BRIGHTNESS_STEP, 0, wanted),
        *(_enlarged(band, coarse, COLOUR_STEP, _NO_COLOUR, wanted) for band in colours),
    ]
    out = BytesIO()
    blurred = Image.merge("YCbCr", bands)
    write_caption(blurred, caption).save(out, "JPEG", quality=80)
    return out.getvalue()


def _blocks(size: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return how many blocks of brightness and of colour, across and down."""
    shorter = min(size)
    across, down = (min(BLOCKS_ACROSS * side // shorter, MOST_BLOCKS) for side in size)
    return (across, down), (across // 2, down // 2)


def _averages(picture: Image.Image, blocks: tuple[int, int]) -> list[bytes]:
    """Return the mean of each block: brightness, blueness, redness."""
    few = picture.resize(blocks, Image.Resampling.BOX).convert("YCbCr")
    return [band.tobytes() for band in few.split()]


def _enlarged(
    values: bytes,
    blocks: tuple[int, int],
    step: int,
    middle: int,
    size: tuple[int, int],
) -> Image.Image:
    """Return a band of a new picture: the values in coarse steps, softly enlarged."""
    coarse = bytes(
        min(max(middle + step * round((value - middle) / step), 0), 255)
        for value in values
    )
    band = Image.frombytes("L", blocks, coarse)
    return band.resize(size, Image.Resampling.BILINEAR)
