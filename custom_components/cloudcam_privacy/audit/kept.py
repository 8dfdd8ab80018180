"""What mended places were like before: kept on disk, and put back on demand."""

from typing import Any, Final, TypedDict

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now

from ..const import DOMAIN

STORAGE_VERSION: Final = 1
MOST: Final = 50
"""How many old versions are kept; the oldest goes first."""


class OldVersion(TypedDict):
    """One place as it was before it was mended.

    `replaces` is the kind of place, `key` which one: the id of an automation, script
    or scene, or a dashboard's address.
    """

    kept: str
    when: str
    replaces: str
    key: str
    name: str
    config: Any


class Kept:
    """The old versions, in a file of Home Assistant's storage."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Prepare; the file is read when it is needed."""
        self._store: Store[list[OldVersion]] = Store(
            hass,
            STORAGE_VERSION,
            f"{DOMAIN}.kept",
            private=True,
            atomic_writes=True,
        )

    async def async_all(self) -> list[OldVersion]:
        """Return what is kept, oldest first."""
        return await self._store.async_load() or []

    async def async_keep(
        self, replaces: str, key: str, name: str, config: object
    ) -> None:
        """Keep a place as it is; it is on disk afterwards."""
        old = OldVersion(
            kept=ulid_now(),
            when=dt_util.utcnow().isoformat(),
            replaces=replaces,
            key=key,
            name=name,
            config=config,
        )
        await self._store.async_save([*await self.async_all(), old][-MOST:])

    async def async_remove(self) -> None:
        """Forget all old versions."""
        await self._store.async_remove()
