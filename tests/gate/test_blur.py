"""A blurred picture tells no two faces apart, and carries nothing else over."""

from collections.abc import Callable
from io import BytesIO
from math import comb
from random import Random
import struct
import zlib

from PIL import Image, ImageCms, ImageStat
import pytest

from custom_components.cloudcam_privacy.gate import blur as blur_module
from custom_components.cloudcam_privacy.gate.blur import MAX_PIXELS, blur

from .faces import (
    FRAME,
    distance,
    draw_face,
    draw_room,
    in_room,
    photograph,
    random_looks,
    random_place,
)

ACROSS_A_ROOM = 1 / 8
"""Share of the frame's height of a face 1.6 m from a camera that sees 56 degrees."""
CLOSE_UP = 1 / 4
"""The same at 80 cm."""

PAIRS = 40
PLACES = 10
TRIALS = PAIRS * PLACES
SHIFT = 1
"""Pixels that a face has moved, at most, since its template was made."""


def told_apart(share: float, seen: Callable[[bytes], bytes]) -> int:
    """Return in how many of `TRIALS` a matched filter names the right face of two.

    It knows the room, the place, and how either face looks there (`seen`), without
    noise. It takes the nearer one, and throws a coin when both are as near, so that
    one who sees nothing is right as often as a coin is.
    """
    random = Random(2026)
    right = 0
    for _ in range(PAIRS):
        looks = random_looks(random)
        faces = draw_face(random, looks), draw_face(random, looks)
        for _ in range(PLACES):
            room, place = draw_room(random), random_place(random, share)
            shown = random.randrange(2)
            moved = (
                place[0] + random.randint(-SHIFT, SHIFT),
                place[1] + random.randint(-SHIFT, SHIFT),
            )
            frame = seen(photograph(in_room(room, faces[shown], share, moved), random))
            first, second = (
                distance(seen(photograph(in_room(room, face, share, place))), frame)
                for face in faces
            )
            guess = random.randrange(2) if first == second else int(second < first)
            right += guess == shown
    return right


def most_by_chance(trials: int) -> int:
    """Return how often a coin is right at most, but for one time in a hundred.

    That is the 99th percentile of the binomial distribution: 223 of 400.
    """
    right, likely = trials + 1, 0.0
    while likely <= 0.01:
        right -= 1
        likely += comb(trials, right) / 2**trials
    return right


def as_png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _torn_png() -> bytes:
    """Return a PNG whose first chunk of pixels ends before it should."""
    png = as_png(Image.effect_noise((99, 99), 9))
    length = png.index(b"IDAT") - 4
    return png[:length] + struct.pack(">I", 256) + png[length + 4 :]


def as_seen(jpeg: bytes) -> bytes:
    return blur(jpeg, 128, None)


@pytest.mark.parametrize("share", [ACROSS_A_ROOM, CLOSE_UP])
def test_matched_filter_is_no_better_than_a_coin(share: float) -> None:
    assert told_apart(share, as_seen) <= most_by_chance(TRIALS)


@pytest.mark.parametrize("share", [ACROSS_A_ROOM, CLOSE_UP])
def test_same_filter_knows_the_faces_without_the_blur(share: float) -> None:
    assert told_apart(share, lambda jpeg: jpeg) >= 0.95 * TRIALS


def test_same_filter_sees_through_finer_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blur_module, "BLOCKS_ACROSS", 12)
    monkeypatch.setattr(blur_module, "MOST_BLOCKS", 48)
    assert told_apart(CLOSE_UP, as_seen) > most_by_chance(TRIALS)


def test_scene_at_rest_gives_the_same_picture_again() -> None:
    """Averaging many frames brings nothing where the sensor's noise changes nothing.

    In some scenes a block lies right between two levels, and flickers.
    """
    random = Random(7)
    changing = 0
    for _ in range(20):
        face = draw_face(random, random_looks(random))
        scene = in_room(
            draw_room(random), face, CLOSE_UP, random_place(random, CLOSE_UP)
        )
        changing += len({as_seen(photograph(scene, random)) for _ in range(8)}) > 1
    assert changing <= 5


def test_order_within_a_block_does_not_matter() -> None:
    """What is left of a block is its mean: its pixels can stand on their heads."""
    random = Random(3)
    face = draw_face(random, random_looks(random))
    picture = in_room(draw_room(random), face, 0.5, (320, 180))
    turned = picture.copy()
    # Tenths of the width lie within the blocks of brightness and those of colour.
    for left in range(0, 640, 64):
        for top in range(0, 360, 120):
            box = (left, top, left + 64, top + 120)
            turned.paste(picture.crop(box).transpose(Image.Transpose.ROTATE_180), box)
    assert turned.tobytes() != picture.tobytes()
    assert as_seen(as_png(turned)) == as_seen(as_png(picture))


