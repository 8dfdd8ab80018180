"""A blurred picture tells no two faces apart, and carries nothing else over."""

from collections.abc import Callable
from io import BytesIO
from itertools import product
from math import comb
from random import Random
import struct
import zlib

from PIL import Image
import pytest

from custom_components.cloudcam_privacy.gate import blur as blur_module
from custom_components.cloudcam_privacy.gate.blur import (
    BLOCKS_ACROSS,
    MAX_PIXELS,
    MOST_BLOCKS,
    blur,
)

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

ACROSS_A_ROOM = 1 / 10
"""Share of the frame's height of a face 2 m from a camera that sees 56 degrees."""
CLOSE_UP = 1 / 4
"""The same at 80 cm."""

PAIRS = 40
PLACES = 10
TRIALS = PAIRS * PLACES
SHIFT = 1
"""Pixels that a face has moved, at most, since its template was made."""


def told_apart(share: float, seen: Callable[[bytes], bytes]) -> int:
    """Return in how many of `TRIALS` a matched filter names the right face of two.

    It is as strong as can be: it knows the empty room, the place, and how either face
    looks there through the same glasses (`seen`). It takes the nearer one, and throws
    a coin when both are equally near, so that one who sees nothing is right as often
    as a coin is.
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
    """Return how often a coin is right at most, but for one time in a hundred."""
    likely = 0.0
    right = trials + 1
    while likely <= 0.01:
        right -= 1
        likely += comb(trials, right) / 2**trials
    return right


def as_seen(jpeg: bytes) -> bytes:
    return blur(jpeg, 128, None)


@pytest.mark.parametrize("share", [ACROSS_A_ROOM, CLOSE_UP])
def test_matched_filter_is_no_better_than_a_coin(share: float) -> None:
    assert told_apart(share, as_seen) <= most_by_chance(TRIALS)


@pytest.mark.parametrize("share", [ACROSS_A_ROOM, CLOSE_UP])
def test_same_filter_knows_the_faces_without_the_blur(share: float) -> None:
    assert told_apart(share, lambda jpeg: jpeg) >= 0.98 * TRIALS


def test_same_filter_sees_through_finer_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blur_module, "BLOCKS_ACROSS", 12)
    monkeypatch.setattr(blur_module, "MOST_BLOCKS", 48)
    assert told_apart(CLOSE_UP, as_seen) > most_by_chance(TRIALS)
