"""The quality scale's file, held against the code where a machine can tell."""

import ast
from collections.abc import Callable
import tomllib
from typing import Any, Final

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
import pytest

from custom_components.cloudcam_privacy import PLATFORMS, const
from custom_components.cloudcam_privacy.const import DOMAIN

from ..common import MarkedCamera, async_guard, async_make_cameras, camera_subentry
from .source import PACKAGE, ROOT, called, keyword, modules, nodes, read_json, read_yaml

RULES: Final = {
    "bronze": "action-setup appropriate-polling brands common-modules config-flow "
    "config-flow-test-coverage dependency-transparency docs-actions docs-conditions "
    "docs-high-level-description docs-installation-instructions "
    "docs-removal-instructions docs-triggers entity-event-setup entity-unique-id "
    "has-entity-name runtime-data test-before-configure test-before-setup "
    "unique-config-entry",
    "silver": "action-exceptions config-entry-unloading docs-configuration-parameters "
    "docs-installation-parameters entity-unavailable integration-owner "
    "log-when-unavailable parallel-updates reauthentication-flow test-coverage",
    "gold": "devices diagnostics discovery discovery-update-info docs-data-update "
    "docs-examples docs-known-limitations docs-supported-devices "
    "docs-supported-functions docs-troubleshooting docs-use-cases dynamic-devices "
    "entity-category entity-device-class entity-disabled-by-default "
    "entity-translations exception-translations icon-translations "
    "reconfiguration-flow repair-issues stale-devices",
    "platinum": "async-dependency inject-websession strict-typing",
}
"""The rules of Home Assistant 2026.10, by tier."""


def _scale() -> dict[str, Any]:
    rules: dict[str, Any] = read_yaml("quality_scale.yaml")["rules"]
    return rules


def _status(rule: str) -> str:
    entry = _scale()[rule]
    return str(entry if isinstance(entry, str) else entry["status"])


def test_every_rule_is_judged_once_and_in_order() -> None:
    assert list(_scale()) == [rule for tier in RULES.values() for rule in tier.split()]
    assert len(_scale()) == 54


def test_nothing_is_left_to_do_and_every_exemption_has_a_reason() -> None:
    for rule, entry in _scale().items():
        assert _status(rule) in ("done", "exempt"), rule
        if _status(rule) == "exempt":
            assert len(entry["comment"].split()) > 5, rule
    assert read_json("manifest.json")["quality_scale"] == "platinum"


def _functions(name: str) -> list[str]:
    return [
        path
        for path, node in nodes(ast.AST)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name == name
    ]


def _imported() -> set[str]:
    return {
        node.module or "" for _, node in nodes(ast.ImportFrom) if node.level == 0
    } | {name.name for _, node in nodes(ast.Import) for name in node.names}


def _actions_are_set_up_with_the_integration() -> bool:
    setup = next(
        node
        for node in modules()["__init__.py"].body
        if isinstance(node, ast.AsyncFunctionDef) and node.name == "async_setup"
    )
    calls = [called(node) for node in ast.walk(setup) if isinstance(node, ast.Call)]
    return "async_setup_services" in calls


def _each_platform_says_how_many_updates() -> bool:
    return all(
        any(
            isinstance(node, ast.Assign)
            and any(
                isinstance(target, ast.Name) and target.id == "PARALLEL_UPDATES"
                for target in node.targets
            )
            for node in modules()[f"{platform}.py"].body
        )
        for platform in PLATFORMS
    )


def _types_are_strict() -> bool:
    mypy: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "mypy"
    ]
    return bool(mypy["strict"]) and "custom_components" in mypy["files"]


def _coverage_is_demanded() -> bool:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    return float(tools["coverage"]["report"]["fail_under"]) >= 95


def _has_no_requirements() -> bool:
    return not read_json("manifest.json")["requirements"]


def _makes_no_requests() -> bool:
    clients = ("aiohttp_client", "httpx", "requests", "urllib.request")
    classes = [name.name for _, node in nodes(ast.ImportFrom) for name in node.names]
    return "ClientSession" not in classes and not any(
        client in module for module in _imported() for client in clients
    )


def _needs_no_log_in() -> bool:
    log_in = {"api_key", "host", "password", "token", "username"}
    return not log_in & {
        value for name, value in vars(const).items() if name.startswith("CONF_")
    }


def _one_entry_only() -> bool:
    return bool(read_json("manifest.json")["single_config_entry"])


def _says(*headings: str) -> Callable[[], bool]:
    """Return a check that one of our documents has each of the headings."""

    def check() -> bool:
        documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
        lines = [
            line.lstrip("# ").strip()
            for document in documents
            for line in document.read_text("utf-8").splitlines()
            if line.startswith("#")
        ]
        return set(headings) <= set(lines)

    return check


