"""Other languages than English: complete, filled in alike, and drawable."""

from collections import Counter
import re
from typing import Final

from PIL import ImageFont
import pytest

from .source import PACKAGE, flatten, read_json

LANGUAGES: Final = sorted(
    path.stem for path in (PACKAGE / "translations").glob("*.json") if path.stem != "en"
)
DRAWN: Final = ("words", "mode", "weekdays")
"""Choices that stand on the placeholder."""

_PLACEHOLDER: Final = re.compile(r"{\w+}")
_NAME: Final = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
_LONG: Final = 30


def _texts(language: str) -> dict[tuple[str, ...], str]:
    return dict(flatten(read_json(f"translations/{language}.json")))


ENGLISH: Final = _texts("en")


def test_there_are_the_languages_that_are_promised() -> None:
    assert LANGUAGES == ["de", "es", "fr", "it", "nl", "ro"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_and_none_is_left_over(language: str) -> None:
    """A text that is missing is shown in English; one that nobody shows is waste."""
    assert set(_texts(language)) == set(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_filled_in_alike(language: str) -> None:
    for path, text in _texts(language).items():
        english = ENGLISH[path]
        assert set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(english))
        assert text.count("**") == english.count("**"), path
        assert text.count("\n\n") == english.count("\n\n"), path
        assert text.endswith(".") == english.endswith("."), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_translated(language: str) -> None:
    for path, text in _texts(language).items():
        if len(ENGLISH[path]) > _LONG:
            assert text != ENGLISH[path], path


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_call_a_thing_by_the_name_that_it_has(language: str) -> None:
    """Where English names a field or an action, so does the other language."""
    texts = _texts(language)
    named, english_names = set(texts.values()), set(ENGLISH.values())
    for path, text in texts.items():
        for name, english in zip(
            _NAME.findall(text), _NAME.findall(ENGLISH[path]), strict=True
        ):
            assert (name in named) == (english in english_names), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_english_says_alike_is_said_alike(language: str) -> None:
    """A field has one name and one help in all forms that have it."""
    said: dict[str, set[str]] = {}
    for path, text in _texts(language).items():
        said.setdefault(ENGLISH[path], set()).add(text)
    assert [texts for texts in said.values() if len(texts) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_modes_have_one_name_each(language: str) -> None:
    options = read_json(f"translations/{language}.json")["selector"]
    entity = read_json(f"translations/{language}.json")["entity"]
    modes = options["mode"]["options"]
    assert max(Counter(modes.values()).values()) == 1
    for domain in ("select", "sensor"):
        states = entity[domain]["mode"]["state"]
        assert {mode: states[mode] for mode in modes} == modes
    for mode, name in options["mode_choice"]["options"].items():
        assert name.startswith(modes[mode])


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("weight", ["Bold", "Regular"])
def test_the_placeholder_s_fonts_have_every_letter(language: str, weight: str) -> None:
    path = PACKAGE / "gate" / "fonts" / f"NotoSans-{weight}.ttf"
    font = ImageFont.truetype(str(path), 32)
    missing = bytes(font.getmask("\U0010fffd"))
    drawn = {
        letter
        for path, text in _texts(language).items()
        if path[0] == "selector" and path[1] in DRAWN
        for letter in text
        if not letter.isspace()
    }
    assert drawn > set("aeinost")
    without = {letter for letter in drawn if bytes(font.getmask(letter)) == missing}
    assert without == set()
