"""Other integrations that have a source camera in their settings, or its address."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import async_get_loaded_integration
from yarl import URL

from ..const import DOMAIN
from .assistants import HOMEKIT
from .finding import Finding, Severity
from .mentions import mentions
from .sources import Sources, Subject

_PICTURES: Final = frozenset({CAMERA_DOMAIN, "image", "image_processing"})
"""Domains whose entities show pictures."""

_HOSTS: Final = ("host", "ip_address", "ip")
_NOWHERE: Final = frozenset({"", "localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield the config entries that name a source, or its camera's address."""
    hosts = {
        subject: _hosts(_settings(entry))
        for subject in sources.subjects
        if (entry := _own_entry(hass, subject))
    }
    for entry in hass.config_entries.async_entries(
        include_ignore=False, include_disabled=False
    ):
        if entry.domain in (DOMAIN, HOMEKIT):
            continue
        settings = _settings(entry)
        named = dict.fromkeys(m.subject for m in mentions(sources, settings))
        shows = _shows_pictures(hass, entry)
        for subject in named:
            yield _finding(subject, "in_settings", _weight(hass, entry, shows), entry)
        if not shows:
            continue
        here = _hosts(settings)
        for subject, own in hosts.items():
            if (
                entry is not _own_entry(hass, subject)
                and subject not in named
                and own & here
            ):
                yield _finding(subject, "same_address", Severity.MEDIUM, entry)


def _finding(
    subject: Subject, kind: str, severity: Severity, entry: ConfigEntry
) -> Finding:
    return Finding(
        subject.camera_id,
        kind,
        severity,
        entry.entry_id,
        entry.title or entry.domain,
        f"/config/integrations/integration/{entry.domain}",
        details={"integration": entry.domain},
    )


def _settings(entry: ConfigEntry) -> dict[str, Any]:
    """Return all that an entry has stored."""
    return {
        "data": entry.data,
        "options": entry.options,
        "subentries": [each.data for each in entry.subentries.values()],
    }


def _own_entry(hass: HomeAssistant, subject: Subject) -> ConfigEntry | None:
    """Return the entry that the source camera comes from."""
    registered = subject.registered
    if registered is None or registered.config_entry_id is None:
        return None
    return hass.config_entries.async_get_entry(registered.config_entry_id)


def _shows_pictures(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    return any(each.domain in _PICTURES and not each.disabled for each in entities)


def _weight(hass: HomeAssistant, entry: ConfigEntry, shows: bool) -> Severity:
    """Return how serious it is that an entry names a source.

    A helper without pictures goes by the camera's state. Of any other integration
    nobody knows what it does with the camera.
    """
    if shows or entry.domain not in hass.config.components:
        return Severity.MEDIUM
    kind = async_get_loaded_integration(hass, entry.domain).integration_type
    return Severity.LOW if kind == "helper" else Severity.MEDIUM


def _hosts(part: object, key: object = None) -> frozenset[str]:
    """Return the hosts that settings name, in fields for hosts or in addresses."""
    found: set[str] = set()
    match part:
        case Mapping():
            for inner, value in part.items():
                found |= _hosts(value, inner)
        case list() | tuple():
            for value in part:
                found |= _hosts(value, key)
        case str() if "://" in part:
            found.add(_host_of(part))
        case str() if key in _HOSTS:
            found.add(part.lower())
    return frozenset(found - _NOWHERE)


def _host_of(address: str) -> str:
    try:
        return (URL(address).host or "").lower()
    except ValueError:  # A template, or no address after all.
        return ""
