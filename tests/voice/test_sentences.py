"""What of the lists is understood, through Assist, in a house of each language."""

from collections.abc import Callable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .house import ListeningHouse
from .lists import CODES, sentences

GOAL = 0.9


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("part", ["tried", "kept_aside"])
async def test_share_understood(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    code: str,
    part: str,
) -> None:
    """Nine of ten sentences are, of those that the grammar was not made from too."""
    said = sentences(code)
    house = ListeningHouse(hass, code, said)
    await house.async_set_up(freezer, said)
    house.note_orders(monkeypatch)
    listed = getattr(said, part)
    missed = {
        sentence: understood
        for sentence, meaning in listed.items()
        if (understood := await house.async_meaning(sentence))
        != house.expected(meaning)
    }
    share = 1 - len(missed) / len(listed)
    record_property(f"{code} {part}", round(share, 3))
    assert share >= GOAL, missed
