"""Sentences that Home Assistant's own intents understand, drawn at random."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from hassil import (
    Alternative,
    Expression,
    Group,
    Intents,
    ListReference,
    Permutation,
    RangeSlotList,
    RuleReference,
    Sentence,
    SlotList,
    TextChunk,
    TextSlotList,
)
from home_assistant_intents import get_intents

WORDS = ("milk", "Vivaldi", "dinner is ready", "42")
"""What is said where any words may be."""


class Sampler:
    """Draw sentences of one language, about a house's own names."""

    def __init__(
        self, language: str, names: Mapping[str, Sequence[str]], seed: int
    ) -> None:
        """Take the names that fill the lists `name`, `area` and `floor`."""
        loaded = get_intents(language)
        assert loaded is not None
        self._intents = Intents.from_dict(loaded)
        self._names = names
        self._random = Random(seed)

    def sentences(self, count: int) -> Iterator[str]:
        """Yield sentences, each template as often as any other."""
        templates = [
            (data.expansion_rules, data.slot_lists, sentence)
            for intent in self._intents.intents.values()
            for data in intent.data
            for sentence in data.sentences
        ]
        for _ in range(count):
            rules, lists, sentence = self._random.choice(templates)
            said = self._say(
                sentence.expression,
                {**self._intents.expansion_rules, **rules},
                {**self._intents.slot_lists, **lists},
            )
            yield " ".join(said.split())

    def _say(
        self,
        expression: Expression,
        rules: Mapping[str, Sentence],
        lists: Mapping[str, SlotList],
    ) -> str:
        match expression:
            case TextChunk():
                return expression.original_text
            case Alternative():
                return self._say(self._random.choice(expression.items), rules, lists)
            case Permutation():
                items = list(expression.items)
                self._random.shuffle(items)
                return " ".join(self._say(item, rules, lists) for item in items)
            case Group():
                return "".join(
                    self._say(item, rules, lists) for item in expression.items
                )
            case RuleReference():
                rule = rules[expression.rule_name].expression
                return self._say(rule, rules, lists)
            case ListReference():
                return self._fill(expression.list_name, rules, lists)
        raise TypeError(expression)

    def _fill(
        self, name: str, rules: Mapping[str, Any], lists: Mapping[str, SlotList]
    ) -> str:
        if name in self._names:
            return self._random.choice(self._names[name])
        match lists.get(name):
            case TextSlotList(values=values) if values:
                return self._say(self._random.choice(values).text_in, rules, lists)
            case RangeSlotList(start=start, stop=stop):
                return str(self._random.randint(start, stop))
        return self._random.choice(WORDS)
