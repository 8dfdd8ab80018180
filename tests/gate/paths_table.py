"""The tables of all paths for people to read, in `docs/paths.md`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..documents import table, with_tables
from .seen import Seen
from .visitors import Place

DOCUMENT = Path(__file__).parents[2] / "docs" / "paths.md"

_WHO = ("Path", "Who")
_PLAIN = (*_WHO, "plain, on", "plain, turned off")
_MODES = ("open", "local", "local, trusted", "blurred", "private")
_RAISED = (*_WHO, "plain", "to local", "to blurred", "to private")
_SOUND = (*_WHO, "sound", "not muted", "muted")

type _Rows = list[Sequence[str]]


class PathsTable:
    """The rows, as they come."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._exits: _Rows = []
        self._held: _Rows = []
        self._sounds: _Rows = []

    def add_exit(self, name: str, place: Place, seen: Mapping[str, Seen]) -> str:
        """Add what was seen in each mode; return the line."""
        return _add(self._exits, name, place, _cells(seen, "refused"))

    def add_held(self, name: str, place: Place, seen: Mapping[str, Seen]) -> str:
        """Add what was seen after the raise to each mode; return the line."""
        return _add(self._held, name, place, _cells(seen, "ended"))

    def add_sound(
        self, name: str, place: Place, setting: str, heard: Sequence[str]
    ) -> str:
        """Add what was heard, not muted and muted; return the line."""
        return _add(self._sounds, name, place, [f"`{setting}`", *heard])

    def text(self) -> str:
        """Return the document."""
        return with_tables(
            DOCUMENT,
            exits=table((*_PLAIN, *_MODES), self._exits),
            held=table(_RAISED, self._held),
            sound=table(_SOUND, self._sounds),
        )


def _add(rows: _Rows, name: str, place: Place, cells: Sequence[str]) -> str:
    rows.append([name, place, *cells])
    return f"| {' | '.join(rows[-1])} |"


def _cells(seen: Mapping[str, Seen], nothing: str) -> list[str]:
    words = {Seen.REFUSED: nothing, Seen.PASSWORD: "live + password"}
    return [words.get(what, what.value) for what in seen.values()]
