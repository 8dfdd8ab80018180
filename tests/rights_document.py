"""The table of rights for people to read, as `docs/rights.md`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

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

_INTRODUCTION: Final = """\
# Who may do what

Anyone may raise privacy, few may lower it. The tables show that it does not matter by
which means: each cell was tried, in a simulated Home Assistant and, apart from the rows
marked with *, in a real one as well. The same tests fail when a cell changes.

To raise is to make a camera more private by hand; to lower is to end what was set by
hand, or to open a camera in spite of the rules. *in words* is a sentence to Assist, or a
tool that a language model is given.

- **allowed**: it happens, and the camera's event *Privacy* tells `raised` or `lowered`
  with the name behind it.
- **refused**: nothing changes, and it is noted with the camera. Who acts by hand gets an
  error, in the language of the frontend; a voice gets a spoken answer in its language; an
  automation gets an error in its trace.
- **–**: there is no such way. A language model is not given the tool where voice may not
  lower privacy.

Who is chosen, and whether automations and voice may lower privacy, is set in the options
of the integration. An administrator can always change these options.
"""


def document() -> str:
    """Return the table for people to read."""
    lines = [_INTRODUCTION]
    for title, means, in_words, lower in (
        ("Raising privacy", RAISES, RAISE_IN_WORDS, False),
        ("Lowering privacy", LOWERS, LOWER_IN_WORDS, True),
    ):
        columns = (*means, in_words)
        names = ["Who", *(column.name for column in columns)]
        lines += [f"## {title}", "", _row(names), _row(["---"] * len(names))]
        lines += [
            _row([_name(who), *(_cell(who, column, lower) for column in columns)])
            for who in EVERYBODY
        ]
        lines.append("")
    return "\n".join(lines)


def _name(who: Who) -> str:
    return f"{who.name} *" if who.simulated else who.name


def _cell(who: Who, means: Means, lower: bool) -> str:
    if means not in who.means(lower) or (
        who.way is Way.MODEL and lower and not who.may_lower
    ):
        return "–"
    return "allowed" if who.may(lower) else "refused"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
