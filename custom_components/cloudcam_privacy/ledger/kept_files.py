"""Snapshots and recordings made through one guarded camera, and how to take them back.

What is written is remembered for a month. Who forgets some minutes has the files deleted
whose pictures are from these minutes, if Home Assistant may write where they are and
they are still what was written then.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..household.models import CameraStore, FileIdentity, SavedFile
from ..household.store import HouseholdStore
from .written_file import Fate, delete, identify

MOST: Final = 1000
LONGEST: Final = timedelta(days=31)
"""How many files are remembered, and for how long."""


@dataclass(eq=False, slots=True)
class Writing:
    """A file that is being written, and what was there of that name before."""

    kept: SavedFile
    before: FileIdentity | None


@dataclass(slots=True)
class KeptFiles:
    """The files made through one camera that can still be taken back."""

    hass: HomeAssistant
    store: HouseholdStore
    stored: CameraStore
    _known: list[SavedFile] = field(init=False)
    _finishing: set[asyncio.Task[None]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Take up what is remembered."""
        self._known = self.stored.kept

    async def async_begin(self, path: str) -> Writing:
        """Remember a file before it is written."""
        before = await self.hass.async_add_executor_job(identify, path)
        now = dt_util.utcnow()
        kept = SavedFile(path, now, now, being_written=True)
        self._known[:] = [
            other for other in self._known[-MOST + 1 :] if now - other.until < LONGEST
        ]
        self._known.append(kept)
        return Writing(kept, before)

    @callback
    def async_written(self, writing: Writing) -> None:
        """Take note that the file is written, and delete it if that is wanted."""
        task = self.hass.async_create_task(self._finish(writing), f"{DOMAIN} written")
        if not task.done():
            self._finishing.add(task)
            task.add_done_callback(self._finishing.discard)

    async def _finish(self, writing: Writing) -> None:
        """See what was written; if nothing was, there is nothing to take back."""
        kept = writing.kept
        kept.written = await self.hass.async_add_executor_job(identify, kept.path)
        kept.being_written = False
        kept.until = dt_util.utcnow()
        if kept.written is None or kept.written == writing.before:
            self._known.remove(kept)
        else:
            self._known[:] = [
                other
                for other in self._known
                if other is kept or other.written is None or other.path != kept.path
            ]
        self.store.save_soon()
        if kept.unwanted and kept in self._known:
            await self._async_delete(kept)

    def may_have_lost(self, since: datetime) -> bool:
        """Tell whether files from then on may no longer be remembered: they were many."""
        oldest = min((kept.since for kept in self._known), default=since)
        return len(self._known) >= MOST and oldest > since

    async def async_forget(self, since: datetime, until: datetime) -> dict[str, Fate]:
        """Delete the files with pictures of that time; return what became of each.

        One that is being written is deleted when it is finished. What could not be
        deleted stays remembered, so that it can be tried again.
        """
        if self._finishing:
            await asyncio.wait(self._finishing)
        fates: dict[str, Fate] = {}
        for kept in tuple(self._known):
            if kept.since > until:
                continue
            if kept.being_written:
                kept.unwanted = True
                fates[kept.path] = Fate.BEING_WRITTEN
            elif kept.until >= since:
                fates[kept.path] = await self._async_delete(kept)
        return fates

    async def _async_delete(self, kept: SavedFile) -> Fate:
        fate = await self.hass.async_add_executor_job(
            delete, self.hass, kept.path, kept.written
        )
        if fate.is_final and kept in self._known:
            self._known.remove(kept)
            await self.store.async_save()
        return fate
