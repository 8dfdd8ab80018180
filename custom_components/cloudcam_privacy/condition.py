"""Conditions: a camera is private, muted, in a mode, watched, or verified."""

from collections.abc import Callable
from typing import Any, Final, override

from homeassistant.components.binary_sensor import DOMAIN as BINARY_SENSOR_DOMAIN
from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.components.switch import DOMAIN as SWITCH_DOMAIN
from homeassistant.const import CONF_OPTIONS, STATE_OFF, STATE_ON
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL,
    Condition,
    ConditionConfig,
    EntityStateConditionBase,
)
from homeassistant.helpers.target import async_track_target_selector_state_change_event
import voluptuous as vol

from .const import CONF_MODE
from .cut.assurance import Assurance
from .household.targets import async_entities_for
from .policy.mode import Mode

IS_MODE_SCHEMA: Final = ENTITY_STATE_CONDITION_SCHEMA_ANY_ALL.extend(
    {
        vol.Required(CONF_OPTIONS): {
            vol.Required(CONF_MODE): vol.All(
                cv.ensure_list, vol.Length(min=1), [vol.Coerce(Mode)]
            )
        }
    }
)


class _OwnCondition(EntityStateConditionBase):
    """A condition on one entity of each camera, whatever was chosen of it.

    A camera whose entity has no usable state does not meet it, and without any camera
    it is not met either: nothing is taken for granted of what is not known.
    """

    _key: str

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        (domain,) = self._domain_specs
        return async_entities_for(self._hass, self._target, entities, domain, self._key)

    @override
    def _should_include(self, _state: State) -> bool:
        return True

    @override
    def _check_all_match_state(self, states: list[State]) -> bool:
        return bool(states) and super()._check_all_match_state(states)

    @override
    async def _async_track_changes(self, action: Callable[[], None]) -> CALLBACK_TYPE:
        @callback
        def changed(_: Any) -> None:
            action()

        return await async_track_target_selector_state_change_event(
            self._hass, self._target, changed, self.entity_filter
        )


class IsModeCondition(_OwnCondition):
    """The mode is one of those chosen."""

    _domain_specs = {SENSOR_DOMAIN: DomainSpec()}
    _key = "mode"
    _schema = IS_MODE_SCHEMA

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        """Take the chosen modes."""
        super().__init__(hass, config)
        self._states = set((config.options or {})[CONF_MODE])


def _is(domain: str, key: str, *states: str) -> type[Condition]:
    class StateCondition(_OwnCondition):
        _domain_specs = {domain: DomainSpec()}
        _key = key
        _states = set(states)

    return StateCondition


CONDITIONS: Final[dict[str, type[Condition]]] = {
    "is_private": _is(SENSOR_DOMAIN, "mode", Mode.LOCAL, Mode.BLURRED, Mode.PRIVATE),
    "is_mode": IsModeCondition,
    "is_muted": _is(SWITCH_DOMAIN, "sound", STATE_OFF),
    "is_watched": _is(BINARY_SENSOR_DOMAIN, "watched", STATE_ON),
    "is_verified": _is(SENSOR_DOMAIN, "assurance", Assurance.VERIFIED),
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions."""
    return CONDITIONS
