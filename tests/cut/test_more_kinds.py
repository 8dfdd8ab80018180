"""Levels, buttons, presets and alarm panels; order, and what a device changes besides."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.alarm_control_panel import AlarmControlPanelState
from homeassistant.core import Event, HomeAssistant, callback
import pytest

from custom_components.cloudcam_privacy.cut import cut_entity
from custom_components.cloudcam_privacy.cut.catalogue.facts import CutFacts

from ..common import (
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
    household_of,
    issues,
)
from ..passing_time import async_pass, async_settle
from .devices import Choice, Level, Panel, Plug, Push, async_add_devices

ARMED = AlarmControlPanelState.ARMED_HOME
PRESSED = {"entity_id": "button.back", "state": "on"}


def status(entry: Any) -> list[str]:
    """Return how far the cuts of the camera are."""
    (guard,) = household_of(entry).guards.values()
    return [cut.status for cut in guard.cuts.cuts]


async def test_level(hass: HomeAssistant) -> None:
    """Numbers are compared as numbers: 0 is 0.0."""
    level = Level()
    await async_add_devices(hass, level)
    entry = await async_guard_with(hass, cut(level.entity_id, "0"))
    await async_come_home(hass)
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    assert level.calls == ["to 0", "to 80"]


@pytest.mark.parametrize(("lowest", "expected"), [(0, "confirmed"), (1, "sent")])
async def test_level_that_still_hears(
    hass: HomeAssistant, lowest: int, expected: str
) -> None:
    """A level whose minimum is above 0 is never called muted."""
    level = Level()
    level.lowest(lowest)
    await async_add_devices(hass, level)
    entry = await async_guard_with(
        hass, cut(level.entity_id, str(lowest), stops="sound")
    )
    await async_come_home(hass)
    assert level.calls == [f"to {lowest}"]
    assert status(entry) == [expected]
    assert assurance(hass, entry) == "gate_only"
    await async_leave(hass)
    assert level.calls == [f"to {lowest}", "to 80"]


async def test_button(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is pressed once; another one brings back, if there is one."""
    away, back = Push("Away"), Push("Back")
    await async_add_devices(hass, away, back)
    entry = await async_guard_with(hass, cut(away.entity_id, "on", restore=PRESSED))
    await async_come_home(hass)
    await async_pass(hass, freezer, 700, step=50)
    assert assurance(hass, entry) == "sent"
    assert (away.calls, back.calls) == (["press"], [])
    await async_leave(hass)
    assert (away.calls, back.calls) == (["press"], ["press"])
    assert assurance(hass, entry) == "open"


async def test_preset_without_a_state(hass: HomeAssistant) -> None:
    """A camera looks away; nothing tells where it looks."""
    preset = Choice("Preset")
    preset.forget()
    preset.is_deaf = True
    await async_add_devices(hass, preset)
    back = {"entity_id": preset.entity_id, "state": "always"}
    entry = await async_guard_with(hass, cut(preset.entity_id, "never", restore=back))
    await async_come_home(hass)
    assert preset.calls == ["never"]
    assert assurance(hass, entry) == "sent"
    await async_leave(hass)
    assert preset.calls == ["never", "always"]


async def test_never_put_back(hass: HomeAssistant) -> None:
    """Somebody has confirmed that the cut stays."""
    away = Push("Away")
    await async_add_devices(hass, away)
    entry = await async_guard_with(hass, cut(away.entity_id, "on", restore="never"))
    await async_come_home(hass)
    await async_leave(hass)
    assert away.calls == ["press"]
    assert assurance(hass, entry) == "open"


# Alarm panels


async def async_panel(hass: HomeAssistant) -> tuple[Panel, Any]:
    """Guard a camera that an alarm panel decides about."""
    panel = Panel()
    await async_add_devices(hass, panel)
    return panel, await async_guard_with(hass, cut(panel.entity_id, "disarmed"))


async def test_panel(hass: HomeAssistant) -> None:
    """It is armed again as it was."""
    panel, entry = await async_panel(hass)
    await async_come_home(hass)
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    assert panel.calls == ["disarm", "home"]


@pytest.mark.parametrize(
    "state", [AlarmControlPanelState.TRIGGERED, AlarmControlPanelState.PENDING]
)
async def test_panel_that_goes_off(
    hass: HomeAssistant, state: AlarmControlPanelState
) -> None:
    """It is never disarmed then; once the alarm is over it is."""
    panel, entry = await async_panel(hass)
    panel.show(lambda: panel.be(state))
    await async_come_home(hass)
    assert panel.calls == []
    assert assurance(hass, entry) == "pending"
    panel.show(lambda: panel.be(ARMED))
    await async_settle()
    assert panel.calls == ["disarm"]


async def test_panel_that_somebody_has_changed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is not armed again, and that is told."""
    panel, _ = await async_panel(hass)
    await async_come_home(hass)
    panel.show(lambda: panel.be(AlarmControlPanelState.ARMED_AWAY))
    await async_settle()
    assert panel.calls == ["disarm", "disarm"]
    await async_leave(hass)
    await async_pass(hass, freezer, 5)
    assert panel.calls == ["disarm", "disarm"]
    assert issues(hass, "cut_not_restored")


# Order, and companions


@pytest.mark.parametrize(
    ("lag", "seconds"), [(0.0, 0.0), (1.0, 1.0), (30.0, 2.0)], ids=str
)
async def test_sound_goes_first(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    lag: float,
    seconds: float,
) -> None:
    """A cut that silences the device waits for the microphone, for 2 s at most."""
    mic, privacy = Plug("Microphone"), Plug("Privacy")
    privacy.set_on(False)
    calls: list[str] = []
    await async_add_devices(hass, mic, privacy)
    mic.lag = lag

    @callback
    def note(event: Event[Any]) -> None:
        calls.append(event.data["service_data"]["entity_id"])

    hass.bus.async_listen("call_service", note)

    def facts(_: HomeAssistant, entity_id: str, __: str) -> CutFacts:
        return CutFacts(silences=entity_id == privacy.entity_id)

    with patch.object(cut_entity, "cut_facts", facts):
        await async_guard_with(
            hass,
            cut(privacy.entity_id, "on"),
            cut(mic.entity_id, "off", stops="sound"),
        )
        await async_come_home(hass)
        if seconds:
            assert calls == [mic.entity_id]
        await async_pass(hass, freezer, seconds + 0.1, step=0.5)
        assert calls == [mic.entity_id, privacy.entity_id]
        await async_pass(hass, freezer, 40)
        calls.clear()
        mic.lag = 0
        await async_leave(hass)
        assert calls == [privacy.entity_id, mic.entity_id]


@pytest.mark.parametrize("obeys", [True, False])
async def test_what_a_device_changes_besides(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, obeys: bool
) -> None:
    """It is looked at after the return, and put right, or told."""
    privacy, mode = Plug("Privacy"), Choice("Recording mode")
    privacy.set_on(False)
    await async_add_devices(hass, privacy, mode)

    def change(option: str) -> Callable[[], None]:
        return lambda: setattr(mode, "_attr_current_option", option)

    companions = CutFacts(companions=(mode.entity_id,))
    with patch.object(cut_entity, "cut_facts", return_value=companions):
        await async_guard_with(hass, cut(privacy.entity_id, "on"))
        await async_come_home(hass)
        mode.show(change("never"))
        await async_leave(hass)
        mode.is_deaf = not obeys
        assert mode.calls == []
        await async_pass(hass, freezer, 15)
        assert mode.calls == ["events"]
        await async_pass(hass, freezer, 15)
    assert bool(issues(hass, "settings_changed")) is not obeys
