"""Write a table into a document, between two marks, or to the screen."""

from collections.abc import Sequence
from pathlib import Path

from ...documents import with_tables
from .row import HEAD


def write(path: Path | None, about: str, rows: Sequence[Sequence[str]]) -> None:
    """Put the table where the last one was."""
    lines = [HEAD, ["---", *("---:" for _ in HEAD[1:])], *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    print(f"{about}\n\n{table}")
    if path is not None:
        path.write_text(with_tables(path, soak=f"{about}\n\n{table}"))
