"""Write a table into a document, between two marks, or to the screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .row import HEAD

BEGIN: Final = "<!-- soak: begin -->"
END: Final = "<!-- soak: end -->"


def write(path: Path | None, about: str, rows: Sequence[Sequence[str]]) -> None:
    """Put the table where the last one was."""
    lines = [HEAD, ["---", *("---:" for _ in HEAD[1:])], *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    text = f"{BEGIN}\n{about}\n\n{table}\n{END}"
    print(text)
    if path is not None:
        old = path.read_text()
        before, _, rest = old.partition(BEGIN)
        _, _, after = rest.partition(END)
        path.write_text(before + text + after)
