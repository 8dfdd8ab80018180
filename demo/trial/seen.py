"""Which cameras there are in the trial, and what is seen of one."""

from dataclasses import dataclass, field
from typing import Final

HEALTHY: Final = "Healthy"
APP_ONCE, APP_OFTEN = "Used by app once", "Used by app often"
FAULTY: Final = {
    "Ignores": "ignores",
    "Answers late": "answers_late",
    "Drops connection": "drops_connection",
    "Uploads anyway": "uploads_anyway",
    "Gone when off": "gone_when_off",
    "Second wake": "second_wake",
    "Forgets on reboot": "forgets_on_reboot",
    "Reboots": "reboots",
}
"""Cameras by name, each with its fault."""

NAMES: Final = [HEALTHY, *FAULTY, APP_ONCE, APP_OFTEN]
"""The app of the last two is used by hand: the fault would do so for ever."""

SURE: Final = ("confirmed", "verified")
LATE_SECONDS: Final = 12

type Sequence = list[tuple[float, str]]


@dataclass(slots=True)
class Seen:
    """What was seen of one camera; all times are in seconds."""

    closed: float = 0
    """From the door to the first answer without the room in it."""
    last_byte: float | None = None
    """From what made it upload last to its last byte; None if it went on."""
    assurance: Sequence = field(default_factory=list)
    """From the door on, until Anna leaves."""
    assurance_back: Sequence = field(default_factory=list)
    """From then on."""
    leaked: bool = False
    events: list[str] = field(default_factory=list)
    issues_home: set[str] = field(default_factory=set)
    issues_out: set[str] = field(default_factory=set)
    issues_after: set[str] = field(default_factory=set)
    back: float = 0
    """From her leaving to the first byte, where the fault lets it be."""
    next_quiet: bool = False
    next_back: bool = False
