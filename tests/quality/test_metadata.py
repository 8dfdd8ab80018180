"""What hassfest and HACS do not check of manifest, versions and requirements."""

import json
import re
from typing import Final

from .source import PACKAGE, ROOT, read_json

MANIFEST: Final = read_json("manifest.json")
HACS: Final = json.loads((ROOT / "hacs.json").read_text("utf-8"))

NEEDED: Final = {"camera", "http"}
LOADED_EARLIER: Final = {"frontend", "lovelace", "network", "recorder", "repairs"}
"""What is set up before any custom integration, so that none waits for it in vain."""


def test_nothing_that_may_fail_is_a_dependency() -> None:
    """What is yet to be set up when we are, and fails, takes us down with it."""
    assert set(MANIFEST["dependencies"]) == NEEDED
    assert set(MANIFEST["after_dependencies"]) <= LOADED_EARLIER
    assert MANIFEST["requirements"] == []


def test_hacs_finds_the_zip_of_a_release() -> None:
    assert HACS["zip_release"] is True
    assert HACS["filename"] == f"{MANIFEST['domain']}.zip"
    folders = {path.name for path in PACKAGE.parent.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == {PACKAGE.name}


def test_users_are_told_which_home_assistants_are_tested() -> None:
    """The lock files know: HACS asks for the oldest, the README names both."""
    oldest, newest = (
        re.search(
            r"^homeassistant==(\d+\.\d+)\.", (ROOT / name).read_text(), re.MULTILINE
        )
        for name in ("requirements.lock", "requirements-newest.lock")
    )
    assert oldest is not None
    assert newest is not None
    assert HACS["homeassistant"] == f"{oldest[1]}.0"
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"Home Assistant {oldest[1]} or newer" in readme
    assert f"tested with {oldest[1]} and {newest[1]}" in readme


def test_the_version_stands_in_one_place() -> None:
    """Tools read it from the manifest; the changelog tells what is in it."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert not re.search(r'^version\s*=\s*"', project, re.MULTILINE)
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## (\S+)", changelog, re.MULTILINE)
    newest = versions[versions[0] == "Unreleased"]
    assert newest == MANIFEST["version"]
