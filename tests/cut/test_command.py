"""What is called to cut with each kind of entity, and to undo it."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from custom_components.cloudcam_privacy.cut.command import (
    Command,
    command_for,
    is_reachable,
    is_same,
    is_stateless,
    position_of,
    state_of,
    undo_command,
)
from custom_components.cloudcam_privacy.cut.record import CutRecord


def undo(
    entity_id: str, cut_state: str, found: str | None, position: float | None = None
) -> Command | None:
    """Return what puts an entity back that was found so."""
    record = CutRecord(cut_state, resting=found, position=position)
    return undo_command(entity_id, record, entity_id)


CALLS = [
    ("switch.x", "off", "on", "turn_off", "turn_on"),
    ("switch.x", "on", "off", "turn_on", "turn_off"),
    ("light.x", "off", "on", "turn_off", "turn_on"),
    ("input_boolean.x", "on", "off", "turn_on", "turn_off"),
    ("siren.x", "on", "off", "turn_on", "turn_off"),
    ("camera.x", "off", "on", "turn_off", "turn_on"),
    (
        "camera.x",
        "motion_off",
        "motion_on",
        "disable_motion_detection",
        "enable_motion_detection",
    ),
    ("cover.x", "closed", "open", "close_cover", "open_cover"),
    ("cover.x", "open", "closed", "open_cover", "close_cover"),
    ("valve.x", "closed", "open", "close_valve", "open_valve"),
    ("lock.x", "locked", "unlocked", "lock", "unlock"),
    ("lock.x", "unlocked", "locked", "unlock", "lock"),
]
"""Entity, cut state, state as found, action that cuts, action that puts back."""


@pytest.mark.parametrize(("entity_id", "cut_state", "found", "cuts", "undoes"), CALLS)
async def test_calls_that_exist(
    hass: HomeAssistant,
    entity_id: str,
    cut_state: str,
    found: str,
    cuts: str,
    undoes: str,
) -> None:
    """Home Assistant knows the actions and takes their data."""
    domain = entity_id.partition(".")[0]
    await async_setup_component(hass, domain, {})
    cut = command_for(entity_id, cut_state)
    assert cut == Command(domain, cuts, {"entity_id": entity_id})
    back = undo(entity_id, cut_state, found)
    assert back == Command(domain, undoes, {"entity_id": entity_id})
    for command in (cut, back):
        await hass.services.async_call(
            command.domain, command.service, command.data, blocking=True
        )


@pytest.mark.parametrize("domain", ["select", "input_select"])
def test_options(domain: str) -> None:
    """An option is chosen, and the one that was found is chosen again."""
    entity_id = f"{domain}.x"
    assert command_for(entity_id, "never") == Command(
        domain, "select_option", {"entity_id": entity_id, "option": "never"}
    )
    assert undo(entity_id, "never", "motion only") == Command(
        domain, "select_option", {"entity_id": entity_id, "option": "motion only"}
    )
    assert undo(entity_id, "never", None) is None


@pytest.mark.parametrize("domain", ["number", "input_number"])
def test_levels(domain: str) -> None:
    """Numbers are sent and compared as numbers."""
    entity_id = f"{domain}.x"
    assert command_for(entity_id, "0") == Command(
        domain, "set_value", {"entity_id": entity_id, "value": 0.0}
    )
    assert undo(entity_id, "0", "80.0") == Command(
        domain, "set_value", {"entity_id": entity_id, "value": 80.0}
    )
    assert undo(entity_id, "0", "0.0") is None
    assert is_same(entity_id, "0.0", "0")
    assert not is_same(entity_id, "1", "0")
    assert not is_same(entity_id, "loud", "0")
    assert not is_same("switch.x", "0.0", "0")


@pytest.mark.parametrize(
    ("found", "action"),
    [
        ("armed_home", "alarm_arm_home"),
        ("armed_away", "alarm_arm_away"),
        ("armed_night", "alarm_arm_night"),
        ("disarmed", None),
        ("triggered", None),
        ("arming", None),
        (None, None),
    ],
)
def test_alarm_panels(found: str | None, action: str | None) -> None:
    """A panel is armed again only in the way in which it had been; without a code."""
    panel = {"entity_id": "alarm_control_panel.x"}
    disarm = Command("alarm_control_panel", "alarm_disarm", panel)
    assert command_for("alarm_control_panel.x", "disarmed") == disarm
    back = undo("alarm_control_panel.x", "disarmed", found)
    expected = action and Command("alarm_control_panel", action, panel)
    assert back == (expected or None)


@pytest.mark.parametrize("entity_id", ["script.x", "scene.x", "button.x"])
def test_stateless(entity_id: str) -> None:
    """Scripts and scenes run; nothing undoes them."""
    domain = entity_id.partition(".")[0]
    assert is_stateless(entity_id)
    action = "press" if domain == "button" else "turn_on"
    assert command_for(entity_id, "on") == Command(
        domain, action, {"entity_id": entity_id}
    )
    assert undo(entity_id, "on", "off") is None
    assert not is_stateless("switch.x")


@pytest.mark.parametrize("domain", ["cover", "valve"])
@pytest.mark.parametrize(
    ("position", "service"),
    [(1, "set"), (40, "set"), (99, "set"), (100, "open"), (0, "open"), (None, "open")],
)
def test_positions(domain: str, position: int | None, service: str) -> None:
    """What stood half open is brought to where it was."""
    back = undo(f"{domain}.x", "closed", "open", position)
    assert back is not None
    if service == "set":
        assert back.service == f"set_{domain}_position"
        assert back.data == {"entity_id": f"{domain}.x", "position": position}
    else:
        assert back.service == f"open_{domain}"


@pytest.mark.parametrize(
    ("entity_id", "cut_state", "found", "service"),
    [
        ("cover.x", "closed", "opening", "open_cover"),
        ("cover.x", "open", "closing", "close_cover"),
        ("lock.x", "locked", "jammed", "unlock"),
        ("switch.x", "off", None, "turn_on"),
    ],
)
def test_states_that_cannot_be_asked_for(
    entity_id: str, cut_state: str, found: str | None, service: str
) -> None:
    """What was on its way somewhere is put to the opposite of the cut."""
    back = undo(entity_id, cut_state, found)
    assert back is not None
    assert back.service == service


@pytest.mark.parametrize("entity_id", ["switch.x", "select.x", "cover.x"])
def test_what_was_found_cut_is_not_undone(entity_id: str) -> None:
    """Cut is how it was found, as when the cut state was set up anew meanwhile."""
    assert undo(entity_id, "closed", "closed", 40) is None


async def test_reading_back(hass: HomeAssistant) -> None:
    """States in the words of cuts; what is not known is None."""
    assert state_of(hass, "switch.x", "off") is None
    assert not is_reachable(hass, "switch.x")
    hass.states.async_set("switch.x", "unavailable")
    assert state_of(hass, "switch.x", "off") is None
    assert not is_reachable(hass, "switch.x")
    hass.states.async_set("switch.x", "unknown")
    assert state_of(hass, "switch.x", "off") is None
    assert is_reachable(hass, "switch.x")
    hass.states.async_set("switch.x", "on")
    assert state_of(hass, "switch.x", "off") == "on"
    hass.states.async_set("camera.x", "idle", {"motion_detection": True})
    assert state_of(hass, "camera.x", "motion_off") == "motion_on"
    hass.states.async_set("camera.x", "idle")
    assert state_of(hass, "camera.x", "motion_off") == "motion_off"
    assert state_of(hass, "camera.x", "off") is None


@pytest.mark.parametrize("position", ["wide", [30], -1, 101, 10**30, float("nan")])
async def test_what_is_no_position(hass: HomeAssistant, position: object) -> None:
    """It could not be put back, nor be stored or read with what else is remembered."""
    hass.states.async_set("cover.x", "open", {"current_position": 30})
    assert position_of(hass.states.get("cover.x")) == 30
    hass.states.async_set("cover.x", "open", {"current_position": position})
    assert position_of(hass.states.get("cover.x")) is None
