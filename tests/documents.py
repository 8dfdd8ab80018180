"""Tables in documents, which are written from what is seen.

Each stands between two marks, `<!-- name: begin -->` and `<!-- name: end -->`; what is
said around them is written by hand.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table for people to read."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_tables(document: Path, **tables: str) -> str:
    """Return a document with its tables, by their names, as they should be."""
    text = document.read_text("utf-8")
    for name, content in tables.items():
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
        before, found, rest = text.partition(begin)
        _, ended, after = rest.partition(end)
        if not (found and ended):
            raise ValueError(f"{document} has no place for {name}")
        text = f"{before}{begin}\n{content}\n\n{end}{after}"
    return text
