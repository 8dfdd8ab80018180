"""One use of a camera: who, where to, by which path, from when to when, how much."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic
from typing import Any, Final

from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..policy.mode import Answer, Destination, Mode

LINGER: Final = 5.0
"""Seconds after its last frame for which a picture counts as being looked at."""

STILLS_TOGETHER: Final = 30.0
"""Seconds without a still after which the next one of the same person is a new use."""


NAMES: Final = ("who", "destination")
"""What tells of people, and is kept only if the household wants it."""

EVENT_ACCESS: Final = f"{DOMAIN}_access"
"""The event that the logbook shows as a sentence."""


class AccessPath(StrEnum):
    """By which path a camera is used."""

    STILL = "still"
    MJPEG = "mjpeg"
    HLS = "hls"
    WEBRTC = "webrtc"
    STREAM_SOURCE = "stream_source"
    SNAPSHOT = "snapshot"
    RECORDING = "recording"
    LOWERING = "lowering"


class AccessKind(StrEnum):
    """What the ledger has to tell; a type of the access event."""

    VIEWED = "viewed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Who:
    """Who uses the camera, where the frames go, and by which path."""

    name: str
    destination: Destination
    way: AccessPath


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger, as it is told to the entities."""

    kind: AccessKind
    who: Who
    mode: Mode
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self, *, tells_who: bool = True) -> dict[str, Any]:
        """Return what there is to keep, as plain values; names only if allowed."""
        names = zip(NAMES, (self.who.name, self.who.destination.value), strict=True)
        return {
            **(dict(names) if tells_who else {}),
            "path": self.who.way.value,
            "mode": self.mode.value,
            **self.facts,
        }


@dataclass(eq=False, slots=True)
class AccessSession:
    """A use of the camera that goes on, or is over.

    A frame only adds to its numbers. `linger` are the seconds after a frame for which
    the picture counts as looked at, None for as long as the connection is there;
    `lasts` those after which the session is over.
    """

    who: Who
    mode: Mode
    answer: Answer
    linger: float | None = LINGER
    lasts: float | None = LINGER
    since: datetime = field(init=False)
    started: float = field(init=False)
    last: float = field(init=False)
    frames: int = 0
    bytes: int = 0
    sound: bool = False
    """Whether the camera's sound went along."""
    rhythm: float = 0.0
    """Seconds between stills that come regularly, as far as that is known."""
    looking: bool = True
    over: bool = False

    def __post_init__(self) -> None:
        """Begin now, with a first frame on its way."""
        self.since = dt_util.utcnow()
        self.last = self.started = monotonic()

    @property
    def looks_until(self) -> float | None:
        """Return when, on the monotonic clock, nobody looks any more."""
        if self.linger is None:
            return None
        return self.last + self.rhythm + self.linger

    @property
    def over_at(self) -> float | None:
        """Return when, on the monotonic clock, the session is over."""
        return None if self.lasts is None else self.last + self.lasts

    @property
    def seconds(self) -> float:
        """Return how long it has lasted, from the first frame to the last."""
        end = monotonic() if self.lasts is None and not self.over else self.last
        return end - self.started

    @property
    def last_seen(self) -> datetime:
        """Return when the last frame was handed over."""
        return self.since + timedelta(seconds=self.seconds)

    def entry(self) -> Entry:
        """Return what there is to tell; what was not counted is None."""
        return Entry(
            AccessKind.VIEWED,
            self.who,
            self.mode,
            {
                "started": self.since.isoformat(timespec="seconds"),
                "duration": round(self.seconds),
                "frames": self.frames or None,
                "bytes": self.bytes or None,
                "sound": self.sound,
            },
        )
