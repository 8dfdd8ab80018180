"""Tests of what a mode lets through."""

from itertools import pairwise, product

import pytest

from custom_components.cloudcam_privacy.policy.mode import (
    Answer,
    Destination,
    Mode,
    answer_to,
    strictest,
)

CHAIN = [Mode.OPEN, Mode.LOCAL, Mode.BLURRED, Mode.PRIVATE]

TABLE = {
    Mode.OPEN: (Answer.LIVE, Answer.LIVE, Answer.LIVE),
    Mode.LOCAL: (Answer.LIVE, Answer.PLACEHOLDER, Answer.REFUSED),
    Mode.BLURRED: (Answer.BLURRED, Answer.PLACEHOLDER, Answer.REFUSED),
    Mode.PRIVATE: (Answer.PLACEHOLDER, Answer.PLACEHOLDER, Answer.REFUSED),
}
"""For home, remote and internal."""

SHOWN = {Answer.LIVE: 2, Answer.BLURRED: 1, Answer.PLACEHOLDER: 0, Answer.REFUSED: 0}
"""How much of the camera's picture an answer shows."""


@pytest.mark.parametrize("mode", CHAIN)
def test_table(mode: Mode) -> None:
    """Each mode gives each destination what the documentation says."""
    given = tuple(
        answer_to(destination, mode)
        for destination in (
            Destination.HOME,
            Destination.REMOTE,
            Destination.INTERNAL,
        )
    )
    assert given == TABLE[mode]


@pytest.mark.parametrize("mode", CHAIN)
@pytest.mark.parametrize("destination", Destination)
def test_trust_internal(mode: Mode, destination: Destination) -> None:
    """Trust lets internal through in local mode, and changes nothing else."""
    trusted = answer_to(destination, mode, trust_internal=True)
    if (mode, destination) == (Mode.LOCAL, Destination.INTERNAL):
        assert trusted is Answer.LIVE
    else:
        assert trusted is answer_to(destination, mode)


@pytest.mark.parametrize("trust_internal", [False, True])
@pytest.mark.parametrize("destination", Destination)
def test_chain(destination: Destination, trust_internal: bool) -> None:
    """No mode shows more than the one before, to anyone."""
    shown = [
        SHOWN[answer_to(destination, mode, trust_internal=trust_internal)]
        for mode in CHAIN
    ]
    assert shown == sorted(shown, reverse=True)


def test_nobody_away_sees_a_guarded_camera() -> None:
    """Only `open` lets a picture leave the home, trusted or not."""
    for mode, trust_internal in product(CHAIN[1:], (False, True)):
        answer = answer_to(Destination.REMOTE, mode, trust_internal=trust_internal)
        assert not SHOWN[answer], mode


def test_order() -> None:
    """The comparisons agree with the chain."""
    assert list(Mode) == CHAIN
    for (place, mode), (other_place, other) in product(enumerate(CHAIN), repeat=2):
        assert mode.at_least(other) == (place >= other_place)
        assert mode.stricter_than(other) == (place > other_place)
        assert strictest(mode, other) is CHAIN[max(place, other_place)]
    assert all(b.strictness == a.strictness + 1 for a, b in pairwise(CHAIN))
    assert strictest(*reversed(CHAIN)) is Mode.PRIVATE
    assert strictest(Mode.LOCAL) is Mode.LOCAL
