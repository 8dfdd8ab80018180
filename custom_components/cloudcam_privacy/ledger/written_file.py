"""One file on disk: which it is, and deleting it only as long as it is that one.

A file is told by its inode, size and time of change, not by its name: of the same name
there can be another one at any time. All functions block; they are for the executor.
"""

from enum import StrEnum
from pathlib import Path

from homeassistant.core import HomeAssistant

from ..household.models import FileIdentity


class Fate(StrEnum):
    """What has become of a file that was to be deleted."""

    DELETED = "deleted"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CHANGED_SINCE = "changed_since"
    NOT_DELETABLE = "not_deletable"
    BEING_WRITTEN = "being_written"
    HAS_OTHER_NAME = "has_other_name"
    """Deleted under the name that was written to, and still there under another."""

    @property
    def is_final(self) -> bool:
        """Tell whether there is nothing left to try."""
        return self in (Fate.DELETED, Fate.NOT_FOUND, Fate.HAS_OTHER_NAME)


def identify(path: str) -> FileIdentity | None:
    """Return which file a path leads to, links followed; None if to none."""
    try:
        real = Path(path).resolve(strict=True)
        stat = real.stat()
    except OSError, RuntimeError, ValueError:
        return None
    return FileIdentity(str(real), stat.st_ino, stat.st_size, stat.st_mtime_ns)


def delete(hass: HomeAssistant, path: str, written: FileIdentity | None) -> Fate:
    """Delete what was written to a path, if it is still there and still the same."""
    name = Path(path)
    if written is None:
        # Nobody saw how the writing ended, so what is there may be anybody's.
        return Fate.CHANGED_SINCE if name.exists() else Fate.NOT_FOUND
    if not hass.config.is_allowed_path(path) or not hass.config.is_allowed_path(
        written.path
    ):
        return Fate.NOT_ALLOWED
    try:
        if identify(written.path) != written:
            there = Path(written.path).exists()
            return Fate.CHANGED_SINCE if there else Fate.NOT_FOUND
        other_names = Path(written.path).stat().st_nlink - 1
        # A link of that name may lead elsewhere by now, and be somebody else's.
        is_our_link = name.is_symlink() and str(name.resolve()) == written.path
        Path(written.path).unlink()
        if is_our_link:
            name.unlink()
    except OSError:
        return Fate.NOT_DELETABLE
    return Fate.HAS_OTHER_NAME if other_names else Fate.DELETED
