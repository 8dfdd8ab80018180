"""What came of one kind of fault, all its rounds together, as a row of the table."""

from dataclasses import dataclass, field
from typing import Final

from .faults import Fault

HEAD: Final = (
    "Fault",
    "Rounds",
    "Struck at once",
    "Frames to the maker",
    "Of these in rounds struck at once",
    "The last of these after the fault",
    "Frames to a viewer",
    "Not certain after 90 s",
    "Not back after 120 s",
    "Issues missing",
    "Issues left over",
    "Rounds not finished",
)


@dataclass
class Row:
    """Counts of one kind of fault."""

    fault: Fault
    rounds: int = 0
    at_once: int = 0
    """Rounds in which the fault did not wait until the cameras were told."""
    uploaded: int = 0
    uploaded_at_once: int = 0
    last: float | None = None
    """Seconds from the end of a fault to the last frame, the most of all rounds."""
    shown: int = 0
    unsure: int = 0
    not_back: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, uploaded: int, last: float | None, *, at_once: bool) -> None:
        """Add the frames that reached the maker in one round."""
        self.uploaded += uploaded
        if at_once:
            self.uploaded_at_once += uploaded
        if last is not None:
            self.last = last if self.last is None else max(self.last, last)

    def cells(self) -> list[str]:
        """Return what is written into the table, below `HEAD`."""
        return [
            self.fault.name,
            str(self.rounds),
            str(self.at_once),
            str(self.uploaded),
            str(self.uploaded_at_once),
            "none" if self.last is None else f"{self.last:.1f} s",
            str(self.shown),
            str(self.unsure),
            str(self.not_back),
            ", ".join(self.missing) or "none",
            ", ".join(self.wrong) or "none",
            str(len(self.failed)),
        ]
