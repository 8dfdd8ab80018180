"""The integration's source, as data to ask."""

import ast
from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.util.yaml import load_yaml_dict

import custom_components.cloudcam_privacy as integration

PACKAGE: Final = Path(integration.__file__).parent
ROOT: Final = PACKAGE.parents[1]


def read_json(name: str) -> dict[str, Any]:
    """Return the content of one of the integration's JSON files."""
    content: dict[str, Any] = json.loads((PACKAGE / name).read_text("utf-8"))
    return content


def read_yaml(name: str) -> dict[str, Any]:
    """Return the content of one of the integration's YAML files, less its anchors."""
    content = load_yaml_dict(str(PACKAGE / name))
    return {key: value for key, value in content.items() if not key.startswith(".")}


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax of all modules, by path."""
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def nodes[Node: ast.AST](kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Yield each node of a kind with the path of its module."""
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, kind):
                yield path, node


@cache
def words() -> frozenset[str]:
    """Return all text constants of the code, and what f-strings begin with."""
    return frozenset(
        node.value for _, node in nodes(ast.Constant) if isinstance(node.value, str)
    )


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def keyword(node: ast.Call, name: str) -> ast.expr | None:
    """Return a keyword argument."""
    return next((each.value for each in node.keywords if each.arg == name), None)


def flatten(
    texts: dict[str, Any], *above: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text with its path."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flatten(value, *above, key)
        else:
            yield (*above, key), value
