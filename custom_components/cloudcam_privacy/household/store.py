"""What has to survive a restart: overrides, what was cut, and how rules stand."""

import asyncio
from collections.abc import Set as AbstractSet
from datetime import timedelta
import logging
from typing import Any, Final

from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.json import json_bytes
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.json import json_loads_object
import voluptuous as vol

from ..const import DOMAIN
from ..cut.record import CutRecord
from ..cut.waiter import Waiter
from ..ha_internals.tables import CheckedStore
from ..policy.timing import Timing
from .listeners import Listeners
from .models import CameraStore, timing_as_list, timing_of
from .store_migration import migrate_store
from .timer import Timer

_LOGGER = logging.getLogger(__name__)

STORAGE_VERSION: Final = 1
SAVE_DELAY: Final = 10
"""Seconds for which changes that may be lost are collected."""

WRITE_LIMIT: Final = 3
"""Seconds that somebody who relies on the disk waits for it."""

FIRST_RETRY: Final = 5
LONGEST_RETRY: Final = 60
"""Seconds after which a disk that fails is tried again, doubled up to the longest."""

UNSAVED: Final = HassKey[dict[str, Any]](f"{DOMAIN}_unsaved")
"""What the last household could not write, for the one that is loaded after it."""

TOLD_AFTER: Final = 60
"""Seconds for which a disk may fail or hang before people are told."""


