"""Snapshots and recordings made through one guarded camera, and how to take them back.

What is written is remembered by name for a month. Who forgets some minutes has the
files deleted whose pictures are from these minutes, if Home Assistant may write where
they are and they are still what was written then.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..household.models import CameraStore, SavedFile
from ..household.store import HouseholdStore

MOST: Final = 1000
LONGEST: Final = timedelta(days=31)
"""How many files are remembered, and for how long."""

EARLIER: Final = timedelta(seconds=5)
LATER: Final = timedelta(seconds=60)
"""How far the disk's time of a file may be from ours before it is another one."""


class Fate(StrEnum):
    """What has become of a file that was to be deleted."""

    DELETED = "deleted"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CHANGED_SINCE = "changed_since"
    NOT_DELETABLE = "not_deletable"
    BEING_WRITTEN = "being_written"


@dataclass(slots=True)
class KeptFiles:
    """The files made through one camera that can still be taken back."""

    hass: HomeAssistant
    store: HouseholdStore
    stored: CameraStore
    _known: list[SavedFile] = field(init=False)

    def __post_init__(self) -> None:
        """Take up what is remembered."""
        self._known = self.stored.kept

    @callback
    def async_begin(self, path: str) -> SavedFile:
        """Remember a file that begins to be written; one of that name is replaced."""
        now = dt_util.utcnow()
        kept = SavedFile(path, now, now, being_written=True)
        self._known[:] = [
            other
            for other in self._known[-MOST + 1 :]
            if other.path != path and now - other.until < LONGEST
        ]
        self._known.append(kept)
        return kept

    @callback
    def async_written(self, kept: SavedFile) -> None:
        """Take note that the file is written, and delete it if that is wanted."""
        kept.being_written = False
        kept.until = dt_util.utcnow()
        self.store.save_soon()
        if kept.unwanted:
            self.hass.async_create_task(self._async_delete(kept), f"{DOMAIN} forget")

    async def async_forget(self, since: datetime, until: datetime) -> dict[str, Fate]:
        """Delete the files with pictures of that time; return what became of each.

        One that is being written is deleted when it is finished. What could not be
        deleted stays remembered, so that it can be tried again.
        """
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
            partial(_delete, self.hass, kept.path, kept.since, kept.until)
        )
        if fate in (Fate.DELETED, Fate.NOT_FOUND) and kept in self._known:
            self._known.remove(kept)
            await self.store.async_save()
        return fate


def _delete(hass: HomeAssistant, path: str, since: datetime, until: datetime) -> Fate:
    """Delete a file, or what is left of a recording that was broken off.

    Blocking; to be run in the executor.
    """
    if not hass.config.is_allowed_path(path):
        return Fate.NOT_ALLOWED
    fate = Fate.NOT_FOUND
    for file in (Path(path), Path(f"{path}.tmp")):
        try:
            changed = dt_util.utc_from_timestamp(file.stat().st_mtime)
            if not since - EARLIER <= changed <= until + LATER:
                return Fate.CHANGED_SINCE
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError:
            return Fate.NOT_DELETABLE
        fate = Fate.DELETED
    return fate
