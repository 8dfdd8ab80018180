"""What somebody sets by hand while an entity is cut, and what nobody can have set."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.alarm_control_panel import AlarmControlPanelState
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
import pytest

from ..common import (
    ANNA,
    MarkedCamera,
    async_come_home,
    async_guard,
    async_guard_with,
    async_leave,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    issues,
    someone_home,
)
from ..passing_time import async_pass, async_settle
from .devices import Choice, Level, Panel, Plug, async_add_devices


@pytest.mark.parametrize("lag", [0, 20])
async def test_option_chosen_meanwhile(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, lag: int
) -> None:
    """Before the cut is seen or after: it is cut, and goes to what was chosen last."""
    choice = Choice()
    choice.lag = lag
    await async_add_devices(hass, choice)
    await async_guard_with(hass, cut(choice.entity_id, "never"))
    await async_come_home(hass)
    choice.show(lambda: setattr(choice, "_attr_current_option", "always"))
    await async_pass(hass, freezer, 40)
    assert hass.states.is_state(choice.entity_id, "never")
    choice.lag = 0
    await async_leave(hass)
    assert hass.states.is_state(choice.entity_id, "always")


async def test_armed_meanwhile_by_way_of_a_cloud(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However late the cloud tells, nobody else has armed it in another way."""
    panel = Panel()
    await async_add_devices(hass, panel, iot_class="cloud_polling")
    await async_guard_with(hass, cut(panel.entity_id, "disarmed"))
    await async_come_home(hass)
    await async_pass(hass, freezer, 20)
    panel.show(lambda: panel.be(AlarmControlPanelState.ARMED_AWAY))
    await async_pass(hass, freezer, 100)
    assert panel.calls == ["disarm", "disarm"]
    await async_leave(hass)
    await async_pass(hass, freezer, 100)
    assert panel.calls == ["disarm", "disarm"]


async def test_level_that_is_no_number(hass: HomeAssistant) -> None:
    """It is not known for a moment, and nothing to go back to."""
    level = Level()
    await async_add_devices(hass, level)
    await async_guard_with(hass, cut(level.entity_id, "0"))
    level.show(lambda: setattr(level, "_attr_native_value", float("nan")))
    await async_settle()
    await async_come_home(hass)
    await async_leave(hass)
    assert level.calls == ["to 0", "to 80"]


async def test_cut_that_cannot_be_called(hass: HomeAssistant) -> None:
    """What is stored wrong for one camera leaves the others alone."""
    plug, other = Plug(), Plug("Other")
    await async_add_devices(hass, plug, other)
    cuts = {"anna": cut(other.entity_id, "closed"), "ben": cut(plug.entity_id, "off")}
    cameras = {name: MarkedCamera(name) for name in cuts}
    await async_make_cameras(hass, *cameras.values())
    hass.states.async_set(ANNA, "not_home")
    await async_guard(
        hass,
        *(
            camera_subentry(camera.entity_id, name, cuts=[cuts[name]])
            for name, camera in cameras.items()
        ),
        someone_home(ANNA),
    )
    await async_come_home(hass)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.calls == ["off", "on"]


async def test_level_set_meanwhile(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What somebody sets in Home Assistant is what he wants; what passes by is not."""
    level = Level()
    await async_add_devices(hass, level)
    await async_guard_with(hass, cut(level.entity_id, "0"))
    await async_come_home(hass)
    level.show(lambda: setattr(level, "_attr_native_value", 30))
    await async_pass(hass, freezer, 10)
    await hass.services.async_call(
        "number",
        "set_value",
        {"entity_id": level.entity_id, "value": 50},
        blocking=True,
        context=await async_person(hass),
    )
    await async_pass(hass, freezer, 10)
    await async_leave(hass)
    assert level.calls == ["to 0", "to 0", "to 50", "to 0", "to 50"]


async def test_option_chosen_while_home_assistant_was_down(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The cut was sent and not seen, then somebody chose: that is what stays."""
    choice = Choice()
    choice.is_deaf = True
    await async_add_devices(hass, choice)
    entry = await async_guard_with(hass, cut(choice.entity_id, "never"))
    await async_come_home(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    choice.is_deaf = False
    choice.show(lambda: setattr(choice, "_attr_current_option", "always"))
    choice.calls.clear()
    hass.states.async_set(ANNA, "not_home")
    hass.set_state(CoreState.starting)
    assert await hass.config_entries.async_setup(entry.entry_id)
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await async_pass(hass, freezer, 90)
    assert hass.states.is_state(choice.entity_id, "always")
    assert "events" not in choice.calls


async def test_armed_by_hand_and_disarmed_late(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What we had sent comes after privacy: it is not armed again, and that is told."""
    panel = Panel()
    await async_add_devices(hass, panel)
    await async_guard_with(hass, cut(panel.entity_id, "disarmed"))
    await async_come_home(hass)
    panel.lag = 20
    panel.show(lambda: panel.be(AlarmControlPanelState.ARMED_AWAY))
    await async_pass(hass, freezer, 5)
    await async_leave(hass)
    await async_pass(hass, freezer, 60)
    assert hass.states.is_state(panel.entity_id, "disarmed")
    assert "home" not in panel.calls
    assert issues(hass, "cut_not_restored")
