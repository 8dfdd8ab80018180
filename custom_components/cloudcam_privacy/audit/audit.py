"""Look everywhere for what still uses a source camera directly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
import logging
from typing import Final

from homeassistant.core import HomeAssistant

from ..household.household import Household
from . import (
    assistants,
    automations,
    dashboards,
    devices,
    entries,
    left_behind,
    own,
    scenes,
    yaml,
)
from .finding import MOST_SERIOUS_FIRST, Finding
from .sources import Sources

_LOGGER = logging.getLogger(__name__)

LIMIT: Final = 30
"""Seconds that looking in one kind of place may take."""

type Found = Iterator[Finding] | AsyncIterator[Finding] | Awaitable[Iterable[Finding]]
type Finder = Callable[[HomeAssistant, Sources], Found]


@dataclass(frozen=True, slots=True)
class _Place:
    """A kind of place to look in; `needs` must be loaded for there to be any."""

    name: str
    find: Finder
    needs: str = ""


_YAML: Final = _Place("yaml", yaml.async_find)

_PLACES: Final = (
    _Place("automations", automations.async_find),
    _Place("scenes", scenes.async_find),
    _Place("dashboards", dashboards.async_find, "lovelace"),
    _Place("assistants", assistants.async_find),
    _Place("integrations", entries.async_find),
    _Place("devices", devices.async_find),
    _YAML,
    _Place("left_behind", left_behind.async_find),
    _Place("settings", own.async_find),
    _Place("preloading", own.async_find_preload),
    _Place("rights", own.async_find_rights),
)


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found, the most serious first, and where nobody could look."""

    findings: tuple[Finding, ...]
    failed: tuple[str, ...]

    def of(self, camera_id: str) -> tuple[Finding, ...]:
        """Return what was found about a guarded camera, "" for the household."""
        return tuple(each for each in self.findings if each.camera_id == camera_id)

    @property
    def in_yaml(self) -> tuple[Finding, ...]:
        """Return what was found in YAML, which takes long to read."""
        return tuple(each for each in self.findings if each.kind in yaml.KINDS)

    def bypasses(self, camera_id: str) -> tuple[Finding, ...]:
        """Return what bypasses a camera's guard."""
        return tuple(each for each in self.of(camera_id) if each.bypasses)


async def async_audit(
    hass: HomeAssistant,
    household: Household,
    known_in_yaml: Iterable[Finding] | None = None,
) -> Audit:
    """Look in all places; one that fails is named and keeps nobody from the others.

    YAML is not read if what was found in it is given.
    """
    sources = Sources.async_of(hass, household)
    findings: list[Finding] = [*(known_in_yaml or ())]
    failed = []
    for place in _PLACES:
        if place is _YAML and known_in_yaml is not None:
            continue
        if place.needs and place.needs not in hass.config.components:
            continue
        try:
            async with asyncio.timeout(LIMIT):
                findings += await _collect(place.find(hass, sources))
        except Exception as err:  # noqa: BLE001  # whatever others raise
            _LOGGER.debug("Could not look at %s: %r", place.name, err)
            failed.append(place.name)
        await asyncio.sleep(0)  # Others may have waited for their turn.
    findings.sort(
        key=lambda each: (MOST_SERIOUS_FIRST.index(each.severity), each.kind, each.name)
    )
    return Audit(tuple(findings), tuple(failed))


async def _collect(found: Found) -> list[Finding]:
    if isinstance(found, AsyncIterator):
        return [each async for each in found]
    if isinstance(found, Awaitable):
        return list(await found)
    return list(found)
