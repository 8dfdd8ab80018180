"""What Home Assistant does not promise is touched in one folder."""

import re

from .source import PACKAGE

HOME: str = "ha_internals"

PRIVATE = re.compile(
    r"noqa: SLF001|f_locals|f_globals|cr_frame|currentframe|get_coro|__wrapped__|method-assign"
    r"|DATA_INSTANCES|LOVELACE_DATA"
)


def test_private_names_are_used_in_one_folder() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if HOME not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if PRIVATE.search(line)
    ]
    assert found == []
