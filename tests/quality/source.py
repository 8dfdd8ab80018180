"""The integration's files, as data to ask."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
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


def words() -> frozenset[str]:
    """Return what stands between quotes in the code, and the parts of f-strings."""
    code = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    found = re.findall(r"""["']([\w:-]+)["']|f"([\w-]*){|}([\w-]*)\"""", code)
    return frozenset(word for words in found for word in words if word)


def flatten(
    texts: dict[str, Any], *above: str
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text with its path."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flatten(value, *above, key)
        else:
            yield (*above, key), value
