"""Voice assistants and bridges that a source camera is given to."""

from collections.abc import Iterator, Mapping
import logging
from typing import Any, Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import (
    async_get_entity_settings,
)
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entityfilter import FILTER_SCHEMA, EntityFilter
import voluptuous as vol

from .finding import Finding, Fix, Severity
from .sources import Sources, Subject

_LOGGER = logging.getLogger(__name__)

NAMES: Final = {
    "cloud.alexa": "Alexa",
    "cloud.google_assistant": "Google Assistant",
    "conversation": "Assist",
}

HOMEKIT: Final = "homekit"
HOMEKIT_PATH: Final = f"/config/integrations/integration/{HOMEKIT}"
_FILTER: Final = "filter"
_ASSISTANTS_PATH: Final = "/config/voice-assistants/expose"


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield the assistants that a source is exposed to, and HomeKit's bridges."""
    for subject in sources.subjects:
        yield from _exposed(hass, subject)
        for entry, has in homekit_bridges(hass):
            # It takes a hidden one only if that is named.
            by_name = has.explicitly_included(subject.source)
            if has(subject.source) and (by_name or not subject.hidden):
                yield Finding(
                    subject.camera_id,
                    "in_homekit",
                    Severity.HIGH,
                    entry.entry_id,
                    entry.title,
                    HOMEKIT_PATH,
                )


def homekit_bridges(hass: HomeAssistant) -> Iterator[tuple[ConfigEntry, EntityFilter]]:
    """Yield the bridges of HomeKit, and which entities they take."""
    for entry in hass.config_entries.async_entries(
        HOMEKIT, include_ignore=False, include_disabled=False
    ):
        wanted = _filter({**entry.data, **entry.options}.get(_FILTER, {}))
        if wanted is not None:
            yield entry, wanted


def _exposed(hass: HomeAssistant, subject: Subject) -> Iterator[Finding]:
    try:
        settings = async_get_entity_settings(hass, subject.source)
    except HomeAssistantError as err:
        _LOGGER.debug("No assistant knows %s: %s", subject.source, err)
        return
    for assistant, name in NAMES.items():
        if settings.get(assistant, {}).get("should_expose"):
            yield Finding(
                subject.camera_id,
                "exposed",
                Severity.MEDIUM if assistant == "conversation" else Severity.HIGH,
                assistant,
                name,
                _ASSISTANTS_PATH,
                fix=Fix.UNEXPOSE,
            )


def in_yaml(sources: Sources, config: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the assistants that YAML gives a source to, by name or by kind."""
    alexa = _section(_section(config, "alexa"), "smart_home")
    google = _section(config, "google_assistant")
    cloud = _section(config, "cloud")
    for subject in sources.subjects:
        if alexa is not None and _alexa_has(alexa.get(_FILTER) or {}, subject):
            yield _from_yaml(subject, "alexa")
        if google is not None and _google_has(google, subject):
            yield _from_yaml(subject, "google_assistant")
        for part in ("alexa", "google_actions"):
            wanted = _filter((_section(cloud, part) or {}).get(_FILTER) or {})
            if wanted and not wanted.empty_filter and wanted(subject.source):
                yield _from_yaml(subject, f"cloud: {part}")


def _from_yaml(subject: Subject, name: str) -> Finding:
    return Finding(
        subject.camera_id,
        "given_in_yaml",
        Severity.HIGH,
        name,
        name,
        where="configuration.yaml",
    )


def _section(config: Mapping[str, Any] | None, key: str) -> Mapping[str, Any] | None:
    """Return a section that is there, even if nothing is in it; else None."""
    if config is None or key not in config:
        return None
    section = config[key]
    return section if isinstance(section, Mapping) else {}


def _filter(config: object) -> EntityFilter | None:
    try:
        made: EntityFilter = FILTER_SCHEMA(config)
    except vol.Invalid as err:
        _LOGGER.debug("A filter that cannot be read: %s", err)
        return None
    return made


def _alexa_has(config: object, subject: Subject) -> bool:
    """Tell whether Alexa takes the source; without a filter, all that is visible."""
    wanted = _filter(config)
    if wanted is None:
        return False
    return not subject.hidden if wanted.empty_filter else wanted(subject.source)


def _google_has(config: Mapping[str, Any], subject: Subject) -> bool:
    """Tell whether Google takes the source, by name or because it takes cameras."""
    own = config.get("entity_config") or {}
    if subject.source in own:
        return bool((own[subject.source] or {}).get("expose", True))
    by_default = config.get("expose_by_default", True)
    domains = config.get("exposed_domains") or ()
    return bool(by_default) and CAMERA_DOMAIN in domains and not subject.hidden
