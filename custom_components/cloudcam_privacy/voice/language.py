"""One language: the words that people use, how they tell times, and what is answered.

The data are in `languages/`, a page for each. Templates are those of Home Assistant's
sentences; numbers in words come from the same source as its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
import re
from typing import Any, Final

from hassil import Intents, TextSlotList, parse_sentence, sample_expression
from hassil.numbers import get_rbnf_engine
from home_assistant_intents import get_intents
from homeassistant.util.yaml import load_yaml_dict

from .text import fold, split

_FOLDER: Final = Path(__file__).parent / "languages"
LANGUAGES: Final = tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))
_LARGEST_NUMBER: Final = 120
_UNITS: Final = ("hour", "minute", "second")
_SHORT: Final = 3
"""Letters of a word that is too short to have slips."""

_LOWERING: Final = frozenset({"on", "automatic", "unmute", "again"})
"""What no slip may stand for: lowering privacy is understood strictly."""

_NO_WORDS: Final = re.compile(r"[{<][^}>]*[}>]|[|;]")
_BRACKETS: Final = re.compile(r"[\[\]()]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language needs; all text is folded."""

    code: str
    lexicon: Mapping[str, frozenset[str]]
    """What a phrase may mean, by its words."""
    vocabulary: frozenset[str]
    """Words that a slip may stand for."""
    known: frozenset[str]
    """Words that are no slips: ours, and those of Home Assistant's own sentences."""
    endings: tuple[str, ...]
    """What a word may end in beside its stem, the longest first."""
    pronouns: tuple[str, ...]
    """What a verb may end in beside itself."""
    times: Intents
    answers: Mapping[str, Any]

    def means(self, word: str, *kinds: str) -> bool:
        """Tell whether a word alone is of one of these kinds."""
        return not self.lexicon.get(word, frozenset()).isdisjoint(kinds)

    def stem(self, word: str) -> str:
        """Return a word without its ending."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORT:
                return word.removesuffix(ending)
        return word


def code_of(language: str) -> str:
    """Return the code of our language for a language tag; English for others."""
    return _family(language) if speaks(language) else "en"


def speaks(language: str) -> bool:
    """Tell whether we have a page for a language tag."""
    return _family(language) in LANGUAGES


def _family(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


@cache
def load(code: str) -> Language:
    """Load a language from its file; to be run in the executor."""
    data = load_yaml_dict(str(_FOLDER / f"{code}.yaml"))
    lexicon: dict[str, set[str]] = {}
    for kind, template in data["words"].items():
        for phrase in _expand(template):
            lexicon.setdefault(phrase, set()).add(kind)
    meaningful = [
        phrase
        for phrase, kinds in lexicon.items()
        if kinds.isdisjoint({"filler", "in", "the"}) and not kinds <= _LOWERING
    ]
    meaningful += (phrase for unit in _UNITS for phrase in _expand(data["times"][unit]))
    numbers = dict(_numbers(code))
    texts = _texts([get_intents(code), data["times"], list(numbers)])
    return Language(
        code=code,
        lexicon={phrase: frozenset(kinds) for phrase, kinds in lexicon.items()},
        vocabulary=frozenset(
            word for word in " ".join(meaningful).split() if len(word) > _SHORT
        ),
        known=frozenset(" ".join((*_words(texts), *lexicon)).split()),
        endings=tuple(sorted(data["endings"], key=len, reverse=True)),
        pronouns=tuple(fold(word) for word in data.get("pronouns", ())),
        times=_times(code, data["times"], numbers, data["answers"]["weekdays"]),
        answers=data["answers"],
    )


def _expand(template: str) -> Iterator[str]:
    """Yield all phrases of a template, folded."""
    for phrase in sample_expression(parse_sentence(f"({template})").expression):
        yield " ".join(split(phrase))


def _texts(node: Any) -> Iterator[str]:
    """Yield all texts in lists and mappings, keys too."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        yield from _texts([*node, *node.values()])
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)


def _words(templates: Iterable[str]) -> Iterator[str]:
    """Yield the words of templates: "light[s]" is "light" and "lights"."""
    text = _NO_WORDS.sub(" ", " ".join(templates))
    for bare in (_BRACKETS.sub("", text), _BRACKETS.sub(" ", text)):
        yield from split(bare)


def _times(
    code: str,
    data: Mapping[str, Any],
    numbers: Mapping[str, float],
    weekdays: Iterable[str],
) -> Intents:
    """Return Home Assistant's matcher for how long and until when."""
    parts = (f"[{{number:{unit}s}} ({data[unit]})]" for unit in _UNITS)
    durations = {f" {data['and']} ".join(parts): {}, **data["durations"]}
    frames = {
        "for": ("<duration>", durations),
        "later": ("<duration>", durations),
        "until": ("<clock>", data["clocks"]),
    }
    blocks = {
        name: [
            {
                "sentences": [f"[{{before}}] {said} [{{after}}]"],
                "slots": dict(slots),
            }
            for template, slots in templates.items()
            if (said := fold(data[name].replace(slot, template)))
        ]
        for name, (slot, templates) in frames.items()
    }
    intents = Intents.from_dict(
        {
            "language": code,
            "lists": {"before": {"wildcard": True}, "after": {"wildcard": True}},
            "intents": {name: {"data": block} for name, block in blocks.items()},
        }
    )
    days = {**data["day"], **{f"weekday {n}": day for n, day in enumerate(weekdays)}}
    values = {
        name: [(f"({fold(said)})", value) for value, said in texts.items()]
        for name, texts in (("day", days), ("part", data["part"]))
    }
    for name, pairs in {**values, "number": list(numbers.items())}.items():
        intents.slot_lists[name] = TextSlotList.from_tuples(pairs, name=name)
    return intents


def _numbers(code: str) -> Iterator[tuple[str, float]]:
    """Yield numbers in figures and in all their words."""
    engine = get_rbnf_engine(code)
    for number in range(_LARGEST_NUMBER + 1):
        yield str(number), number
        yield f"{number:02}", number
        yield f"{number}.5", number + 0.5
        for words in engine.format_number(number).text_by_ruleset.values():
            yield " ".join(split(words)), number
