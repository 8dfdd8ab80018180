"""Text as it is compared: no case, accents, punctuation, or joints within a word."""

from collections.abc import Iterable
from functools import lru_cache
import re
from typing import Final
import unicodedata

_SHORTEST: Final = 4
"""Length from which a word may have two letters swapped."""
_NEAR: Final = 5
"""Length from which a word may have one wrong letter."""
_FAR: Final = 9
"""Length from which a word may have two wrong letters."""

_CLEANING: Final = (
    (re.compile(r"\b([ap])\. ?m\b\.?"), r"\1m"),
    (re.compile(r"(\d) ?[:.](\d\d)\b"), r"\1 \2"),
    (re.compile(r"(\d),(\d)"), r"\1.\2"),
    (re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)"), " "),
)
_WORD: Final = re.compile(r"\d+\.\d+|\w+")


def fold(text: str) -> str:
    """Return a text in lower case without accents, apostrophes and hyphens.

    A single letter keeps its accent: "è" and "e" are two words.
    """
    joined = unicodedata.normalize("NFC", text.casefold())
    bare = re.sub(r"\w{2,}", lambda word: _without_accents(word[0]), joined)
    return re.sub(r"['’`´‐-]", " ", bare)


def _without_accents(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=1024)  # The names of a household are asked for at each sentence.
def split(text: str) -> tuple[str, ...]:
    """Return the words of a text; "10:30 p.m." becomes "10", "30", "pm"."""
    folded = fold(text)
    for pattern, replacement in _CLEANING:
        folded = pattern.sub(replacement, folded)
    return tuple(_WORD.findall(folded))


def closest(heard: str, candidates: Iterable[str]) -> str | None:
    """Return what a word is most likely a slip for: a letter or two are wrong.

    A short word may only have two letters swapped.
    """
    near = [
        (distance, meant)
        for meant in candidates
        if (distance := _slip(heard, meant)) is not None
    ]
    return min(near, default=(0, None), key=lambda pair: pair[0])[1]


def _slip(heard: str, meant: str) -> int | None:
    """Return how many letters are wrong, None if too many for a slip."""
    longest = max(len(heard), len(meant))
    if abs(len(heard) - len(meant)) > 2 or longest < _SHORTEST:
        return None
    if longest < _NEAR:
        return 1 if sorted(heard) == sorted(meant) else None
    most = 2 if longest >= _FAR else 1
    if len(set(heard) ^ set(meant)) > 2 * most:
        return None
    distance = _distance(heard, meant)
    return distance if distance <= most else None


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance: swapped neighbors count once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(
                before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted)
            )
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
