"""One language: the words that people use, how they tell times, and what is answered.

The data are in `languages/`, a page for each. Templates are those of Home Assistant's
sentences; numbers in words come from the same source as its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
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
_SYNTAX: Final = re.compile(r"[\[\]()|;]")
_INFLECTED: Final = re.compile(r"(\w*)([\[(])([^()\[\]]*)[\])](\w*)")
_UNITS: Final = ("hour", "minute", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a language needs; all text is folded."""

    code: str
    lexicon: Mapping[str, frozenset[str]]
    """What a phrase may mean, by its words."""
    longest: int
    """Words of the longest phrase."""
    vocabulary: frozenset[str]
    """Words that a slip may stand for."""
    known: frozenset[str]
    """Words that are no slips: ours, and those of Home Assistant's own sentences."""
    camera_words: tuple[str, ...]
    """What a camera is called, in one word."""
    endings: tuple[str, ...]
    """What a word may end in beside its stem, the longest first."""
    times: Intents
    answers: Mapping[str, Any]

    def means(self, word: str, *kinds: str) -> bool:
        """Tell whether a word alone is of one of these kinds."""
        return not self.lexicon.get(word, frozenset()).isdisjoint(kinds)

    def stem(self, word: str) -> str:
        """Return a word without its ending."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) > 2:
                return word.removesuffix(ending)
        return word


def code_of(language: str) -> str:
    """Return the code of our language for a language tag; English for others."""
    code = language.partition("-")[0].lower()
    return code if code in LANGUAGES else "en"


@cache
def load(code: str) -> Language:
    """Load a language from its file; to be run in the executor."""
    data = load_yaml_dict(str(_FOLDER / f"{code}.yaml"))
    lexicon: dict[str, set[str]] = {}
    for kind, template in data["words"].items():
        for phrase in _expand(template):
            lexicon.setdefault(phrase, set()).add(kind)
    times = data["times"]
    for phrase in _expand(times["vague"]):
        lexicon.setdefault(phrase, set()).add("vague")
    time_words = [
        word
        for unit in _UNITS
        for phrase in _expand(times[unit])
        for word in phrase.split()
    ]
    meaningful = {
        word
        for phrase, kinds in lexicon.items()
        if kinds.isdisjoint({"filler", "in", "the"})
        for word in phrase.split()
    }
    numbers = {word for phrase, _ in _numbers(code) for word in phrase.split()}
    own = {word for phrase in lexicon for word in phrase.split()} | numbers
    own.update(time_words)
    for template in (*times["durations"], *times["clocks"], times["until"]):
        own.update(split(re.sub(r"{.*?}|<.*?>", " ", template)))
    return Language(
        code=code,
        lexicon={phrase: frozenset(kinds) for phrase, kinds in lexicon.items()},
        longest=max(len(phrase.split()) for phrase in lexicon),
        vocabulary=frozenset(
            word for word in (*meaningful, *time_words) if len(word) > 3
        ),
        known=_foreign(code) | own,
        camera_words=tuple(
            phrase
            for phrase, kinds in lexicon.items()
            if not kinds.isdisjoint({"camera", "cameras"}) and " " not in phrase
        ),
        endings=tuple(sorted(data["endings"], key=len, reverse=True)),
        times=_times(code, times),
        answers=data["answers"],
    )


def _expand(template: str) -> Iterator[str]:
    """Yield all phrases of a template, folded."""
    expression = parse_sentence(f"({template})").expression
    for phrase in sample_expression(expression):
        yield " ".join(split(phrase))


def _foreign(code: str) -> frozenset[str]:
    """Return the words of Home Assistant's own sentences."""
    known: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, str):
            for piece in re.sub(r"[{<][^}>]*[}>]", " ", node).split():
                known.update(_forms(piece))
        elif isinstance(node, Mapping):
            collect(list(node.values()))
        elif isinstance(node, Sequence):
            for child in node:
                collect(child)

    intents = get_intents(code) or {}
    collect([intents.get(part) for part in ("intents", "lists", "expansion_rules")])
    return frozenset(known)


@cache
def _forms(piece: str) -> frozenset[str]:
    """Return the words that a piece of a template such as "light[s]" stands for."""
    forms = set(split(_SYNTAX.sub(" ", piece)))
    for start, bracket, options, end in _INFLECTED.findall(fold(piece)):
        endings = options.split("|") + ([""] if bracket == "[" else [])
        forms.update(start + ending + end for ending in endings)
    return frozenset(forms)


# Times


def _times(code: str, data: Mapping[str, Any]) -> Intents:
    """Return Home Assistant's matcher for how long and until when."""
    durations = {**_plain_durations(data), **data["durations"]}
    blocks = {
        "for": _blocks(data["for"], "<duration>", durations),
        "later": _blocks(data["later"], "<duration>", durations),
        "until": _blocks(data["until"], "<clock>", data["clocks"]),
    }
    intents = Intents.from_dict(
        {
            "language": code,
            "lists": {"before": {"wildcard": True}, "after": {"wildcard": True}},
            "intents": {name: {"data": block} for name, block in blocks.items()},
        }
    )
    numbers = [(word, number) for word, number in _numbers(code)]
    intents.slot_lists["number"] = TextSlotList.from_tuples(numbers, name="number")
    for name in ("day", "part"):
        values = [(f"({fold(said)})", value) for value, said in data[name].items()]
        intents.slot_lists[name] = TextSlotList.from_tuples(values, name=name)
    return intents


def _plain_durations(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the templates for hours, minutes and seconds, and all of them together."""
    parts = [f"{{number:{unit}s}} ({data[unit]})" for unit in _UNITS]
    return {
        f" {data['and']} ".join(
            part for part, used in zip(parts, use, strict=True) if used
        ): {}
        for use in product((True, False), repeat=len(parts))
        if any(use)
    }


def _blocks(
    frame: str, slot: str, templates: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    around = fold(frame)
    return [
        {
            "sentences": [
                f"[{{before}}] {around.replace(slot, fold(template))} [{{after}}]"
            ],
            "slots": dict(slots),
        }
        for template, slots in templates.items()
    ]


def _numbers(code: str) -> Iterable[tuple[str, float]]:
    """Yield numbers in figures and in all their words."""
    engine = get_rbnf_engine(code)
    for number in range(_LARGEST_NUMBER + 1):
        yield str(number), number
        yield f"{number}.5", number + 0.5
        for words in set(engine.format_number(number).text_by_ruleset.values()):
            yield " ".join(split(words)), number