class HouseholdStore:
    """What the household keeps, in one file of Home Assistant's storage."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start empty; `async_load` fills it."""
        self._hass = hass
        self._store = CheckedStore(
            hass, STORAGE_VERSION, DOMAIN, private=True, atomic_writes=True
        )
        self._writer: asyncio.Task[None] | None = None
        self._waiter = Waiter()
        self._changes = self._on_disk = 0
        self._soon = Timer(hass)
        self._failing_since: float | None = None
        self._tell_later = Timer(hass)
        self.when_failing = Listeners[[]]()
        """The disk has failed for long, or works again."""
        self._closed = False
        self._rules: dict[str, Any] = {}
        self._unsubscribe: CALLBACK_TYPE | None = None
        self.cameras: dict[str, CameraStore] = {}
        self.cuts: dict[str, CutRecord] = {}
        """By the reference of the entity that cuts."""
        self.timings: dict[str, Timing] = {}
        self.rooms: dict[str, set[str]] = {}
        """By room rule: the areas, and the cameras, that have had sensors."""
        self.identities: dict[str, tuple[str, str, str]] = {}
        """By registry id: domain, integration and the entity's unique id there."""
        self.lost = False
        """Whether there should have been a memory and it could not be read."""
        self.crashed = False
        """Whether the last run ended without a word, so that notes may be missing."""

    async def async_load(self, *, expected: bool) -> None:
        """Read the file; one that is expected and not readable is lost."""
        try:
            unsaved = self._hass.data.pop(UNSAVED, None)
            data = await self._store.async_load() if unsaved is None else unsaved
            if data is not None:
                data = migrate_store(data)
                self.cameras = {
                    camera_id: CameraStore.from_dict(camera)
                    for camera_id, camera in data["cameras"].items()
                }
                self.cuts = {
                    reference: CutRecord.from_dict(cut)
                    for reference, cut in data["cuts"].items()
                }
                self.crashed = data["clean"] is not True
                for spans in data["rules"].values():
                    timing_of(spans, timedelta(), timedelta())
                self._rules = data["rules"]
                self.rooms = {
                    rule_id: {str(key) for key in keys}
                    for rule_id, keys in data.get("rooms", {}).items()
                }
                self.identities = {
                    reference: (str(domain), str(platform), str(unique_id))
                    for reference, (domain, platform, unique_id) in data.get(
                        "identities", {}
                    ).items()
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
            self.cameras, self.cuts, self._rules, self.rooms = {}, {}, {}, {}
            self.identities = {}
            self.crashed = False
            self.lost = expected
        self._unsubscribe = self._hass.bus.async_listen_once(
            EVENT_HOMEASSISTANT_STOP, self._stopping
        )

    async def async_note_run(self) -> None:
        """Write that a run has begun, before anything is cut in it.

        Else a crash in its first moments would look like the clean end of the last run.
        """
        if self.cuts and not self.crashed:
            await self.async_save()

    def camera(self, camera_id: str) -> CameraStore:
        """Return the memory of one camera."""
        return self.cameras.setdefault(camera_id, CameraStore())

    def keep_cameras(self, camera_ids: AbstractSet[str]) -> None:
        """Forget all other cameras: they are no longer guarded.

        Their cuts are put back by the pool of all cuts, which goes on trying.
        """
        for camera_id in self.cameras.keys() - camera_ids:
            del self.cameras[camera_id]

    def timing(self, rule_id: str, after: timedelta, hold: timedelta) -> Timing:
        """Return how a rule stood when the file was written.

        A rule that has held all the time may have paused while nobody watched, so
        what is certain begins anew; what is possible goes on.
        """
        if (spans := self._rules.get(rule_id)) is not None:
            timing = timing_of(spans, after, hold)
            timing.certain.since = None
        elif self.lost:
            timing = Timing.unwatched(after, hold)
        else:
            timing = Timing(after, hold)
        self.timings[rule_id] = timing
        return timing

    # Writing

    @property
    def is_failing(self) -> bool:
        """Tell whether the file could not be written for so long that people are told."""
        since = self._failing_since
        return since is not None and self._hass.loop.time() - since >= TOLD_AFTER

    @callback
    def save_soon(self) -> None:
        """Write the file within some seconds."""
        if not (self._soon.is_running or self._closed):
            self._soon.async_start(SAVE_DELAY, self.async_save_in_background)

    @callback
    def async_save_when(self, at_once: bool) -> None:
        """Write the file at once without waiting for it, or within some seconds."""
        if at_once:
            self.async_save_in_background()
        else:
            self.save_soon()

    @callback
    def async_save_in_background(self) -> None:
        """Write the file now without waiting for it.

        All changes of one step of the event loop, and those made while the disk is
        busy, are one write. What cannot be written is tried again until it can.
        """
        if not self._closed:
            self._begin_to_write()

    async def async_save(self) -> bool:
        """Write the file now, and wait for it, though not for ever.

        This neither fails nor takes long. Returns whether the file is on disk.
        """
        return not self._closed and await self._async_save()

    async def async_close(self) -> None:
        """Write the file for the last time: from now on it is somebody else's.

        What is noted here later would undo there what has happened since.
        """
        self._closed = True
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if not await self._async_save():
            if self._writer is not None:
                self._writer.cancel()
            self._hass.data[UNSAVED] = json_loads_object(json_bytes(self._as_dict()))
        self._works_again()

    async def _async_save(self) -> bool:
        self._begin_to_write()
        wanted = self._changes
        if await self._waiter.wait_until(lambda: self._on_disk >= wanted, WRITE_LIMIT):
            return True
        _LOGGER.warning("What must survive a restart is not on disk yet")
        return False

    @callback
    def _begin_to_write(self) -> None:
        self._changes += 1
        self._soon.async_cancel()
        if self._writer is None or self._writer.done():
            self._writer = self._hass.async_create_background_task(
                self._write(), f"{DOMAIN} store", eager_start=False
            )

    async def _write(self) -> None:
        """Write until all changes are on disk."""
        pause = FIRST_RETRY
        while self._on_disk < self._changes:
            changes = self._changes
            if self._failing_since is None:
                self._failing_since = self._hass.loop.time()
                self._tell_later.async_start(TOLD_AFTER, self.when_failing.async_call)
            await self._store.async_save(self._as_dict())
            if self._store.error is None:
                self._on_disk = changes
                self._waiter.tell()
                self._works_again()
                pause = FIRST_RETRY
                continue
            _LOGGER.debug("The store could not be written; again in %s s", pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_RETRY)

    def _works_again(self) -> None:
        was_failing, self._failing_since = self.is_failing, None
        self._tell_later.async_cancel()
        if was_failing:
            self.when_failing.async_call()

    @callback
    def _stopping(self, _: Event) -> None:
        """Leave the last write to Home Assistant, which stops the tasks."""
        self._unsubscribe = None
        self._closed = True
        self._store.async_delay_save(self._as_dict)

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()

    def _as_dict(self) -> dict[str, Any]:
        return {
            "clean": self._closed,
            "cameras": {
                camera_id: camera.as_dict()
                for camera_id, camera in self.cameras.items()
            },
            "cuts": {
                reference: record.as_dict() for reference, record in self.cuts.items()
            },
            "identities": self.identities,
            "rooms": {rule_id: sorted(keys) for rule_id, keys in self.rooms.items()},
            "rules": {
                rule_id: timing_as_list(timing)
                for rule_id, timing in self.timings.items()
            }
            or self._rules,
        }
