"""Conditions as the condition editor gives them."""

from typing import Any

ALARM, DOOR, LUX = "alarm_control_panel.home", "binary_sensor.door", "sensor.lux"

type Condition = dict[str, Any]


def state(entity_id: str, *states: str, **more: Any) -> Condition:
    """Return the condition that an entity is in one of the states."""
    return {
        "condition": "state",
        "entity_id": entity_id,
        "state": list(states),
        **more,
    }


def compound(kind: str, *conditions: Condition) -> Condition:
    """Return "and", "or" or "not" of conditions."""
    return {"condition": kind, "conditions": list(conditions)}


def template(text: str) -> Condition:
    """Return the condition that a template renders to true."""
    return {"condition": "template", "value_template": text}


DARK: Condition = {"condition": "numeric_state", "entity_id": LUX, "below": 10}
OPEN = state(DOOR, "on")
ARMED = compound("not", state(ALARM, "disarmed"))
