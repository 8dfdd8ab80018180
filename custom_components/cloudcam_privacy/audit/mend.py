"""Mend what was found, with one click, and undo it."""

import asyncio
from collections.abc import Iterable
import logging
from typing import Any, Final

from homeassistant.components.camera.const import DATA_CAMERA_PREFS
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from ..const import CONF_HIDE_SOURCE
from ..household.household import Household
from .finding import Finding, Mend
from .kept import Kept
from .mentions import Steps, replaced
from .rewrite import DASHBOARD, async_read, async_write, cannot_mend
from .sources import Sources, Subject
from .usage import shows_pictures

_LOGGER = logging.getLogger(__name__)

_BLUEPRINT: Final = "use_blueprint"


async def async_mend(
    hass: HomeAssistant, household: Household, findings: Iterable[Finding]
) -> list[Finding]:
    """Mend what can be mended with one click; return what could not.

    Hiding comes last, since the entry may be set up anew for it.
    """
    sources = Sources.async_of(hass, household)
    subjects = {subject.camera_id: subject for subject in sources.subjects}
    failed = []
    for finding in sorted(findings, key=lambda each: each.mend is Mend.HIDE):
        try:
            await _async_mend_one(hass, household, subjects[finding.camera_id], finding)
        except (HomeAssistantError, KeyError, OSError, TimeoutError) as err:
            _LOGGER.debug("Could not mend %s: %s", finding.finding_id, err)
            failed.append(finding)
    return failed


async def _async_mend_one(
    hass: HomeAssistant, household: Household, subject: Subject, finding: Finding
) -> None:
    match finding.mend:
        case Mend.HIDE:
            _hide(hass, household, subject)
        case Mend.UNEXPOSE:
            async_expose_entity(hass, finding.key, subject.source, False)
        case Mend.PRELOAD_OFF:
            prefs = hass.data[DATA_CAMERA_PREFS]
            async with asyncio.timeout(10):
                await prefs.async_update(subject.source, preload_stream=False)
        case Mend.REPLACE:
            await _async_replace(hass, subject, finding)
        case None:
            raise cannot_mend(finding.name)


def _hide(hass: HomeAssistant, household: Household, subject: Subject) -> None:
    """Hide the source, with the setting of the guarded camera that says so."""
    subentry = household.entry.subentries[subject.camera_id]
    if not subentry.data[CONF_HIDE_SOURCE]:
        hass.config_entries.async_update_subentry(
            household.entry, subentry, data={**subentry.data, CONF_HIDE_SOURCE: True}
        )
        return
    er.async_get(hass).async_update_entity(
        subject.source, hidden_by=er.RegistryEntryHider.INTEGRATION
    )


async def _async_replace(
    hass: HomeAssistant, subject: Subject, finding: Finding
) -> None:
    """Put the guarded camera into a place, and keep the place as it was."""
    if subject.guarded is None:
        raise cannot_mend(finding.name)
    part, key = "", _key(hass, finding)
    if finding.replaces == DASHBOARD:
        key, _, part = finding.key.partition("/")
    old = await async_read(hass, finding.replaces, key)
    everything = finding.replaces == "scene" or (
        isinstance(old, dict) and _BLUEPRINT in old
    )

    def wanted(text: str, steps: Steps, action: str) -> bool:
        if finding.replaces == DASHBOARD:
            return "/".join(map(str, steps[:2])) == part
        return everything or shows_pictures(subject, text, steps, action)

    new = replaced(old, subject, wanted)
    if new == old:
        raise cannot_mend(finding.name)
    await Kept(hass).async_keep(finding.replaces, key, finding.name, old)
    await async_write(hass, finding.replaces, key, new)


def _key(hass: HomeAssistant, finding: Finding) -> str:
    """Return by what the editor knows an automation, a script or a scene."""
    registered = er.async_get(hass).async_get(finding.key)
    return finding.key if registered is None else registered.unique_id


async def async_undo(hass: HomeAssistant, kept_id: str) -> dict[str, Any]:
    """Put an old version back, and keep what it replaces; return what was done.

    Raises HomeAssistantError if there is no such version or it cannot be put back.
    """
    kept = Kept(hass)
    for old in await kept.async_all():
        if old["kept"] == kept_id:
            break
    else:
        raise cannot_mend(kept_id)
    replaces, key, name = old["replaces"], old["key"], old["name"]
    now = await async_read(hass, replaces, key)
    await kept.async_keep(replaces, key, name, now)
    await async_write(hass, replaces, key, old["config"])
    return {"place": replaces, "key": key, "name": name}
