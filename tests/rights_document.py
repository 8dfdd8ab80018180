"""The tables of rights for people to read, in `docs/rights.md`."""

from pathlib import Path
from typing import Final

from .documents import table, with_tables
from .rights_table import (
    EVERYBODY,
    LOWER_IN_WORDS,
    LOWERS,
    RAISE_IN_WORDS,
    RAISES,
    Means,
    Way,
    Who,
)

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "rights.md"


def document() -> str:
    """Return the document with its tables."""
    tables = {
        name: table(
            ["Who", *(means.name for means in columns)],
            [
                [_name(who), *(_cell(who, m, lower) for m in columns)]
                for who in EVERYBODY
            ],
        )
        for name, columns, lower in (
            ("raising", (*RAISES, RAISE_IN_WORDS), False),
            ("lowering", (*LOWERS, LOWER_IN_WORDS), True),
        )
    }
    return with_tables(DOCUMENT, **tables)


def _name(who: Who) -> str:
    return f"{who.name} *" if who.simulated else who.name


def _cell(who: Who, means: Means, lower: bool) -> str:
    if means not in who.means(lower) or (
        who.way is Way.MODEL and lower and not who.may_lower
    ):
        return "–"
    return "allowed" if who.may(lower) else "refused"
