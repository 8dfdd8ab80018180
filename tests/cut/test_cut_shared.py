"""Several cameras behind one plug, and what is not ours to switch on again."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    MarkedCamera,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices
from .two_cameras import async_guard_two


async def async_share(
    hass: HomeAssistant, plug: Plug, anna: MarkedCamera | None = None
) -> MockConfigEntry:
    """Guard two cameras behind one plug, each while its person is home, as both are."""
    shared = cut(plug.entity_id, "off")
    entry = await async_guard_two(hass, shared, shared, anna)
    for name in ("anna", "ben"):
        hass.states.async_set(f"person.{name}", "home")
    await async_settle()
    assert hass.states.is_state(plug.entity_id, "off")
    return entry


async def test_shared_by_two_cameras(hass: HomeAssistant) -> None:
    """What cuts two cameras goes back when the last of them is open."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_share(hass, plug)
    for first, last in (("anna", "ben"), ("ben", "anna")):
        plug.calls.clear()
        hass.states.async_set(f"person.{first}", "home")
        await async_settle()
        hass.states.async_set(f"person.{last}", "home")
        await async_settle()
        assert hass.states.is_state(plug.entity_id, "off")
        plug.calls.clear()
        hass.states.async_set(f"person.{first}", "not_home")
        await async_settle()
        assert plug.calls == []
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
        assert plug.calls == []
        hass.states.async_set(f"person.{last}", "not_home")
        await async_settle()
        assert plug.calls == ["on"]


async def test_shared_and_undecided(hass: HomeAssistant) -> None:
    """While Home Assistant starts, a camera that knows nothing keeps its cut."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_share(hass, plug)
    await hass.config_entries.async_unload(entry.entry_id)
    hass.set_state(CoreState.not_running)
    plug.calls.clear()
    hass.states.async_set("person.anna", "not_home")
    hass.states.async_set("person.ben", "unknown")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert plug.calls == []
    hass.states.async_set("person.ben", "not_home")
    await async_settle()
    assert plug.calls == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await async_settle()
    assert set(plug.calls) == {"on"}


async def test_not_tried_again_while_wanted_elsewhere(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A camera that does not come back is no reason to open the other one."""
    plug = Plug()
    await async_add_devices(hass, plug)
    camera = MarkedCamera("anna")
    await async_share(hass, plug, camera)
    hass.states.async_set("person.ben", "not_home")
    await async_settle()
    camera.fails = True
    plug.calls.clear()
    hass.states.async_set("person.anna", "not_home")
    await async_settle()
    hass.states.async_set("person.ben", "home")
    await async_pass(hass, freezer, 90)
    assert plug.calls == ["on", "off"]


async def test_not_sent_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What reads back as on is not switched on again for a camera that stays dark."""
    plug = Plug()
    await async_add_devices(hass, plug)
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_guard_with(hass, cut(plug.entity_id, "off"), camera=camera)
    await async_come_home(hass)
    camera.fails = True
    await async_leave(hass)
    await async_pass(hass, freezer, 90)
    assert plug.calls == ["off", "on"]
