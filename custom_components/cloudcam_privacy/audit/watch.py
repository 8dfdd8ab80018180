"""Look anew whenever something may have begun, or ceased, to use a source camera.

Nothing is polled. What Home Assistant tells nobody of is seen with the next look.
"""

import asyncio
from typing import Any, Final

from homeassistant.components.homeassistant.const import DATA_EXPOSED_ENTITIES
from homeassistant.components.homeassistant.exposed_entities import (
    async_listen_entity_updates,
)
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.const import (
    ATTR_SERVICE,
    EVENT_CALL_SERVICE,
    EVENT_COMPONENT_LOADED,
    EVENT_LOVELACE_UPDATED,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    issue_registry as ir,
)
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.event import (
    async_track_state_added_domain,
    async_track_state_removed_domain,
)
from homeassistant.util.event_type import EventType

from ..const import DOMAIN
from ..household.household import Household
from ..household.timer import Timer
from .answer import listed
from .assistants import NAMES
from .audit import Audit, async_audit
from .devices import PROCESSING
from .finding import Finding

SOON: Final = 5
"""Seconds for which changes are collected before everything is looked at anew."""

BYPASSED: Final = "bypassed"
SIGNAL_FIXED: Final = f"{DOMAIN}_fixed"

_EVENTS: Final[tuple[EventType[Any] | str, ...]] = (
    ar.EVENT_AREA_REGISTRY_UPDATED,
    dr.EVENT_DEVICE_REGISTRY_UPDATED,
    EVENT_COMPONENT_LOADED,
    EVENT_LOVELACE_UPDATED,
    "automation_reloaded",
    "scene_reloaded",
)
_DOMAINS: Final = ("automation", "group", "scene", "script", PROCESSING)
_CHANGES: Final = frozenset(
    {"area_id", "device_id", "disabled_by", "entity_id", "hidden_by"}
    | {"labels", "options"}
)
"""What matters of an entity's registry entry."""


class AuditWatch:
    """Keep one repair issue for each camera whose guard something bypasses."""

    def __init__(self, hass: HomeAssistant, household: Household) -> None:
        """Prepare; nothing is looked at before `async_start`."""
        self._hass = hass
        self._household = household
        self._timer = Timer(hass)
        self._one_at_a_time = asyncio.Lock()
        self._known: dict[str, set[str]] = {}
        self._in_yaml: tuple[Finding, ...] | None = None
        self._cleanup: list[CALLBACK_TYPE] = []

    @callback
    def async_start(self) -> None:
        """Look once, and begin to listen."""
        hass, listen = self._hass, self._hass.bus.async_listen
        moved = self._moved
        self._cleanup = [
            *(listen(each, moved) for each in _EVENTS),
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, moved, _matters),
            listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._reloaded, _hides),
            listen(EVENT_CALL_SERVICE, self._reloaded, _reloads),
            async_dispatcher_connect(
                hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._entry_changed
            ),
            async_dispatcher_connect(hass, SIGNAL_FIXED, self._reloaded),
            async_track_state_added_domain(hass, _DOMAINS, moved),
            async_track_state_removed_domain(hass, _DOMAINS, moved),
        ]
        if DATA_EXPOSED_ENTITIES in hass.data:
            self._cleanup += (
                async_listen_entity_updates(hass, each, moved) for each in NAMES
            )
        self._look()

    @callback
    def async_stop(self) -> None:
        """Cease to listen; the issues stay as they are."""
        while self._cleanup:
            self._cleanup.pop()()
        self._timer.async_cancel()

    @callback
    def _moved(self, *_: Any) -> None:
        if not self._timer.is_running:
            self._timer.async_start(SOON, self._look)

    @callback
    def _reloaded(self, *_: Any) -> None:
        """Look anew, in YAML as well."""
        self._in_yaml = None
        self._moved()

    @callback
    def _entry_changed(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            self._moved()

    @callback
    def _look(self) -> None:
        self._household.entry.async_create_background_task(
            self._hass, self._async_look(), f"{DOMAIN} audit"
        )

    async def _async_look(self) -> None:
        async with self._one_at_a_time:
            known, self._in_yaml = self._in_yaml, ()
            audit = await async_audit(self._hass, self._household, known)
            if self._in_yaml is not None:  # It may have been reloaded meanwhile.
                self._in_yaml = None if "yaml" in audit.failed else audit.in_yaml
            self._report(audit)

    @callback
    def _report(self, audit: Audit) -> None:
        """Raise an issue for each camera that is bypassed; clear the others."""
        guards = self._household.guards
        bypassed = {each: found for each in guards if (found := audit.bypasses(each))}
        for domain, issue_id in tuple(ir.async_get(self._hass).issues):
            if domain == DOMAIN and _camera_of(issue_id) not in {None, *bypassed}:
                ir.async_delete_issue(self._hass, DOMAIN, issue_id)
        for camera_id, findings in bypassed.items():
            ids = {each.finding_id for each in findings}
            if ids - self._known.get(camera_id, ids):
                # Whoever ignored the issue did not know of the new ones.
                ir.async_delete_issue(self._hass, DOMAIN, issue_id_of(camera_id))
            self._known[camera_id] = ids
            guard = guards[camera_id]
            ir.async_create_issue(
                self._hass,
                DOMAIN,
                issue_id_of(camera_id),
                data={"key": BYPASSED, "subentry_id": camera_id},
                is_fixable=True,
                severity=ir.IssueSeverity.WARNING,
                translation_key=BYPASSED,
                translation_placeholders={
                    "camera": guard.name,
                    "count": str(len(findings)),
                    "findings": listed(self._household.texts, findings, guard),
                },
            )


def issue_id_of(camera_id: str) -> str:
    """Return the id of a camera's issue."""
    return f"{BYPASSED}_{camera_id}"


def is_of_audit(issue_id: str) -> bool:
    """Tell whether an issue is one of the audit's."""
    return _camera_of(issue_id) is not None


def _camera_of(issue_id: str) -> str | None:
    kind, _, camera_id = issue_id.partition("_")
    return camera_id if kind == BYPASSED else None


@callback
def _matters(data: er.EventEntityRegistryUpdatedData) -> bool:
    return data["action"] != "update" or not _CHANGES.isdisjoint(data["changes"])


@callback
def _hides(data: er.EventEntityRegistryUpdatedData) -> bool:
    """Tell whether an entity was hidden or shown: what YAML gives may depend on it."""
    return data["action"] == "update" and "hidden_by" in data["changes"]


@callback
def _reloads(data: Any) -> bool:
    return str(data[ATTR_SERVICE]).startswith("reload")
