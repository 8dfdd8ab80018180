"""Manifest, HACS and declarations: what Home Assistant's and HACS's checks ask for."""

import ast
import json
import re
from typing import Final

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from homeassistant.const import Platform
from homeassistant.helpers.selector import validate_selector
import pytest

from .source import PACKAGE, ROOT, nodes, read_json, read_yaml

MANIFEST: Final = read_json("manifest.json")
HACS: Final = json.loads((ROOT / "hacs.json").read_text("utf-8"))

KNOWN: Final = {
    "after_dependencies",
    "codeowners",
    "config_flow",
    "dependencies",
    "documentation",
    "domain",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "name",
    "quality_scale",
    "requirements",
    "single_config_entry",
    "version",
}
HACS_KNOWN: Final = {"filename", "homeassistant", "name", "zip_release"}

ALWAYS_THERE: Final = {
    *Platform,
    "conversation",
    "homeassistant",
    "person",
    "stream",
    "system_health",
    "websocket_api",
    "zone",
}
"""What Home Assistant lets every integration import, set up or not."""

NEEDED: Final = {"camera", "http"}
LOADED_EARLIER: Final = {"frontend", "lovelace", "network", "recorder", "repairs"}
"""What is set up before any custom integration, so that none waits for it in vain."""


def test_manifest_has_what_a_custom_integration_needs_in_order() -> None:
    keys = list(MANIFEST)
    assert keys == ["domain", "name", *sorted(set(keys) - {"domain", "name"})]
    assert set(keys) == KNOWN
    assert MANIFEST["domain"] == PACKAGE.name
    assert MANIFEST["integration_type"] == "service"
    assert MANIFEST["iot_class"] == "calculated"
    assert MANIFEST["documentation"].startswith("https://")
    assert MANIFEST["issue_tracker"] == f"{MANIFEST['documentation']}/issues"
    assert all(owner.startswith("@") for owner in MANIFEST["codeowners"])
    version = AwesomeVersion(MANIFEST["version"])
    assert version.strategy is AwesomeVersionStrategy.SEMVER


def test_nothing_that_may_fail_is_a_dependency() -> None:
    """What is yet to be set up when we are, and fails, takes us down with it."""
    assert set(MANIFEST["dependencies"]) == NEEDED
    assert set(MANIFEST["after_dependencies"]) <= LOADED_EARLIER


def test_what_is_imported_is_a_dependency() -> None:
    wanted = {*MANIFEST["dependencies"], *MANIFEST["after_dependencies"]}
    assert not set(MANIFEST["dependencies"]) & set(MANIFEST["after_dependencies"])
    for path, node in nodes(ast.ImportFrom):
        module = node.module or ""
        if module == "homeassistant.components":
            used = {name.name for name in node.names}
        elif module.startswith("homeassistant.components."):
            used = {module.split(".")[2]}
        else:
            continue
        own_platform = path.removesuffix(".py")
        assert used <= {*wanted, *ALWAYS_THERE, own_platform}, path


def test_hacs_finds_what_it_needs() -> None:
    assert set(HACS) <= HACS_KNOWN
    assert HACS["name"] == MANIFEST["name"]
    assert HACS["zip_release"] is True
    assert HACS["filename"] == f"{MANIFEST['domain']}.zip"
    assert [path.name for path in PACKAGE.parent.iterdir() if path.is_dir()] in (
        [PACKAGE.name],
        [PACKAGE.name, "__pycache__"],
        ["__pycache__", PACKAGE.name],
    )
    for name in ("README.md", "LICENSE"):
        assert (ROOT / name).read_text("utf-8").strip()


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


@pytest.mark.parametrize("name", ["services", "triggers", "conditions"])
def test_selectors_are_known_to_home_assistant(name: str) -> None:
    for key, declared in read_yaml(f"{name}.yaml").items():
        fields = (declared or {}).get("fields", {})
        assert all(validate_selector(each["selector"]) for each in fields.values()), key
