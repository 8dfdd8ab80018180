"""What a form says about taking over: per camera, what will not go on by itself."""

from collections.abc import Collection

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..audit.answer import fix_of, what_of
from ..audit.left_behind import Successor, async_left_behind
from ..audit.siblings import async_siblings
from ..household.localize import Texts
from ..source.place import place_of
from ..source.take_over import ORIGINAL
from .sources import source_name


async def async_notes(hass: HomeAssistant, sources: Collection[str]) -> str:
    """Return in Markdown what to know before some cameras are taken over, or "".

    `sources` are entity ids. Cameras that cannot be taken over are named, as are places
    that need the `_original` id, and other cameras that show the same pictures.
    """
    texts = await Texts.async_load(hass)
    registry = er.async_get(hass)
    lines: list[str] = []
    successors: list[Successor] = []
    for source in sources:
        name = source_name(hass, source)
        if (entry := registry.async_get(source)) is None:
            lines.append(texts.text("taking_over", "no_unique_id", camera=name))
            continue
        place = place_of(entry)
        taken = place.entity_id if place is not None and place.taken else None
        original = source if taken else f"{source}{ORIGINAL}"
        successors.append(Successor("", taken or source, original, entry.platform))
        lines += [
            texts.text("taking_over", "sibling", camera=name, entity=each.entity_id)
            for each in async_siblings(hass, entry)
            if each.entity_id not in sources and each.hidden_by is None
        ]
    async for finding in async_left_behind(hass, successors):
        lines.append(f"{what_of(texts, finding)} {fix_of(texts, finding)}")
    return "\n".join(f"- {line}" for line in lines)
