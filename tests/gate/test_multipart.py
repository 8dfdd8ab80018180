"""Moving JPEGs are cut into pictures, however they are written and however they come."""

from collections.abc import Iterable
from contextlib import suppress

from homeassistant.components.camera import Image
from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloudcam_privacy.video import multipart
from custom_components.cloudcam_privacy.video.multipart import MultipartParser

LINE_END = b"\r\n"
BOUNDARIES = st.text(
    "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789'()+_,-./:=?", min_size=1, max_size=70
)
PICTURES = st.binary(max_size=300).filter(
    lambda picture: b"\r\n--" not in picture + LINE_END + b"-"
)
TYPES = st.sampled_from(["image/jpeg", "image/png", "image/x-icon"])


@st.composite
def parts(draw: st.DrawFn) -> tuple[bytes, list[Image]]:
    """Draw a moving picture as some camera writes it, and what is in it."""
    boundary = draw(BOUNDARIES)
    declares = draw(st.booleans())
    names = draw(st.sampled_from([str.title, str.lower, str.upper]))
    # Without a length, every line end but the last is part of the picture.
    between = LINE_END * draw(st.integers(1, 3) if declares else st.just(1))
    written, images = LINE_END * draw(st.integers(0, 2)), list[Image]()
    for picture in draw(st.lists(PICTURES, max_size=6)):
        kind = draw(TYPES)
        head = [f"{names('content-type')}: {kind}", "X-Timestamp: 12:34:56.789"]
        if declares:
            head.append(f"{names('content-length')}:{len(picture)} ")
        lines = "\r\n".join([f"--{boundary}", *draw(st.permutations(head))])
        written += f"{lines}\r\n\r\n".encode() + picture + between
        images.append(Image(kind, picture))
    return written + f"--{boundary}--\r\n".encode(), images


def fed(parser: MultipartParser, data: bytes, cuts: Iterable[int]) -> list[Image]:
    """Return the pictures that come out when data goes in in pieces."""
    images, start = list[Image](), 0
    for end in (*sorted({cut for cut in cuts if cut < len(data)}), len(data)):
        images += parser.feed(data[start:end])
        start = end
    return images


@given(parts(), st.lists(st.integers(1, 4000), max_size=30))
def test_any_camera_in_any_pieces(
    written: tuple[bytes, list[Image]], cuts: list[int]
) -> None:
    """Whatever it looks like and wherever it is cut, the pictures come out."""
    data, images = written
    assert fed(MultipartParser(), data, cuts) == images


@given(parts())
@settings(max_examples=30)
def test_byte_by_byte(written: tuple[bytes, list[Image]]) -> None:
    """The smallest pieces there are."""
    data, images = written
    assert fed(MultipartParser(), data, range(len(data))) == images


@given(st.binary(max_size=2000), st.lists(st.integers(1, 2000), max_size=20))
def test_rubbish(data: bytes, cuts: list[int]) -> None:
    """Nothing but a ValueError comes of rubbish."""
    with suppress(ValueError):
        fed(MultipartParser(), data, cuts)


@given(parts(), st.integers(0, 2000), st.binary(min_size=1, max_size=50))
def test_damage(written: tuple[bytes, list[Image]], at: int, damage: bytes) -> None:
    """Nor of a moving picture that was damaged on its way."""
    data, _ = written
    with suppress(ValueError):
        fed(MultipartParser(), data[:at] + damage + data[at:], [at, at + 7])


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "12 34", "٣", "many"])
def test_length_that_is_none(length: str) -> None:
    """A length that is no number is no length."""
    head = f"--cam\r\nContent-Length: {length}\r\n\r\n".encode("utf-8", "replace")
    with pytest.raises(ValueError, match="not a number"):
        list(MultipartParser().feed(head))


def test_picture_of_nothing() -> None:
    """A part of no length is whole at once."""
    parser = MultipartParser()
    data = b"--cam\r\nContent-Type: image/png\r\nContent-Length: 0\r\n\r\n"
    assert list(parser.feed(data)) == [Image("image/png", b"")]


def test_type_is_jpeg_if_nothing_is_said() -> None:
    """Cheap cameras say nothing."""
    data = b"--cam\r\n\r\npicture\r\n--cam"
    assert list(MultipartParser().feed(data)) == [Image("image/jpeg", b"picture")]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(b"--cam", id="head"),
        pytest.param(b"--cam\r\n\r\n", id="picture"),
        pytest.param(b"--cam\r\nContent-Length: 2000\r\n\r\n", id="declared"),
    ],
)
@pytest.mark.parametrize("piece", [1, 64, 4096])
def test_endless(start: bytes, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What never ends is given up before it fills the memory."""
    monkeypatch.setattr(multipart, "MAX_HEAD", 100)
    monkeypatch.setattr(multipart, "MAX_PART", 1000)
    parser, taken = MultipartParser(), 0
    with pytest.raises(ValueError, match="too long"):  # noqa: PT012  Whichever piece.
        list(parser.feed(start))
        while taken < 10_000:
            list(parser.feed(b"x" * piece))
            taken += piece
    assert taken <= 1100


def test_length_beyond_all_measure() -> None:
    """A picture that would fill the memory is not waited for."""
    length = multipart.MAX_PART + 1
    with pytest.raises(ValueError, match="too long"):
        list(MultipartParser().feed(f"Content-Length: {length}\r\n\r\n".encode()))
