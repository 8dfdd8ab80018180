"""What was made while a camera was muted is remembered piece by piece."""

import pytest

from custom_components.cloudcam_privacy.gate.gate import Gate
from custom_components.cloudcam_privacy.household.rule_set import RuleSet, Terms
from custom_components.cloudcam_privacy.policy.matching import WhenUnsure
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.policy.sound import SoundSetting
from custom_components.cloudcam_privacy.video.heard_pieces import MutedPieces, Position


@pytest.mark.parametrize(
    ("parts", "unheard", "heard"),
    [(6, (2, 4), (3, 0)), (5, (2, 4), (3, 0)), (4, (3, 0), (3, 1))],
    ids=["segment goes on", "segment ends with the next", "next segment follows"],
)
def test_the_piece_after_the_one_being_made(
    parts: int, unheard: Position, heard: Position
) -> None:
    """What had been buffered for it was said while muted, whatever segment gets it."""
    rules = RuleSet(Terms((), Mode.OPEN, WhenUnsure.PRIVATE, SoundSetting.WITH_PICTURE))
    gate = Gate(rules, trust_internal=False, sound=rules.terms.sound)
    gate.async_set_mode(Mode.OPEN)
    gate.async_set_muted(True)
    pieces = MutedPieces(gate, lambda: (2, 3), lambda number: parts)
    gate.async_set_muted(False)
    assert not pieces.was_muted((2, 2))
    assert pieces.was_muted((2, 3))
    assert pieces.was_muted(unheard)
    assert not pieces.was_muted(heard)
