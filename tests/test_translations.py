"""Texts in other languages than English say the same with the same placeholders."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any

import pytest

TRANSLATIONS = (
    Path(__file__).parents[1] / "custom_components/cloudcam_privacy/translations"
)
OTHERS = sorted(path.stem for path in TRANSLATIONS.glob("*.json") if path.stem != "en")
SAID_OF_OVERRIDES = (
    "lowering_too_long",
    "may_not_lower",
    "no_guarded_camera",
    "not_guarded",
    "wrong_duration",
)


def texts(language: str) -> dict[str, str]:
    """Return the texts of a language by their flat keys."""

    def flat(what: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
        for key, value in what.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield f"{prefix}{key}", value

    content = json.loads((TRANSLATIONS / f"{language}.json").read_text())
    return dict(flat(content, ""))


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_over_and_placeholders_are_the_same(language: str) -> None:
    english = texts("en")
    for key, text in texts(language).items():
        assert set(re.findall(r"{\w+}", text)) == set(
            re.findall(r"{\w+}", english[key])
        ), key


def test_what_is_said_of_overrides_is_there_in_german() -> None:
    assert {f"exceptions.{key}.message" for key in SAID_OF_OVERRIDES} <= texts(
        "de"
    ).keys()
