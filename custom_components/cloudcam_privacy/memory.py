"""What has to survive a restart: overrides, what was cut, and how rules stand."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
import logging
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .policy.decision import Override
from .policy.mode import Mode
from .policy.timing import Span, Timing

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
SAVE_DELAY: Final = 10
"""Seconds for which changes that may be lost are collected."""

WRITE_LIMIT: Final = 3
"""Seconds that a cut waits for the disk before it goes ahead all the same."""


@dataclass(slots=True)
class Found:
    """How a cut's entity was before we changed it."""

    cut_state: str
    state: str | None = None
    position: int | None = None
    asked: bool | None = None
    """What was last asked and not seen since: the cut, its undoing, or nothing."""
    late: bool = False
    """Whether a cut was taken back before it was seen, so that it may come late."""


@dataclass(slots=True)
class Hidden:
    """How the source entity was shown before we hid it."""

    source: str
    was_visible: bool
    exposed: dict[str, bool]
    handed_over: bool = False
    """Whether the guarded camera has been given its name and its assistants."""


@dataclass(eq=False, slots=True)
class Kept:
    """A file that an action has written from the camera's pictures."""

    path: str
    since: datetime
    until: datetime
    """When its first and its last picture were taken."""
    being_written: bool = False
    unwanted: bool = False
    """Whether it is to be deleted as soon as it is written."""


@dataclass(slots=True)
class CameraMemory:
    """What is remembered of one guarded camera."""

    override: Override | None = None
    found: dict[str, Found] = field(default_factory=dict)
    """By the cut's reference: what we changed and have not put back yet."""
    hidden: Hidden | None = None
    gave_picture: bool = True
    """Whether the camera gave a picture when it was last cut."""
    lost: bool = False
    """Whether the override stands in for a memory that was lost."""
    kept: list[Kept] = field(default_factory=list)
    """The files that can still be taken back, the oldest first."""
    wants: set[str] = field(default_factory=set, compare=False)
    """References of the cuts that are wanted now; not stored."""

    def as_dict(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "override": self.override and _override_as_dict(self.override),
            "found": {ref: asdict(found) for ref, found in self.found.items()},
            "hidden": self.hidden and asdict(self.hidden),
            "gave_picture": self.gave_picture,
            "lost": self.lost,
            "kept": [
                [kept.path, _text(kept.since), _text(kept.until)] for kept in self.kept
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CameraMemory:
        """Return what was stored; raise if it is damaged."""
        return cls(
            override=_override_from_dict(data["override"])
            if data["override"]
            else None,
            found={ref: Found(**found) for ref, found in data["found"].items()},
            hidden=Hidden(**data["hidden"]) if data["hidden"] else None,
            gave_picture=data["gave_picture"],
            lost=data["lost"],
            kept=[_kept(*row) for row in data.get("kept", ())],
        )


class Memory:
    """The household's memory, in one file of Home Assistant's storage."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start empty; `async_load` fills it."""
        self._hass = hass
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, DOMAIN, private=True, atomic_writes=True
        )
        self._writing: asyncio.Task[None] | None = None
        self._rules: dict[str, Any] = {}
        self.cameras: dict[str, CameraMemory] = {}
        self.timings: dict[str, Timing] = {}
        self.lost = False
        """Whether there should have been a memory and it could not be read."""

    async def async_load(self, *, expected: bool) -> None:
        """Read the file; one that is expected and not readable is lost."""
        try:
            data = await self._store.async_load()
            if data is not None:
                self.cameras = {
                    camera_id: CameraMemory.from_dict(camera)
                    for camera_id, camera in data["cameras"].items()
                }
                for spans in data["rules"].values():
                    _timing(spans, timedelta(), timedelta())
                self._rules = data["rules"]
        except (
            AttributeError,
            HomeAssistantError,
            KeyError,
            OSError,
            TypeError,
            ValueError,
        ) as err:
            _LOGGER.error("The memory cannot be read: %r", err)
            data = None
        if data is None:
            self.cameras, self._rules = {}, {}
            self.lost = expected

    def camera(self, camera_id: str) -> CameraMemory:
        """Return the memory of one camera."""
        return self.cameras.setdefault(camera_id, CameraMemory())

    def timing(self, rule_id: str, after: timedelta, hold: timedelta) -> Timing:
        """Return how a rule stood when the file was written.

        A rule that has held all the time may have paused while nobody watched, so
        what is certain begins anew; what is possible goes on.
        """
        if (spans := self._rules.get(rule_id)) is not None:
            timing = _timing(spans, after, hold)
            timing.certain.since = None
        elif self.lost:
            timing = Timing.unwatched(after, hold)
        else:
            timing = Timing(after, hold)
        self.timings[rule_id] = timing
        return timing

    def save_soon(self) -> None:
        """Write the file within some seconds."""
        self._store.async_delay_save(self._as_dict, SAVE_DELAY)

    async def async_save(self) -> bool:
        """Write the file now, one write for all who ask in the same moment.

        Privacy does not wait for a broken disk, so this neither fails nor takes long.
        Returns whether the file is on disk.
        """
        if self._writing is None:
            self._writing = self._hass.async_create_task(
                self._async_write(), f"{DOMAIN} memory", eager_start=False
            )
        try:
            async with asyncio.timeout(WRITE_LIMIT):
                await asyncio.shield(self._writing)
        except (TimeoutError, OSError, HomeAssistantError) as err:
            _LOGGER.warning("What must survive a restart is not on disk yet: %r", err)
            return False
        return True

    @callback
    def async_save_in_background(self) -> None:
        """Write the file now without waiting for it."""
        self._store.async_delay_save(self._as_dict, 0)

    async def _async_write(self) -> None:
        self._writing = None
        await self._store.async_save(self._as_dict())

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()

    def _as_dict(self) -> dict[str, Any]:
        return {
            "cameras": {
                camera_id: camera.as_dict()
                for camera_id, camera in self.cameras.items()
            },
            "rules": {
                rule_id: [_span_as_list(timing.certain), _span_as_list(timing.possible)]
                for rule_id, timing in self.timings.items()
            },
        }


def _override_as_dict(override: Override) -> dict[str, Any]:
    return {
        "mode": override.mode,
        "until": _text(override.until),
        "lowers": override.lowers,
        "by": override.by,
        "reason": override.reason,
    }


def _override_from_dict(data: Mapping[str, Any]) -> Override:
    return Override(
        Mode(data["mode"]),
        _time(data["until"]),
        data["lowers"],
        data["by"],
        data["reason"],
    )


def _kept(path: str, since: str, until: str) -> Kept:
    start, end = _time(since), _time(until)
    if start is None or end is None:
        raise ValueError(f"File without a time: {path}")
    return Kept(path, start, end)


def _span_as_list(span: Span) -> list[str | None]:
    return [_text(span.since), _text(span.until)]


def _timing(spans: Any, after: timedelta, hold: timedelta) -> Timing:
    certain, possible = (Span(_time(since), _time(until)) for since, until in spans)
    return Timing(after, hold, certain, possible)


def _text(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    if (when := dt_util.parse_datetime(text, raise_on_error=True)).tzinfo is None:
        raise ValueError(f"Time without a zone: {text}")
    return when
