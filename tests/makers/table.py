"""Tell all stories, and print what was true, what was said and what was asked.

python -m tests.makers.table [NAME OF A MAKER OR STORY]
"""

from pathlib import Path
import sys
from typing import Any, Final

import pytest

STORIES: Final = Path(__file__).parent


class Collector:
    """Notes what each story has recorded."""

    def __init__(self) -> None:
        """Begin with the head of the table."""
        self.rows = [
            "| Integration | Story | What it does: what is said | Commands | Reads | Stills |",
            "|---|---|---|---|---|---|",
        ]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a story at its end."""
        noted: dict[str, Any] = dict(report.user_properties)
        if report.when != "teardown" or "maker" not in noted:
            return
        story = noted["story"].removeprefix("test_").replace(noted["maker"], "")
        told = ", ".join(noted["told"])
        counts = (noted[each] for each in ("commands", "reads", "stills"))
        cells = (noted["maker"], story.replace("[]", ""), told, *map(str, counts))
        self.rows.append(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    collector = Collector()
    only = ["-k", sys.argv[1]] if sys.argv[1:] else []
    code = pytest.main(["-q", *only, str(STORIES)], plugins=[collector])
    print("\n".join(collector.rows))  # noqa: T201  That is what it is for.
    sys.exit(code)
