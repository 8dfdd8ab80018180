"""What has to survive a restart: overrides, what was cut, and how rules stand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
import logging
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
import voluptuous as vol

from ..const import DOMAIN
from ..policy.timing import BEFORE_ALL, Span, Timing
from .models import CameraStore, as_text, as_time

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
SAVE_DELAY: Final = 10
"""Seconds for which changes that may be lost are collected."""

WRITE_LIMIT: Final = 3
"""Seconds that a cut waits for the disk before it goes ahead all the same."""


class HouseholdStore:
    """The household's memory, in one file of Home Assistant's storage."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start empty; `async_load` fills it."""
        self._hass = hass
        self._store: Store[dict[str, Any]] = Store(
            hass, STORAGE_VERSION, DOMAIN, private=True, atomic_writes=True
        )
        self._writing: asyncio.Task[None] | None = None
        self._waiting = 0
        self._no_hurry = asyncio.Event()
        self._no_hurry.set()
        self._closed = False
        self._rules: dict[str, Any] = {}
        self.cameras: dict[str, CameraStore] = {}
        self.timings: dict[str, Timing] = {}
        self.rooms: dict[str, set[str]] = {}
        """By room rule: the areas, and the cameras, that have had sensors."""
        self.lost = False
        """Whether there should have been a memory and it could not be read."""

    async def async_load(self, *, expected: bool) -> None:
        """Read the file; one that is expected and not readable is lost."""
        try:
            data = await self._store.async_load()
            if data is not None:
                self.cameras = {
                    camera_id: CameraStore.from_dict(camera)
                    for camera_id, camera in data["cameras"].items()
                }
                for spans in data["rules"].values():
                    _timing(spans, timedelta(), timedelta())
                self._rules = data["rules"]
                self.rooms = {
                    rule_id: {str(key) for key in keys}
                    for rule_id, keys in data.get("rooms", {}).items()
                }
        except (
            AttributeError,
            HomeAssistantError,
            KeyError,
            OSError,
            TypeError,
            ValueError,
            vol.Invalid,
        ) as err:
            _LOGGER.error("The memory cannot be read: %r", err)
            data = None
        if data is None:
            self.cameras, self._rules, self.rooms = {}, {}, {}
            self.lost = expected

    def camera(self, camera_id: str) -> CameraStore:
        """Return the memory of one camera."""
        return self.cameras.setdefault(camera_id, CameraStore())

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
        if not self._closed:
            self._store.async_delay_save(self._as_dict, SAVE_DELAY)

    async def async_save(self) -> bool:
        """Write the file now, one write for all who ask in the same moment.

        Privacy does not wait for a broken disk, so this neither fails nor takes long.
        Returns whether the file is on disk.
        """
        return not self._closed and await self._async_save()

    async def async_close(self) -> None:
        """Write the file for the last time: from now on it is somebody else's.

        What is noted here later, such as the end of a recording, would undo there
        what has happened since.
        """
        self._closed = True
        await self._async_save()

    async def _async_save(self) -> bool:
        if self._writing is None:
            self._writing = self._hass.async_create_task(
                self._async_write(), f"{DOMAIN} memory", eager_start=False
            )
        try:
            with self._hurry():
                async with asyncio.timeout(WRITE_LIMIT):
                    await asyncio.shield(self._writing)
        except (TimeoutError, OSError, HomeAssistantError) as err:
            _LOGGER.warning("What must survive a restart is not on disk yet: %r", err)
            return False
        return True

    @contextmanager
    def _hurry(self) -> Iterator[None]:
        self._waiting += 1
        self._no_hurry.clear()
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._no_hurry.set()

    async def async_no_hurry(self) -> None:
        """Wait while something waits for the disk: a busy event loop slows it down."""
        await self._no_hurry.wait()

    @callback
    def async_save_in_background(self) -> None:
        """Write the file now without waiting for it."""
        if not self._closed:
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
            "rooms": {rule_id: sorted(keys) for rule_id, keys in self.rooms.items()},
            "rules": {
                rule_id: [_span_as_list(timing.certain), _span_as_list(timing.possible)]
                for rule_id, timing in self.timings.items()
            },
        }


def _span_as_list(span: Span) -> list[str | None]:
    return [as_text(span.since), as_text(span.until)]


def _timing(spans: Any, after: timedelta, hold: timedelta) -> Timing:
    certain, possible = (Span(_since(since), as_time(until)) for since, until in spans)
    return Timing(after, hold, certain, possible)


def _since(text: str | None) -> datetime | None:
    return BEFORE_ALL if text == as_text(BEFORE_ALL) else as_time(text)
