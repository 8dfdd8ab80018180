"""Automations and scripts that use a source camera, blueprints' ones included."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
import logging
from pathlib import Path
from typing import Any, Final

from homeassistant.config import AUTOMATION_CONFIG_PATH, SCRIPT_CONFIG_PATH
from homeassistant.const import ATTR_ENTITY_ID, CONF_TARGET, ENTITY_MATCH_ALL
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)
import voluptuous as vol

from ..ha_internals.tables import entity_objects
from .finding import Finding, Severity
from .mentions import Mention, action_of, actions, mentions
from .sources import Sources, Subject, as_text
from .usage import TAKING, weigh

_LOGGER = logging.getLogger(__name__)

FILES: Final = {"automation": AUTOMATION_CONFIG_PATH, "script": SCRIPT_CONFIG_PATH}
"""Where Home Assistant's own editor keeps them."""

BLUEPRINTS: Final = "/config/blueprint/dashboard"


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield the automations and scripts that name a source or target it."""
    for domain in FILES:
        for entity in entity_objects(hass, domain):
            yield from _in_one(hass, sources, domain, entity)


def _in_one(
    hass: HomeAssistant, sources: Sources, domain: str, entity: Entity
) -> Iterator[Finding]:
    config: Mapping[str, Any] = getattr(entity, "raw_config", None) or {}
    found: defaultdict[Subject, list[Mention[Subject]]] = defaultdict(list)
    for mention in mentions(sources, config):
        found[mention.subject].append(mention)
    for subject, named in found.items():
        kind, severity, mention = weigh(named)
        in_editor = _is_in_editor(hass, domain, entity, named)
        in_blueprint = mention.file is not None and "/blueprints/" in mention.file
        yield Finding(
            subject.camera_id,
            "named_in_blueprint" if in_blueprint else kind,
            severity,
            entity.entity_id,
            _name(entity),
            BLUEPRINTS if in_blueprint else _path(domain, entity, in_editor),
            "" if in_editor else place(hass, mention),
            details={"action": mention.action},
        )
    for subject in _targeted(hass, sources, config):
        if subject not in found:
            yield Finding(
                subject.camera_id,
                "targets_picture",
                Severity.MEDIUM,
                entity.entity_id,
                _name(entity),
                _path(domain, entity, entity.unique_id is not None),
            )


def place(hass: HomeAssistant, mention: Mention[Subject]) -> str:
    """Return file and line of a mention, as people look for them; "" if not known."""
    if mention.file is None:
        return ""
    file = Path(mention.file)
    if file.is_relative_to(hass.config.config_dir):
        file = file.relative_to(hass.config.config_dir)
    return str(file) if mention.line is None else f"{file}, line {mention.line}"


def _is_in_editor(
    hass: HomeAssistant, domain: str, entity: Entity, named: list[Mention[Subject]]
) -> bool:
    """Tell whether all that is named stands in the editor's own file."""
    own = hass.config.path(FILES[domain])
    return entity.unique_id is not None and all(m.file == own for m in named)


def _path(domain: str, entity: Entity, in_editor: bool) -> str:
    kind = "edit" if in_editor else "show"
    key = entity.unique_id if in_editor else entity.entity_id
    return f"/config/{domain}/{kind}/{key}"


def _name(entity: Entity) -> str:
    return str(entity.name or entity.entity_id)


def _targeted(
    hass: HomeAssistant, sources: Sources, config: object
) -> Iterator[Subject]:
    """Yield the cameras that actions reach by device, area, floor, label or group."""
    whole = as_text(config)
    if whole is not None and not any(each in whole for each in TAKING):
        return
    reached: set[str] = set()
    for action in actions(config):
        if action_of(action) not in TAKING:
            continue
        for target in (action, action.get(CONF_TARGET), action.get("data")):
            reached |= _reached(hass, target)
    yield from (
        each
        for each in sources.subjects
        if each.source in reached or ENTITY_MATCH_ALL in reached
    )


def _reached(hass: HomeAssistant, target: object) -> set[str]:
    if not isinstance(target, Mapping):
        return set()
    if target.get(ATTR_ENTITY_ID) == ENTITY_MATCH_ALL:
        return {ENTITY_MATCH_ALL}
    try:
        selected = async_extract_referenced_entity_ids(
            hass, TargetSelection(dict(target))
        )
    except (
        HomeAssistantError,
        vol.Invalid,
        TypeError,
        ValueError,
        AttributeError,
    ) as err:
        _LOGGER.debug("A target that only a run could tell: %r", err)
        return set()
    return selected.referenced | selected.indirectly_referenced
