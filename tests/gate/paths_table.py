"""The table of all paths for people to read, as `docs/paths.md`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from .seen import Seen
from .visitors import Place

DOCUMENT = Path(__file__).parents[2] / "docs" / "paths.md"

_INTRODUCTION = """\
# Every path that a frame can take

What somebody gets who asks for a frame: from a plain Home Assistant 2026.10 camera, and
from the same camera guarded by Cloudcam Privacy. Each cell was seen, not thought out:
`script/paths` tries every path with a camera whose frames carry a marker, and looks for
the marker in what arrives. The same tests fail when a cell changes.

*home* is a browser on the home network, *remote* one elsewhere (told by the address
that a trusted proxy forwards), *cloud* one that comes in through Home Assistant Cloud,
*internal* whatever asks from inside the house, over HTTP from the machine itself or
from an add-on too, unless it is a browser. Where *home* or *remote* stands beside a
path that asks from inside, it is the place from which the frames are fetched then.
"local, trusted" is `local` for a camera with `trust_internal`.

- **live**: the camera's frames. **live + password**: and the camera's own address with
  its password, which the one who asked can keep.
- **blurred**, **placeholder**: a picture of ours. **refused**: an error, and no picture.
- **ended**: it stops at once; whoever may still see the camera asks again.

"""
_EXITS = "## Who asks while the mode is in force"
_HELD = """\
## Who was looking, or had an address, when the mode was raised

For plain Home Assistant: when the camera was turned off with `camera.turn_off`.
"""
_SOUND = """\
## Who hears

What somebody hears who is shown the live picture, by the camera's setting *Sound*, and
while it is muted. No frame of the camera's sound arrives where it says *silence* or *no
sound*; stills and moving JPEGs have none. Who is listening when the camera is muted
goes on without sound (HLS), is recorded in silence, or is disconnected and may connect
again.
"""
_LIMITS = """\
## What the table cannot show

- **Copies.** What was given away while it was allowed is given away: a snapshot, a
  recording, the still that a `proxy` camera keeps, what a browser has already received.
- **Bridges inside the home network that fetch over HTTP** (an NVR, a camera of the
  integration `generic` with the address of ours) have a place as every request has:
  on another machine it is home, on this one they are internal. Bridges that ask Home
  Assistant itself count as internal.
- **A browser on the machine itself** is told from a program by what it says of itself,
  which browsers do on loopback and over HTTPS. One that opens plain HTTP at the
  machine's address in the network counts as internal.
- **The source itself.** Home Assistant lets everybody with a login ask the source
  camera, hidden or not. Its stream, its sessions through a provider and its addresses
  end when the mode is raised; what asks for it anew is stopped by the camera's own cut.
- **WebRTC of the camera itself** goes from the camera to the viewer. The camera's
  integration is told to hang up, and so is the viewer's browser.
"""

_COLUMNS = ("Path", "Who", "plain, on", "plain, turned off")


class PathsTable:
    """The rows, as they come."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._exits: list[str] = []
        self._held: list[str] = []
        self._sounds: list[str] = []

    def add_exit(self, name: str, place: Place, seen: Mapping[str, Seen]) -> str:
        """Add what was seen in each mode; return the line."""
        self._exits.append(_line(name, place, seen, "refused"))
        return self._exits[-1]

    def add_held(self, name: str, place: Place, seen: Mapping[str, Seen]) -> str:
        """Add what was seen after the raise to each mode; return the line."""
        self._held.append(_line(name, place, seen, "ended"))
        return self._held[-1]

    def add_sound(
        self, name: str, place: Place, setting: str, heard: Sequence[str]
    ) -> str:
        """Add what was heard, not muted and muted; return the line."""
        cells = [name, place, f"`{setting}`", *heard]
        self._sounds.append(f"| {' | '.join(cells)} |")
        return self._sounds[-1]

    def text(self) -> str:
        """Return the document."""
        modes = ("open", "local", "local, trusted", "blurred", "private")
        return "\n".join(
            [
                _INTRODUCTION + _EXITS,
                "",
                *_head((*_COLUMNS, *modes)),
                *self._exits,
                "",
                _HELD,
                *_head(
                    (*_COLUMNS[:2], "plain", "to local", "to blurred", "to private")
                ),
                *self._held,
                "",
                _SOUND,
                *_head((*_COLUMNS[:2], "sound", "not muted", "muted")),
                *self._sounds,
                "",
                _LIMITS,
            ]
        )


def _head(columns: Sequence[str]) -> tuple[str, str]:
    return f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"


def _line(name: str, place: Place, seen: Mapping[str, Seen], nothing: str) -> str:
    words = {Seen.REFUSED: nothing, Seen.PASSWORD: "live + password"}
    cells = [words.get(what, what.value) for what in seen.values()]
    return f"| {' | '.join([name, place, *cells])} |"