@pytest.mark.parametrize("period", [2, 16, 64])
def test_what_is_finer_than_a_block_vanishes(period: int) -> None:
    stripes = Image.new("RGB", (640, 360), "black")
    for left in range(0, 640, period):
        stripes.paste("white", (left, 0, left + period // 2, 360))
    for source in (as_png(stripes), photograph(stripes)):
        assert all(low == high for low, high in _extremes(blur(source, None, None)))


def test_something_large_is_still_seen() -> None:
    room = Image.new("RGB", FRAME, (200, 190, 180))
    visitor = room.copy()
    visitor.paste((40, 40, 60), (300, 60, 440, 360))
    assert as_seen(photograph(room)) != as_seen(photograph(visitor))


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ((None, None), (640, 360)),
        ((320, 180), (320, 180)),
        ((1280, None), (1280, 720)),
        ((None, 90), (160, 90)),
        ((100_000, 1), (3840, 64)),
    ],
)
def test_size(asked: tuple[int | None, int | None], drawn: tuple[int, int]) -> None:
    jpeg = photograph(Image.new("RGB", FRAME, "red"))
    with Image.open(BytesIO(blur(jpeg, *asked))) as picture:
        assert (picture.format, picture.size) == ("JPEG", drawn)


def test_nothing_but_the_picture_is_carried_over() -> None:
    """No comment, EXIF data, colour profile or resolution of the source survives."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET in the description"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = BytesIO()
    Image.new("RGB", FRAME, "green").save(
        source,
        "JPEG",
        exif=exif,
        comment=b"SECRET in a comment",
        icc_profile=profile,
        dpi=(123, 321),
    )
    assert source.getvalue().count(b"SECRET") == 2
    blurred = blur(source.getvalue(), None, None)
    assert b"SECRET" not in blurred
    with Image.open(BytesIO(blurred)) as picture:
        assert set(picture.info) == {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
        }
        assert picture.info["jfif_density"] == (1, 1)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_of_any_kind(mode: str) -> None:
    source = as_png(Image.new("RGB", FRAME, "white").convert(mode))
    assert min(low for low, _ in _extremes(blur(source, 64, 64))) > 230


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpeg_of_another_kind(mode: str) -> None:
    source = photograph(Image.new("RGB", FRAME, "white").convert(mode))
    assert min(low for low, _ in _extremes(blur(source, 64, 64))) > 230


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 4000), (4000, 1), (360, 640)])
def test_picture_of_any_shape(size: tuple[int, int]) -> None:
    with Image.open(BytesIO(blur(as_png(Image.new("RGB", size)), 200, 100))) as picture:
        assert picture.size == (200, 100)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no picture at all", id="words"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="drawing"),
        pytest.param(b"\xff\xd8\xff\xe0", id="beginning"),
        pytest.param(photograph(Image.new("RGB", FRAME))[:-200], id="cut off"),
        pytest.param(b"GIF89a\1\0\1\0" + bytes(40), id="another format"),
        pytest.param(_torn_png(), id="torn"),
    ],
)
def test_what_is_no_whole_picture_is_refused(source: bytes) -> None:
    with pytest.raises(ValueError, match="Not a picture"):
        blur(source, None, None)


@pytest.mark.parametrize(("width", "height"), [(6000, 4001), (4001, 6000)])
def test_picture_too_large_is_refused_unseen(width: int, height: int) -> None:
    """The header is enough: no picture follows that could be decoded."""
    assert width * height > MAX_PIXELS
    with pytest.raises(ValueError, match="Too large"):
        blur(_png_header(width, height), None, None)


def test_decompression_bomb_is_refused_unseen() -> None:
    with pytest.raises(ValueError, match="Not a picture"):
        blur(_png_header(60_000, 60_000), None, None)


def test_damaged_pictures_do_no_harm() -> None:
    """Whatever happened to a picture on its way: an answer, or a `ValueError`."""
    random = Random(11)
    whole = photograph(draw_room(random)), as_png(Image.new("RGB", (90, 60), "red"))
    refused = 0
    for _ in range(400):
        damaged = bytearray(random.choice(whole))
        for _ in range(random.choice((1, 5, 30))):
            damaged[random.randrange(min(len(damaged), 700))] = random.randrange(256)
        try:
            assert blur(bytes(damaged), 64, 64).startswith(b"\xff\xd8")
        except ValueError:
            refused += 1
    assert 0 < refused < 400


def _extremes(jpeg: bytes) -> list[tuple[int, int]]:
    """Return the least and the greatest value of red, green and blue."""
    with Image.open(BytesIO(jpeg)) as picture:
        return [(int(low), int(high)) for low, high in ImageStat.Stat(picture).extrema]


def _png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has nothing in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in ((b"IHDR", header), (b"IDAT", b""))
    )
