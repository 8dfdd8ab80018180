"""What a form says and asks about taking over: what will not go on, and siblings."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
import voluptuous as vol

from ..audit.answer import fix_of, what_of
from ..audit.devices import async_siblings
from ..audit.left_behind import Successor, async_left_behind
from ..const import CONF_SIBLINGS
from ..household.localize import Texts
from ..household.references import async_name
from ..source.place import place_of
from ..source.take_over import ORIGINAL
from .fields import choice


class ForSiblings(StrEnum):
    """What to do with other cameras that show the same pictures."""

    LEAVE = "leave"
    GUARD = "guard"
    HIDE = "hide"


async def async_notes(
    hass: HomeAssistant, sources: Collection[str], guarded: Collection[str] = ()
) -> str:
    """Return in Markdown what to know before some cameras are taken over, or "".

    `sources` are entity ids, `guarded` those that are guarded already. Cameras that cannot be taken over are named, as are places
    that need the `_original` id, and other cameras that show the same pictures.
    """
    texts = await Texts.async_load(hass)
    registry = er.async_get(hass)
    lines: list[str] = []
    successors: list[Successor] = []
    for source in sources:
        name = async_name(hass, source)
        if (entry := registry.async_get(source)) is None:
            lines.append(texts.text("taking_over", "no_unique_id", camera=name))
            continue
        place = place_of(entry)
        taken = place.entity_id if place is not None and place.taken else None
        original = source if taken else f"{source}{ORIGINAL}"
        successors.append(Successor("", taken or source, original, entry.platform))
        lines += [
            texts.text("taking_over", "sibling", camera=name, entity=sibling)
            for sibling in async_unguarded_siblings(
                hass, [source], (*sources, *guarded)
            )
        ]
    async for finding in async_left_behind(hass, successors):
        lines.append(f"{what_of(texts, finding)} {fix_of(texts, finding)}")
    return "\n".join(f"- {line}" for line in lines)


@callback
def async_unguarded_siblings(
    hass: HomeAssistant, sources: Collection[str], guarded: Collection[str] = ()
) -> list[str]:
    """Return other cameras that show the same pictures, neither guarded nor hidden."""
    registry = er.async_get(hass)
    found = (
        sibling
        for source in sources
        if (entry := registry.async_get(source)) is not None
        for sibling in async_siblings(hass, entry)
    )
    return list(
        dict.fromkeys(
            each.entity_id
            for each in found
            if not each.hidden and each.entity_id not in {*sources, *guarded}
        )
    )


@callback
def async_siblings_field(
    hass: HomeAssistant, sources: Collection[str]
) -> dict[vol.Marker, Any]:
    """Return the field that asks what to do with siblings, if there are any."""
    if not async_unguarded_siblings(hass, sources):
        return {}
    return {
        vol.Required(CONF_SIBLINGS, default=ForSiblings.LEAVE.value): choice(
            ForSiblings, "siblings"
        )
    }


@callback
def async_hide(hass: HomeAssistant, entity_ids: Collection[str]) -> None:
    """Hide cameras as their owner would."""
    registry = er.async_get(hass)
    for entity_id in entity_ids:
        by = er.RegistryEntryHider.USER
        registry.async_update_entity(entity_id, hidden_by=by)
