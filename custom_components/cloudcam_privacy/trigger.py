"""Triggers: privacy or sound went up or down, somebody looks, a leak, a camera is lost."""

from collections.abc import Mapping
from typing import Final, override

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.event import ATTR_EVENT_TYPE, DOMAIN as EVENT_DOMAIN
from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.trigger import (
    EntityTargetStateTriggerBase,
    EntityTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
)

from .household.targets import async_entities_for


class _OwnTrigger(EntityTriggerBase):
    """A trigger that rests on one entity of each camera, whatever was chosen of it."""

    _domain_specs: Mapping[str, DomainSpec]
    _key: str

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        (domain,) = self._domain_specs
        return async_entities_for(self._hass, self._target, entities, domain, self._key)


class _EventTrigger(_OwnTrigger, StatelessEntityTriggerBase):
    """An event of a certain type happened."""

    _domain_specs = {EVENT_DOMAIN: DomainSpec()}
    _event_type: str

    @override
    def is_valid_transition(self, from_state: State, to_state: State) -> bool:
        """Tell two events apart that happened in the same millisecond."""
        return from_state.state != to_state.state or (
            from_state.attributes.get(ATTR_EVENT_TYPE)
            != to_state.attributes.get(ATTR_EVENT_TYPE)
        )

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        return state.attributes.get(ATTR_EVENT_TYPE) == self._event_type


class _StateTrigger(_OwnTrigger, EntityTargetStateTriggerBase):
    """A binary sensor or a switch went into a state."""


def _happened(key: str, event_type: str) -> type[Trigger]:
    class EventTrigger(_EventTrigger):
        _key = key
        _event_type = event_type

    return EventTrigger


def _became(domain: str, key: str, state: str) -> type[Trigger]:
    class StateTrigger(_StateTrigger):
        _domain_specs = {domain: DomainSpec()}
        _key = key
        _to_states = {state}

    return StateTrigger


TRIGGERS: Final = {
    "raised": _happened("privacy", "raised"),
    "lowered": _happened("privacy", "lowered"),
    "did_not_come_back": _happened("privacy", "did_not_come_back"),
    "refused": _happened("access", "refused"),
    "watching_started": _became(BINARY_SENSOR_DOMAIN, "watched", STATE_ON),
    "leak_detected": _became(BINARY_SENSOR_DOMAIN, "leak", STATE_ON),
    "muted": _became(SWITCH_DOMAIN, "sound", STATE_OFF),
    "unmuted": _became(SWITCH_DOMAIN, "sound", STATE_ON),
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers."""
    return TRIGGERS
