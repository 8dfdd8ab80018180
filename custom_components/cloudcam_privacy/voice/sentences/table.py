"""The shape of a language's table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .times import Rewrites, TimeWords

ALL: Final = "all"
"""Name that stands for every camera, as in Home Assistant's own intents."""


class Wish(StrEnum):
    """What a sentence is for."""

    RAISE = "raise"
    ASK = "ask"
    RESUME = "resume"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence in the template language of Home Assistant's sentence triggers.

    Its slots are `name`, `area`, `duration` and `until`; `slots` are those that
    the sentence fills without saying them. `<end>` stands for how long, or nothing.
    """

    template: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: sentences, how places and times are said, and answers."""

    code: str
    sentences: Mapping[Wish, tuple[Spoken, ...]]
    ends: tuple[str, ...]
    """What `<end>` may be, the longest first; an empty one is for no end."""
    fillers: str
    """Regular expression for what may stand before the name of a place."""
    camera: str
    """Regular expression for the word camera at the end of a name."""
    stems: Rewrites
    """How the first half of a compound such as "Küchenkamera" becomes a name."""
    everywhere: str
    """Regular expression for all cameras."""
    here: str
    """Regular expression for the room that somebody speaks in."""
    times: TimeWords
    weekdays: tuple[str, ...]
    answers: Mapping[str, str]

    def expanded(self) -> tuple[tuple[str, Wish, Mapping[str, str]], ...]:
        """Return every sentence with each end, and what it is for.

        The first that fits is taken, so those with an end come first.
        """
        return tuple(
            (spoken.template.replace("<end>", end), wish, spoken.slots)
            for wish, sentences in self.sentences.items()
            for spoken in sentences
            for end in (self.ends if "<end>" in spoken.template else ("",))
        )


def figures(small: str, tens: str, compound: str) -> dict[str, str]:
    """Return the words of 0 to 99 with their figures.

    `small` are the words of 0 to 19, `tens` those of 20, 30 up to 90, `compound` how
    a ten and a unit are put together.
    """
    texts = {word: number for number, word in enumerate(small.split())}
    units = list(texts.items())[1:10]
    for ten, name in enumerate(tens.split(), start=2):
        texts[name] = ten * 10
        for unit, number in units:
            texts[compound.format(ten=name, unit=unit)] = ten * 10 + number
    return {word: str(number) for word, number in texts.items()}
