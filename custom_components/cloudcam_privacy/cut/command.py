"""What to call to cut with an entity, how to read it back, what to call to undo it."""

from dataclasses import dataclass, field
import math
from typing import Any, Final

from homeassistant.components.alarm_control_panel import AlarmControlPanelState
from homeassistant.components.button import SERVICE_PRESS
from homeassistant.components.camera import (
    DATA_COMPONENT,
    SERVICE_DISABLE_MOTION,
    SERVICE_ENABLE_MOTION,
    CameraEntityStateAttribute,
    CameraState,
)
from homeassistant.components.cover import ATTR_CURRENT_POSITION, ATTR_POSITION
from homeassistant.components.number import ATTR_VALUE, SERVICE_SET_VALUE
from homeassistant.const import (
    ATTR_ENTITY_ID,
    ATTR_OPTION,
    SERVICE_ALARM_ARM_AWAY,
    SERVICE_ALARM_ARM_CUSTOM_BYPASS,
    SERVICE_ALARM_ARM_HOME,
    SERVICE_ALARM_ARM_NIGHT,
    SERVICE_ALARM_ARM_VACATION,
    SERVICE_ALARM_DISARM,
    SERVICE_CLOSE_COVER,
    SERVICE_CLOSE_VALVE,
    SERVICE_LOCK,
    SERVICE_OPEN_COVER,
    SERVICE_OPEN_VALVE,
    SERVICE_SELECT_OPTION,
    SERVICE_SET_COVER_POSITION,
    SERVICE_SET_VALVE_POSITION,
    SERVICE_TURN_OFF,
    SERVICE_TURN_ON,
    SERVICE_UNLOCK,
    STATE_OFF,
    STATE_ON,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, State, split_entity_id

from ..const import MOTION_OFF
from ..ha_internals.tables import entity_object
from ..source.errors import says_available, says_on
from .catalogue.states import NUMBER_DOMAINS
from .record import CutRecord, is_position

_STATELESS: Final = ("button", "scene", "script")
_CHOICES: Final = ("input_number", "input_select", "number", "select")
_OPTIONS: Final = ("input_select", "select")
ALARM_PANEL: Final = "alarm_control_panel"

_SERVICES: Final[dict[str, dict[str, str]]] = {
    "cover": {"closed": SERVICE_CLOSE_COVER, "open": SERVICE_OPEN_COVER},
    "lock": {"locked": SERVICE_LOCK, "unlocked": SERVICE_UNLOCK},
    "valve": {"closed": SERVICE_CLOSE_VALVE, "open": SERVICE_OPEN_VALVE},
    ALARM_PANEL: {
        AlarmControlPanelState.DISARMED: SERVICE_ALARM_DISARM,
        AlarmControlPanelState.ARMED_HOME: SERVICE_ALARM_ARM_HOME,
        AlarmControlPanelState.ARMED_AWAY: SERVICE_ALARM_ARM_AWAY,
        AlarmControlPanelState.ARMED_NIGHT: SERVICE_ALARM_ARM_NIGHT,
        AlarmControlPanelState.ARMED_VACATION: SERVICE_ALARM_ARM_VACATION,
        AlarmControlPanelState.ARMED_CUSTOM_BYPASS: SERVICE_ALARM_ARM_CUSTOM_BYPASS,
    },
}
_ON_OFF: Final = {STATE_OFF: SERVICE_TURN_OFF, STATE_ON: SERVICE_TURN_ON}
_OPPOSITES: Final = {
    STATE_OFF: STATE_ON,
    STATE_ON: STATE_OFF,
    "closed": "open",
    "open": "closed",
    "locked": "unlocked",
    "unlocked": "locked",
    MOTION_OFF: "motion_on",
}
_RECORDING: Final = {
    "recording_on": ("amcrest", "enable_recording"),
    "recording_off": ("amcrest", "disable_recording"),
}
"""How a camera is asked to record; no other integration has such an action."""
_POSITION_SERVICES: Final = {
    "cover": SERVICE_SET_COVER_POSITION,
    "valve": SERVICE_SET_VALVE_POSITION,
}


@dataclass(frozen=True, slots=True)
class Command:
    """One action call."""

    domain: str
    service: str
    data: dict[str, Any] = field(default_factory=dict)


def is_stateless(entity_id: str) -> bool:
    """Tell whether nothing can be read back: scripts, scenes and buttons only act."""
    return split_entity_id(entity_id)[0] in _STATELESS


def is_reachable(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether an action would get through to the entity.

    Home Assistant drops calls to unavailable entities, also before their states say so.
    """
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE:
        return False
    entity = entity_object(hass, entity_id)
    return entity is None or says_available(entity)


def state_of(hass: HomeAssistant, entity_id: str, cut_state: str) -> str | None:
    """Return the entity's state in the words of cut states, None if not known.

    Whether a camera is on is not part of its state; the entity itself is asked.
    """
    state = hass.states.get(entity_id)
    if state is None or state.state in (STATE_UNAVAILABLE, STATE_UNKNOWN):
        return None
    if state.domain in NUMBER_DOMAINS and not _is_number(state.state):
        return None
    if state.domain != "camera":
        return state.state
    if cut_state == MOTION_OFF:
        return _motion_of(state)
    component = hass.data.get(DATA_COMPONENT)
    if component is None or (camera := component.get_entity(entity_id)) is None:
        return None
    if (is_on := says_on(camera)) is None:
        return None
    return STATE_ON if is_on else STATE_OFF


def setting_of(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return a setting in the words in which it can be put back, None if not known.

    A camera's own setting is whether it records.
    """
    if split_entity_id(entity_id)[0] != "camera":
        return state_of(hass, entity_id, "")
    state = hass.states.get(entity_id)
    if state is None or state.state == STATE_UNAVAILABLE:
        return None
    records = state.state == CameraState.RECORDING
    return "recording_on" if records else "recording_off"


def _motion_of(state: State) -> str:
    detecting = state.attributes.get(CameraEntityStateAttribute.MOTION_DETECTION)
    return _OPPOSITES[MOTION_OFF] if detecting else MOTION_OFF


def is_same(entity_id: str, state: str | None, target: str) -> bool:
    """Tell whether a state is the target; numbers are compared as numbers."""
    if state is None or split_entity_id(entity_id)[0] not in NUMBER_DOMAINS:
        return state == target
    try:
        return math.isclose(float(state), float(target), abs_tol=1e-6)
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    """Tell whether a text is a number that can be set."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def command_for(entity_id: str, target: str) -> Command:
    """Return the call that brings an entity into a state; raise ValueError if none does."""
    try:
        return _command_for(entity_id, target)
    except KeyError:
        raise ValueError(f"nothing brings {entity_id} to {target}") from None


def _command_for(entity_id: str, target: str) -> Command:
    domain, _ = split_entity_id(entity_id)
    data = {ATTR_ENTITY_ID: entity_id}
    if domain in _OPTIONS:
        return Command(domain, SERVICE_SELECT_OPTION, {**data, ATTR_OPTION: target})
    if domain in NUMBER_DOMAINS:
        value = {**data, ATTR_VALUE: float(target)}
        return Command(domain, SERVICE_SET_VALUE, value)
    if domain in _STATELESS:
        press = domain == "button"
        return Command(domain, SERVICE_PRESS if press else SERVICE_TURN_ON, data)
    if domain == "camera" and target in _RECORDING:
        return Command(*_RECORDING[target], data)
    if domain == "camera" and target in (MOTION_OFF, _OPPOSITES[MOTION_OFF]):
        disable = target == MOTION_OFF
        service = SERVICE_DISABLE_MOTION if disable else SERVICE_ENABLE_MOTION
        return Command(domain, service, data)
    return Command(domain, _SERVICES.get(domain, _ON_OFF)[target], data)


def undo_command(
    entity_id: str, record: CutRecord, caller: str | None
) -> Command | None:
    """Return the call that brings an entity back to how it stood before we cut it.

    None where there is no such call: it was cut before, or it is not known how it
    stood, or an alarm panel stood in no state that it can be put in. What was in none
    of the states that can be asked for (a cover that was moving) is put to the opposite
    of the cut. `caller` is the entity to call where another one brings back.
    """
    if record.restore is not None:
        return command_for(caller, record.restore["state"]) if caller else None
    domain, _ = split_entity_id(entity_id)
    if domain in _STATELESS or is_same(entity_id, record.resting, record.cut_state):
        return None
    service = _POSITION_SERVICES.get(domain)
    if service is not None and record.position not in (None, 0, 100):
        position = {ATTR_ENTITY_ID: entity_id, ATTR_POSITION: record.position}
        return Command(domain, service, position)
    target = record.resting
    if domain in _CHOICES:
        return None if target is None else command_for(entity_id, target)
    known = _SERVICES.get(domain, _OPPOSITES)
    if target not in known:
        if domain == ALARM_PANEL:
            return None
        target = _OPPOSITES[record.cut_state]
    return command_for(entity_id, target)


def is_choice_of_somebody(
    entity_id: str, state: str | None, record: CutRecord, *, by_hand: bool
) -> bool:
    """Tell whether only somebody can have put an entity that is cut into a state.

    It is neither the cut nor what was before, nor is it passed on the way; of a level
    that can be told only of what was set in Home Assistant (`by_hand`).
    """
    domain, _ = split_entity_id(entity_id)
    if state is None or state in (record.cut_state, record.resting):
        return False
    if domain in NUMBER_DOMAINS:
        return by_hand and not is_same(entity_id, state, record.cut_state)
    return domain in _OPTIONS or (domain == ALARM_PANEL and state in _SERVICES[domain])


def is_alarm_panel(entity_id: str) -> bool:
    """Tell whether an entity is an alarm panel."""
    return split_entity_id(entity_id)[0] == ALARM_PANEL


def position_of(state: State | None) -> float | None:
    """Return how far a cover or a valve is open, None for all else."""
    position = state.attributes.get(ATTR_CURRENT_POSITION) if state else None
    return position if is_position(position) else None


def is_blocked(state: State) -> bool:
    """Tell whether an entity must not be cut now: an alarm that goes off or is about to."""
    return state.domain == ALARM_PANEL and state.state in (
        AlarmControlPanelState.PENDING,
        AlarmControlPanelState.TRIGGERED,
    )
