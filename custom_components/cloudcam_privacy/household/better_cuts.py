"""Notice what could cut a camera and was not there when the camera was set up.

A router that was added later, say. Looked for when Home Assistant has started, and
when entities of known integrations appear or are enabled.
"""

import asyncio
from collections.abc import Callable
import logging
from typing import Any, Final

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.start import async_at_started

from ..const import DOMAIN
from ..cut.catalogue.load import is_listed
from ..cut.catalogue.search import look_around
from .guard import Guard
from .household import Household
from .references import async_reference
from .timer import Timer

_LOGGER = logging.getLogger(__name__)

LOOK_DELAY: Final = 10
"""Seconds for which new entities are collected: an integration adds many at once."""


class BetterCuts:
    """Look for what could cut a camera; the household keeps what is new."""

    def __init__(
        self, hass: HomeAssistant, household: Household, changed: Callable[[], None]
    ) -> None:
        """Prepare; `changed` is called when something has been found."""
        self._hass = hass
        self._household = household
        self._changed = changed
        self._timer = Timer(hass)

    @callback
    def async_start(self) -> None:
        """Begin to look, until the household is unloaded."""
        on_unload = self._household.entry.async_on_unload
        on_unload(async_at_started(self._hass, self._look_soon))
        on_unload(
            self._hass.bus.async_listen(
                er.EVENT_ENTITY_REGISTRY_UPDATED, self._look_soon, self._is_news
            )
        )
        on_unload(self._timer.async_cancel)

    @callback
    def _is_news(self, change: er.EventEntityRegistryUpdatedData) -> bool:
        """Tell whether an entity has appeared that may cut."""
        if not self._hass.is_running or (
            change["action"] != "create"
            and not (
                change["action"] == "update" and "disabled_by" in change["changes"]
            )
        ):
            return False
        entry = er.async_get(self._hass).async_get(change["entity_id"])
        return entry is not None and is_listed(entry.platform)

    @callback
    def _look_soon(self, _: HomeAssistant | Event[Any]) -> None:
        if not self._timer.is_running:
            self._timer.async_start(LOOK_DELAY, self._begin)

    @callback
    def _begin(self) -> None:
        self._household.entry.async_create_background_task(
            self._hass, self._look(), f"{DOMAIN} look for better cuts"
        )

    async def _look(self) -> None:
        before = dict(self._household.new_cuts)
        for guard in list(self._household.guards.values()):
            self._look_for(guard)
            await asyncio.sleep(0)
        if self._household.new_cuts != before:
            self._changed()

    def _look_for(self, guard: Guard) -> None:
        """Note what is found for the first time; compare with it from then on."""
        if (source := guard.source.entity_id) is None:
            return
        found = {
            async_reference(self._hass, cut.entity_id): cut.entity_id
            for cut in look_around(self._hass, source).ticked
        }
        if guard.stored.known_cuts is None:
            guard.stored.known_cuts = set(found)
            self._household.store.save_soon()
        used = {cut.spec.reference for cut in guard.cuts.cuts}
        new = set(found) - guard.stored.known_cuts - used
        self._household.new_cuts[guard.camera_id] = sorted(map(found.__getitem__, new))
        if new:
            _LOGGER.debug("%d new cuts for %s", len(new), guard.camera_id)
