"""Scenes and groups that hold a source camera."""

from collections.abc import Iterator
from typing import Final

from homeassistant.components.homeassistant.scene import scenes_with_entity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.group import get_entity_ids

from ..household.references import async_name
from .finding import Finding, Severity
from .sources import Sources, Subject

GROUP_DOMAIN: Final = "group"


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield the scenes and groups with a source among their members.

    Neither shows a picture. A group hands its members to actions that take one.
    """
    for subject in sources.subjects:
        for entity_id in scenes_with_entity(hass, subject.source):
            yield _scene(hass, subject, entity_id)
        for entity_id in hass.states.async_entity_ids(GROUP_DOMAIN):
            if subject.source in get_entity_ids(hass, entity_id):
                yield Finding(
                    subject.camera_id,
                    "in_group",
                    Severity.LOW,
                    entity_id,
                    async_name(hass, entity_id),
                    "/config/helpers",
                )


def _scene(hass: HomeAssistant, subject: Subject, entity_id: str) -> Finding:
    registered = er.async_get(hass).async_get(entity_id)
    return Finding(
        subject.camera_id,
        "in_scene",
        Severity.LOW,
        entity_id,
        async_name(hass, entity_id),
        f"/config/scene/edit/{registered.unique_id}"
        if registered
        else "/config/scene/dashboard",
    )