CHECKS: Final[dict[str, Callable[[], bool]]] = {
    "action-setup": _actions_are_set_up_with_the_integration,
    "async-dependency": _has_no_requirements,
    "brands": (PACKAGE / "brand" / "icon.png").is_file,
    "common-modules": (PACKAGE / "entity.py").is_file,
    "config-entry-unloading": lambda: "__init__.py" in _functions("async_unload_entry"),
    "dependency-transparency": _has_no_requirements,
    "diagnostics": lambda: bool(_functions("async_get_config_entry_diagnostics")),
    "docs-actions": _says("Actions"),
    "docs-conditions": _says("Conditions"),
    "docs-configuration-parameters": _says("Options"),
    "docs-data-update": _says("When entities change"),
    "docs-examples": _says("Blueprints"),
    "docs-high-level-description": _says("Cloudcam Privacy"),
    "docs-installation-instructions": _says("Install"),
    "docs-installation-parameters": _says("The first five minutes"),
    "docs-known-limitations": _says("What it does, and what it does not"),
    "docs-removal-instructions": _says("Removal"),
    "docs-supported-devices": _says("Known cameras"),
    "docs-supported-functions": _says("Entities of a guarded camera"),
    "docs-triggers": _says("Triggers"),
    "docs-troubleshooting": _says("Troubleshooting"),
    "docs-use-cases": _says("What people use it for"),
    "inject-websession": _makes_no_requests,
    "parallel-updates": _each_platform_says_how_many_updates,
    "reauthentication-flow": _needs_no_log_in,
    "repair-issues": lambda: bool(_functions("async_create_fix_flow")),
    "runtime-data": lambda: "entry.runtime_data = " in _source(),
    "strict-typing": _types_are_strict,
    "test-coverage": _coverage_is_demanded,
    "unique-config-entry": _one_entry_only,
}
"""What a machine can tell, by rule."""


def _source() -> str:
    return "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("rule", CHECKS)
def test_the_code_is_what_the_rule_says(rule: str) -> None:
    assert CHECKS[rule]()


def test_every_error_for_people_is_translated() -> None:
    """Home Assistant's errors carry a key of our texts instead of a text."""
    errors = {"HomeAssistantError", "ServiceValidationError", "ConfigEntryError"}
    errors |= {"ConfigEntryNotReady", "ConfigEntryAuthFailed"}
    known = read_json("translations/en.json")["exceptions"]
    made = [(path, node) for path, node in nodes(ast.Call) if called(node) in errors]
    for path, own in nodes(ast.ClassDef):
        if any(isinstance(base, ast.Name) and base.id in errors for base in own.bases):
            calls = [node for node in ast.walk(own) if isinstance(node, ast.Call)]
            made += [(path, node) for node in calls if called(node) == "__init__"]
    assert made
    for path, node in made:
        domain = keyword(node, "translation_domain")
        key = keyword(node, "translation_key")
        assert isinstance(domain, ast.Name), f"{path}:{node.lineno}"
        assert domain.id == "DOMAIN"
        assert key is not None, f"{path}:{node.lineno}"
        if isinstance(key, ast.Constant):
            assert key.value in known, f"{path}:{node.lineno}"
    bare = [
        f"{path}:{node.lineno}"
        for path, node in nodes(ast.Raise)
        if isinstance(node.exc, ast.Name) and node.exc.id in errors
    ]
    assert not bare


async def test_entities_are_named_pushed_unique_and_on_a_device(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    assert camera.registry_entry is not None
    entry = await async_guard(
        hass, camera_subentry(camera.registry_entry.id, "Living room")
    )
    found = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    assert {each.domain for each in found} == set(PLATFORMS)
    owners = (entry.entry_id, *entry.subentries)
    devices = dr.async_get(hass)
    for each in found:
        assert each.has_entity_name, each.entity_id
        assert each.translation_key, each.entity_id
        owner, _, key = each.unique_id.partition("_")
        assert owner in owners
        assert key
        assert each.device_id
        assert devices.async_get(each.device_id)
    for entity in _living(hass):
        assert entity.should_poll is False, entity.entity_id


def _living(hass: HomeAssistant) -> list[Entity]:
    components: dict[Any, Any] = hass.data
    return [
        entity
        for platform in Platform
        if (component := components.get(platform.value)) is not None
        for entity in component.entities
        if entity.platform.platform_name == DOMAIN
    ]


async def test_what_is_registered_is_what_is_declared(hass: HomeAssistant) -> None:
    await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, DOMAIN, {})
    registered = set(hass.services.async_services_for_domain(DOMAIN))
    assert registered == set(read_yaml("services.yaml"))
