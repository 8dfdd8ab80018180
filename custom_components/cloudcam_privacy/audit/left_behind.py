"""What does not go on when a guarded camera takes its source's place.

The guarded camera is found under the source's entity id, but it has neither the actions
nor the attributes of the maker, and HomeKit takes it for another accessory.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
import re
from typing import Any, Final

from homeassistant.core import HomeAssistant

from ..ha_internals.tables import entity_objects
from .assistants import HOMEKIT_PATH, homekit_bridges
from .dashboards import async_dashboards
from .finding import Finding, Severity
from .mentions import mentions
from .sources import Names, Sources

_TEMPLATES: Final = "template"
_EDITED: Final = ("automation", "script")

_OF_ANY_CAMERA: Final = frozenset(
    {"access_token", "attribution", "entity_picture", "friendly_name"}
    | {"frontend_stream_type", "supported_features"}
)
"""Attributes that a guarded camera has, too."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A guarded camera in its source's place, or about to be.

    `entity_id` is the place, `original` the source's id afterwards.
    """

    camera_id: str
    entity_id: str
    original: str
    integration: str

    def attributes_in(self, text: str) -> Iterator[str]:
        """Yield the maker's attributes of the camera that a template reads."""
        name = re.escape(self.entity_id)
        pattern = (
            rf"""state_attr\(\s*["']{name}["']\s*,\s*["'](\w+)"""
            rf"""|\bstates\.{name}\.attributes(?:\.|\[["'])(\w+)"""
        )
        found = ("".join(groups) for groups in re.findall(pattern, text))
        yield from (each for each in dict.fromkeys(found) if each not in _OF_ANY_CAMERA)


async def async_find(hass: HomeAssistant, sources: Sources) -> AsyncIterator[Finding]:
    """Yield what is left behind by the cameras that are taken over."""
    successors = [
        Successor(
            each.camera_id,
            each.guarded.entity_id,
            each.source,
            each.registered.platform,
        )
        for each in sources.subjects
        if each.is_taken_over and each.guarded and each.registered
    ]
    async for finding in async_left_behind(hass, successors):
        yield finding


async def async_left_behind(
    hass: HomeAssistant, successors: Iterable[Successor]
) -> AsyncIterator[Finding]:
    """Yield what some cameras leave behind; no picture is shown by any of it."""
    names = Names({each.entity_id: each for each in successors})
    async for key, name, path, config in _places(hass):
        seen = set()
        for mention in mentions(names, config):
            camera = mention.subject
            details = []
            if mention.action.partition(".")[0] == camera.integration:
                details.append(("own_action", {"action": mention.action}))
            details += [
                ("template_attribute", {"attribute": attribute})
                for attribute in camera.attributes_in(mention.text)
            ]
            for kind, about in details:
                if (found := (camera, kind, *about.values())) not in seen:
                    seen.add(found)
                    yield _finding(
                        camera, kind, f"{key}/{found[-1]}", name, path, about
                    )
    for camera in successors:
        for entry, has in homekit_bridges(hass):
            if has(camera.entity_id):
                yield _finding(
                    camera,
                    "homekit_identity",
                    entry.entry_id,
                    entry.title,
                    HOMEKIT_PATH,
                    {},
                )


async def async_naming(hass: HomeAssistant, entity_ids: Iterable[str]) -> list[str]:
    """Return the names of the automations, scripts and so on that name entities."""
    names = Names({each: each for each in entity_ids})
    return [
        name
        async for _, name, _, config in _places(hass)
        if any(mentions(names, config))
    ]


async def _places(
    hass: HomeAssistant,
) -> AsyncIterator[tuple[str, str, str, Any]]:
    """Yield key, name, address and configuration of all that may have templates."""
    for domain in _EDITED:
        for entity in entity_objects(hass, domain):
            config = getattr(entity, "raw_config", None)
            name = str(entity.name or entity.entity_id)
            path = f"/config/{domain}/show/{entity.entity_id}"
            yield entity.entity_id, name, path, config
    for entry in hass.config_entries.async_entries(_TEMPLATES):
        yield entry.entry_id, entry.title, "/config/helpers", entry.options
    async for url_path, title, config in async_dashboards(hass):
        yield url_path, title or url_path, f"/{url_path}", config


def _finding(
    camera: Successor,
    kind: str,
    key: str,
    name: str,
    path: str,
    about: dict[str, str],
) -> Finding:
    details = {
        "guarded": camera.entity_id,
        "original": camera.original,
        "source": camera.original,
        **about,
    }
    return Finding(
        camera.camera_id, kind, Severity.LOW, key, name, path, details=details
    )
