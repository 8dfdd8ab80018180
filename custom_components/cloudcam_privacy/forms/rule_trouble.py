"""What a rule must not rest on: ourselves, or what its own cameras silence."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import (
    CONF_CAMERA,
    CONF_CAMERAS,
    CONF_CUTS,
    CONF_ENTITY_ID,
    CONF_EXCEPTION,
    SUBENTRY_CAMERA,
)
from ..household.references import async_is_ours, async_resolve
from ..household.silenced import silenced_entities
from ..rules.create import create_watch
from .errors import FormErrors


async def async_judge_what_it_rests_on(
    hass: HomeAssistant,
    entry: ConfigEntry,
    data: Mapping[str, Any],
    field: str,
    warned: set[str],
    problems: FormErrors,
) -> set[str]:
    """Refuse our own entities; warn once of what a cut of the rule's cameras silences.

    Groups, zones and templates are looked through. Return what was warned of.
    """
    watch = create_watch(hass, data)
    await watch.async_start(_nothing)
    rests_on = watch.rests_on
    watch.async_stop()
    for entity_id in sorted(rests_on):
        if async_is_ours(hass, entity_id):
            problems.add(field, "own_entity", entity=entity_id)
            return set()
    if data[CONF_EXCEPTION]:  # What is not known does not match an exception.
        return set()
    silenced = set(_silenced(hass, entry, data[CONF_CAMERAS], rests_on))
    for entity_id in sorted(silenced - warned):
        problems.add(field, "silenced_entity", entity=entity_id)
    return silenced


def _silenced(
    hass: HomeAssistant, entry: ConfigEntry, cameras: list[str], rests_on: set[str]
) -> list[str]:
    guarded = [
        subentry.data
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
        if not cameras or subentry.subentry_id in cameras
    ]
    return silenced_entities(
        hass,
        rests_on,
        [async_resolve(hass, camera[CONF_CAMERA]) for camera in guarded],
        [
            async_resolve(hass, cut[CONF_ENTITY_ID])
            for camera in guarded
            for cut in camera[CONF_CUTS]
        ],
    )


def _nothing() -> None:
    """Stand for somebody who wants to hear of changes."""
