"""What is remembered of cameras and rules, and how it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from homeassistant.util import dt as dt_util
import voluptuous as vol

from ..policy.decision import Override
from ..policy.mode import Mode
from ..policy.sound import MuteOverride
from ..policy.timing import BEFORE_ALL, Span, Timing

_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Hidden:
    """How a source was shown before version 0.1.0 hid it."""

    source: str
    was_visible: bool
    exposed: dict[str, bool]


class FileIdentity(NamedTuple):
    """Which file it is: its path without links, inode, size and time of change in ns."""

    path: str
    inode: int
    size: int
    changed: int


@dataclass(eq=False, slots=True)
class SavedFile:
    """A file that an action has written from the camera's pictures."""

    path: str
    since: datetime
    until: datetime
    """When its first and its last picture were taken."""
    written: FileIdentity | None = None
    """What was written; None while nobody has seen how that ended."""
    being_written: bool = False
    unwanted: bool = False
    """Whether it is to be deleted as soon as it is written."""


@dataclass(slots=True)
class CameraStore:
    """What is remembered of one guarded camera."""

    override: Override | None = None
    mute: MuteOverride | None = None
    hidden: Hidden | None = None
    """What version 0.1.0 has stored; it is noted elsewhere now, and not stored here."""
    gave_picture: bool = False
    """Whether the camera was seen to give a picture: only then it can fail to."""
    lost: bool = False
    """Whether the override stands in for a memory that was lost."""
    kept: list[SavedFile] = field(default_factory=list)
    """The files that can still be taken back, the oldest first."""
    known_cuts: set[str] | None = None
    """References of what was found to cut it so far, None before anybody has looked."""

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "override": self.override and _override_as_dict(self.override),
            "mute": self.mute and _mute_as_dict(self.mute),
            "gave_picture": self.gave_picture,
            "lost": self.lost,
            "kept": [
                [kept.path, as_text(kept.since), as_text(kept.until), kept.written]
                for kept in self.kept
            ],
            "known_cuts": None if self.known_cuts is None else sorted(self.known_cuts),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CameraStore:
        """Return what was stored; raise vol.Invalid if it is damaged."""
        return cls(**_CAMERA(data))


def _override_as_dict(override: Override) -> dict[str, Any]:
    return {
        "mode": override.mode,
        "until": as_text(override.until),
        "lowers": override.lowers,
        "by": override.by,
        "reason": override.reason,
        "by_turning_off": override.by_turning_off,
        "before": override.before and _override_as_dict(override.before),
    }


def _mute_as_dict(mute: MuteOverride) -> dict[str, Any]:
    return {"muted": mute.muted, "until": as_text(mute.until), "by": mute.by}


def as_text(when: datetime | None) -> str | None:
    """Return a point in time as it is stored and shown in attributes."""
    return None if when is None else when.isoformat()


def as_time(text: str | None) -> datetime | None:
    """Return a stored point in time, in UTC.

    Raise ValueError if it is none, has no zone, or is none that a clock has shown:
    near the ends of the calendar nothing could be added to it.
    """
    if text is None:
        return None
    if (when := dt_util.parse_datetime(text, raise_on_error=True)).tzinfo is None:
        raise ValueError(f"Time without a zone: {text}")
    if not _EARLIEST <= when <= _LATEST:
        raise ValueError(f"Time that no clock shows: {text}")
    return dt_util.as_utc(when)


def timing_as_list(timing: Timing) -> list[list[str | None]]:
    """Return how a rule stands, as it is stored."""
    return [
        [as_text(span.since), as_text(span.until)]
        for span in (timing.certain, timing.possible)
    ]


def timing_of(spans: Any, after: timedelta, hold: timedelta) -> Timing:
    """Return how a rule stood."""
    certain, possible = (Span(_since(since), as_time(until)) for since, until in spans)
    return Timing(after, hold, certain, possible)


def _since(text: str | None) -> datetime | None:
    return BEFORE_ALL if text == as_text(BEFORE_ALL) else as_time(text)


def _stored(fields: Mapping[Any, Any]) -> vol.Schema:
    return vol.Schema(dict(fields), required=True)


_MOMENT: Final = vol.All(str, as_time)


def _override(before: Mapping[Any, Any]) -> vol.All[Any]:
    return vol.All(
        _stored(
            {
                "mode": vol.Coerce(Mode),
                "until": vol.Maybe(_MOMENT),
                "lowers": bool,
                "by": vol.Maybe(str),
                "reason": vol.Maybe(str),
                vol.Optional("by_turning_off", default=False): bool,
                **before,
            }
        ),
        lambda fields: Override(**fields),
    )


_BEFORE: Final = _override({vol.Optional("before", default=None): None})
_OVERRIDE: Final = _override({vol.Optional("before", default=None): vol.Maybe(_BEFORE)})
_MUTE: Final = vol.All(
    _stored(
        {"muted": bool, "until": vol.Maybe(_MOMENT), "by": vol.Maybe(str)},
    ),
    lambda fields: MuteOverride(**fields),
)
_HIDDEN: Final = vol.All(
    _stored(
        {
            "source": str,
            "was_visible": bool,
            "exposed": {vol.Optional(str): bool},
            vol.Optional("handed_over"): bool,
        }
    ),
    lambda fields: Hidden(fields["source"], fields["was_visible"], fields["exposed"]),
)
_IDENTITY: Final = vol.All(
    vol.ExactSequence([str, int, int, int]), lambda row: FileIdentity(*row)
)
_KEPT: Final = vol.All(
    vol.Any(
        vol.ExactSequence([str, _MOMENT, _MOMENT]),
        vol.ExactSequence([str, _MOMENT, _MOMENT, vol.Maybe(_IDENTITY)]),
    ),
    lambda row: SavedFile(*row),
)
_CAMERA: Final = _stored(
    {
        "override": vol.Maybe(_OVERRIDE),
        vol.Optional("mute", default=None): vol.Maybe(_MUTE),
        vol.Optional("hidden"): vol.Maybe(_HIDDEN),
        "gave_picture": bool,
        "lost": bool,
        vol.Optional("kept", default=list): [_KEPT],
        vol.Optional("known_cuts", default=None): vol.Maybe(
            vol.All([str], vol.Coerce(set))
        ),
    }
)
