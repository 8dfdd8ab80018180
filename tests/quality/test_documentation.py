"""Documentation: complete, current, and without a link or a picture that is gone."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Any, Final

import pytest

from . import cameras
from .source import ROOT, read_json, read_yaml

ENGLISH: Final = read_json("translations/en.json")
DOCS: Final = ROOT / "docs"
DOCUMENTS: Final = sorted(
    path
    for folder in (ROOT, DOCS, DOCS / "brand", DOCS / "development")
    for path in folder.glob("*.md")
)
PICTURES: Final = sorted((ROOT / "docs" / "pictures").iterdir())
LARGEST: Final = 250_000
"""Bytes of a picture; a page with several has to load on a phone."""

_LINK: Final = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
_CODE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def _all() -> str:
    return "\n".join(path.read_text("utf-8") for path in DOCUMENTS)


def _anchors(document: Path) -> set[str]:
    text = _CODE.sub("", document.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def _links(document: Path) -> Iterator[str]:
    for match in _LINK.finditer(_CODE.sub("", document.read_text("utf-8"))):
        yield match[1] or match[2]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for link in _links(document):
        if link.startswith("https://"):
            continue
        target, _, anchor = link.partition("#")
        path = (document.parent / target).resolve() if target else document
        assert path.exists(), link
        if anchor:
            assert anchor in _anchors(path), link


def test_each_document_and_picture_is_found_from_the_readme() -> None:
    seen: set[Path] = set()
    to_see = [ROOT / "README.md"]
    while to_see:
        document = to_see.pop()
        if document in seen:
            continue
        seen.add(document)
        if document.suffix == ".md":
            links = (link.partition("#")[0] for link in _links(document))
            to_see += [
                (document.parent / link).resolve()
                for link in links
                if link and not link.startswith("https://")
            ]
    ours = {ROOT / "CHANGELOG.md", ROOT / "docs" / "brand" / "README.md"}
    assert set(DOCUMENTS) - seen - ours == set()


def test_pictures_are_of_a_reasonable_size() -> None:
    for picture in PICTURES:
        assert picture.suffix in {".png", ".svg"}
        assert picture.stat().st_size < LARGEST, picture.name


def test_known_cameras_are_those_of_the_catalogue() -> None:
    assert cameras.DOCUMENT.read_text("utf-8") == cameras.written(), (
        "script/cameras writes it anew"
    )


def test_each_entity_action_trigger_and_condition_is_documented() -> None:
    text = _all()
    for kind in ("services", "triggers", "conditions"):
        for key in read_yaml(f"{kind}.yaml"):
            assert f"`cloudcam_privacy.{key}`" in text, key
            assert ENGLISH[kind][key]["name"] in text, key
    for keys in ENGLISH["entity"].values():
        for texts in keys.values():
            assert texts["name"] in text, texts["name"]


def _labels() -> Iterator[str]:
    flows: list[dict[str, Any]] = [
        ENGLISH["options"],
        *ENGLISH["config_subentries"].values(),
    ]
    for flow in flows:
        for step in flow["step"].values():
            yield from step.get("data", {}).values()


def test_each_field_of_the_forms_is_documented() -> None:
    text = (ROOT / "docs" / "entities.md").read_text("utf-8")
    for label in _labels():
        assert re.sub(r" \((start|end)\)$", "", label) in text, label
