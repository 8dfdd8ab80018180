"""Whatever size is asked for, what is drawn stays within bounds."""

import pytest

from custom_components.cloudcam_privacy.gate.picture_size import picture_size


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ((None, None), (1280, 720)),
        ((320, 180), (320, 180)),
        ((200, 200), (200, 200)),
        ((640, None), (640, 360)),
        ((None, 360), (640, 360)),
        ((0, -5), (64, 64)),
        ((10, None), (64, 64)),
        ((1_000_000_000, 10), (3840, 64)),
        ((1_000_000_000, None), (3840, 2160)),
        ((None, 1_000_000_000), (3840, 3840)),
    ],
)
def test_size(asked: tuple[int | None, int | None], drawn: tuple[int, int]) -> None:
    assert picture_size(*asked, (1280, 720)) == drawn


@pytest.mark.parametrize(
    ("original", "drawn"),
    [
        ((2048, 1536), (2048, 1536)),
        ((7680, 2160), (3840, 1080)),
        ((2160, 7680), (1080, 3840)),
        ((32, 24), (64, 64)),
    ],
)
def test_size_of_the_original(
    original: tuple[int, int], drawn: tuple[int, int]
) -> None:
    assert picture_size(None, None, original) == drawn
