"""Events: what happened to a camera's privacy, and who looked or was refused."""

from datetime import datetime
from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import GuardedEntity
from .household.household import HouseholdConfigEntry
from .household.privacy_events import EVENT_PRIVACY, PrivacyEvent
from .ledger.entity import LedgerEntity, tells_who
from .ledger.session import EVENT_ACCESS, AccessKind, Entry
from .source.place import async_guarded_id

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the events."""
    household = entry.runtime_data
    for guard in household.guards.values():
        async_add_entities(
            [
                PrivacyEventEntity(household, guard, "privacy"),
                AccessEventEntity(household, guard, "access"),
            ],
            config_subentry_id=guard.camera_id,
        )


class PrivacyEventEntity(GuardedEntity, EventEntity):
    """What happened to the camera's privacy."""

    _object_id = "privacy"
    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_event_types = list(PrivacyEvent)

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        self._told = self.guard.decision
        return self.guard.when_happened.async_add(self._happened)

    @callback
    def _happened(self, happening: PrivacyEvent) -> None:
        decision = self.guard.decision
        self._trigger_event(
            happening,
            {
                "mode": decision.mode,
                "reasons": self.household.texts.reasons(decision),
                "muted": decision.muted,
                "by": self.guard.by,
            },
        )
        self.async_write_ha_state()
        self._tell_logbook(happening)

    @callback
    def _tell_logbook(self, happening: PrivacyEvent) -> None:
        """Have one sentence for what ten entities show, with no more than a placeholder.

        A mode and a mute are told once, when they change; that a cut worked is no news.
        """
        before, self._told = self._told, self.guard.decision
        now, texts = self._told, self.household.texts
        until: datetime | None = None
        if happening in (PrivacyEvent.CONTRADICTED, PrivacyEvent.DID_NOT_COME_BACK):
            what, reasons = str(happening), []
        elif now.mode is not before.mode:
            what, reasons = f"became_{now.mode}", texts.reasons(now)
            until = self.guard.changes.mode
        elif now.muted is not before.muted:
            what = "muted" if now.muted else "unmuted"
            reasons = texts.mute_reasons(now)
            until = self.guard.changes.sound
        else:
            return
        hides = self.guard.hide_reason
        end = until and texts.say("until", time=texts.until(until))
        self.hass.bus.async_fire(
            EVENT_PRIVACY,
            {
                "entity_id": async_guarded_id(self.hass, self.guard.camera_id),
                "camera": self.guard.name,
                "what": what,
                "reasons": [] if hides else reasons,
                "until": None if hides else end,
            },
        )


class AccessEventEntity(LedgerEntity, EventEntity):
    """A use of the camera that is over, or one that was refused: one event for each."""

    _attr_entity_category = EntityCategory.DIAGNOSTIC
    _attr_event_types = list(AccessKind)

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        return self.ledger.when_noted.async_add(self._noted)

    @callback
    def _noted(self, entry: Entry) -> None:
        facts = entry.as_dict(tells_who=tells_who(self.household))
        self._trigger_event(entry.kind, facts)
        self.async_write_ha_state()
        self.hass.bus.async_fire(
            EVENT_ACCESS,
            {
                "entity_id": self._camera_entity_id,
                "camera": self.guard.name,
                "type": entry.kind,
                **facts,
            },
        )

    @property
    def _camera_entity_id(self) -> str | None:
        """Return the guarded camera: in the logbook, the line belongs to it."""
        return async_guarded_id(self.hass, self.guard.camera_id)
