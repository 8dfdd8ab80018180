"""A sentence in parts: what each word means, which places and which time it names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
import re
from typing import Final

from .places import CAMERA_WORDS, Place, Places
from .text import closest, fold, split
from .times import SaidTime, find_time

STRONG_SUBJECTS: Final = frozenset(
    {"camera", "cameras", "privacy", "film", "upload", "watch", "watched", "hear"}
)
"""What alone makes a sentence ours."""

PLACED_SUBJECTS: Final = frozenset({"blur", "hide"})
"""What is done to nothing but a camera's picture, if a place is named."""

SOUND: Final = frozenset({"sound", "hear", "mute", "unmute", "muting"})
WEAK_SUBJECTS: Final = SOUND | {"video"}
"""What may also be about a television, unless the place is a camera."""

SUBJECTS: Final = STRONG_SUBJECTS | PLACED_SUBJECTS | WEAK_SUBJECTS

_MOST_SLIPS: Final = 4
"""With more words that mean nothing a sentence is about something else."""

_LONGEST_PHRASE: Final = 7
_PARTICLE: Final = "particle_"
_LAST: Final = "last_"
_FIRST: Final = "first_"
_BEFORE_FIRST: Final = frozenset({"filler"})

_TIME: Final = ""
"""Stands where a time was."""


@dataclass(slots=True)
class Sentence:
    """What was said, taken apart.

    `kinds` are the meanings of all words, `places` what each name may mean, `unknown`
    the words that mean nothing here, in how many `gaps`; `before` and `after` are the
    meanings of what stands around the first of these. `foreign` tells that one of them
    is a word of Home Assistant's own sentences.
    """

    kinds: set[str] = field(default_factory=set)
    places: list[list[Place]] = field(default_factory=list)
    time: SaidTime | None = None
    several_times: bool = False
    unknown: list[str] = field(default_factory=list)
    gaps: int = 0
    foreign: bool = False
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


def take_apart(text: str, places: Places, now: datetime) -> Sentence | None:
    """Return what was said in parts, None if not a word of it is about cameras.

    `now` is in the household's time zone.
    """
    language = places.language
    words = places.parted(_corrected(places.parted(split(text)), places))
    sentence = _parts(words, places)
    if sentence.kinds.isdisjoint(SUBJECTS):
        return None
    if (time := find_time(words, language, now)) is not None:
        around = (words[: time.start], words[time.end :])
        words[time.start : time.end] = [_TIME]
        sentence = _parts(words, places)
        sentence.time = time
        sentence.several_times = any(find_time(w, language, now) for w in around)
    sentence.foreign = not language.known.isdisjoint(sentence.unknown)
    as_said = {fold(word): word for word in re.findall(r"\w+", text)}
    sentence.unknown = [as_said.get(word, word) for word in sentence.unknown]
    return sentence


def _parts(words: Sequence[str], places: Places) -> Sentence:
    sentence = Sentence()
    position, in_gap = 0, False
    last: list[frozenset[str]] = []
    while position < len(words):
        end, kinds, found = _part(words, position, places)
        if found:
            sentence.places.append(found)
        if end > position:
            if in_gap and sentence.gaps == 1:
                sentence.after = kinds
            if not all(each <= _BEFORE_FIRST for each in last):
                kinds = frozenset(k for k in kinds if not k.startswith(_FIRST))
            kinds = frozenset(kind.removeprefix(_FIRST) for kind in kinds)
            sentence.kinds |= kinds
            last.append(kinds)
        else:
            if not in_gap:
                sentence.gaps += 1
                if sentence.gaps == 1:
                    sentence.before = frozenset().union(*last[-2:])
            sentence.unknown.append(words[position])
        in_gap = end == position
        position = max(end, position + 1)
    return sentence


def _part(
    words: Sequence[str], start: int, places: Places
) -> tuple[int, frozenset[str], list[Place]]:
    """Return where the longest part that begins at a word ends, and what it means."""
    if words[start] == _TIME:
        return start + 1, frozenset(), []
    end, found = places.at(words, start)
    for stop in range(min(len(words), start + _LONGEST_PHRASE), max(end, start), -1):
        kinds = places.language.lexicon.get(" ".join(words[start:stop]))
        if kinds is not None:
            return stop, _particle(kinds, words[stop:], places), []
    kinds = frozenset(
        kind
        for kind in CAMERA_WORDS
        if any(places.language.means(word, kind) for word in words[start:end])
        and all(place.is_camera for place in found)
    )
    return end, kinds, found


def _particle(
    kinds: frozenset[str], after: Sequence[str], places: Places
) -> frozenset[str]:
    """Return the meaning of a word such as "on": a wish only where no place follows.

    Others are wishes only where nothing but a time follows: "zu", "of" misheard for "off".
    """
    if after and any(kind.startswith(_PARTICLE) for kind in kinds):
        place = places.language.means(after[0], "the", "all", *CAMERA_WORDS)
        if place or places.at(after, 0)[1]:
            return frozenset({"in"})
    last = not any(after)
    return frozenset(
        kind.removeprefix(_PARTICLE).removeprefix(_LAST)
        for kind in kinds
        if last or not kind.startswith(_LAST)
    )


def _corrected(words: Sequence[str], places: Places) -> list[str]:
    """Return the words with slips put right: joined, parted and mistyped ones."""
    language = places.language
    known = [_is_known(word, places) for word in words]
    if known.count(False) > _MOST_SLIPS:
        return list(words)
    corrected: list[str] = []
    meant = [] if all(known) else sorted({*language.vocabulary, *places.spoken()})
    position = 0
    while position < len(words):
        word, pair = words[position], slice(position, position + 2)
        joined = "".join(words[pair])
        is_word = joined in language.vocabulary or places.knows(joined)
        if is_word and not all(known[pair]):
            corrected.append(joined)
            position += 1
        elif (verb := _without_pronoun(word, places)) is not None:
            corrected.append(verb)
        elif known[position]:
            corrected.append(word)
        else:
            parts = (f"{word[:i]} {word[i:]}" for i in range(2, len(word) - 1))
            parted = next((each for each in parts if each in language.lexicon), None)
            corrected += (parted or closest(word, meant) or word).split()
        position += 1
    return corrected


def _without_pronoun(word: str, places: Places) -> str | None:
    """Return the verb of "spegnila" or "spegnerla"; None if there is no such verb."""
    language = places.language
    if word in language.lexicon or places.knows(word):
        return None
    for pronoun in language.pronouns:
        verb = word.removesuffix(pronoun)
        for bare in (verb, f"{verb}e"):
            if verb != word and bare in language.vocabulary:
                return bare
    return None


def _is_known(word: str, places: Places) -> bool:
    return word in places.language.known or word[0].isdigit() or places.knows(word)
