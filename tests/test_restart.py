"""A restart of Home Assistant: no moment in which a private camera is open."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, EVENT_STATE_CHANGED
from homeassistant.core import CoreState, Event, HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import (
    ANNA,
    async_come_home,
    async_go_private,
    async_guard_with,
    async_leave,
    cut,
    entity_id_of,
    household_of,
    state_of,
)
from .cut.devices import Plug
from .passing_time import async_pass, async_settle


class Watchman:
    """Notes the mode of sensor and gate whenever any state is written."""

    def __init__(self, hass: HomeAssistant, entry: MockConfigEntry) -> None:
        """Begin."""
        self.seen: set[tuple[str, str]] = set()
        self._sensor = entity_id_of(hass, entry, "sensor", "mode")
        self._hass = hass
        self._entry = entry
        hass.bus.async_listen(EVENT_STATE_CHANGED, self.look)

    @callback
    def look(self, _: Event[Any] | None = None) -> None:
        """Look now."""
        state = self._hass.states.get(self._sensor)
        if hasattr(self._entry, "runtime_data"):
            (guard,) = household_of(self._entry).guards.values()
            self.seen.add((state.state if state else "none", guard.gate.mode))


async def async_shut_down(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Stop, and begin to start again: nothing is known yet."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    hass.set_state(CoreState.not_running)
    hass.states.async_remove(ANNA)


async def async_start_up(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set the household up while Home Assistant is starting."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    hass.set_state(CoreState.starting)
    await async_settle()


async def async_restart(hass: HomeAssistant, entry: MockConfigEntry) -> Watchman:
    """Stop and begin to start; return who watches from the stop on."""
    watchman = Watchman(hass, entry)
    await async_shut_down(hass, entry)
    watchman.seen.clear()
    await async_start_up(hass, entry)
    return watchman


async def async_started(hass: HomeAssistant) -> None:
    """Finish the start."""
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await async_settle()


async def test_nothing_known_until_started(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Private and shut all the time; cut only when all had their chance to tell."""
    watchman = await async_restart(hass, entry)
    for state in ("unknown", "unavailable", "unknown"):
        hass.states.async_set(ANNA, state)
        await async_settle()
    plug.show(lambda: None)
    assert plug.calls == []
    assert state_of(hass, entry, "sensor", "mode") == "private"

    await async_started(hass)
    assert plug.calls == ["off"]
    assert {mode for mode, _ in watchman.seen} <= {"private", "unavailable"}
    assert {gate for _, gate in watchman.seen} == {"private"}

    await async_leave(hass)
    assert plug.calls == ["off", "on"]
    assert state_of(hass, entry, "sensor", "assurance") == "open"


async def test_away_is_believed_when_all_has_started(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """People are first where they were last seen; nobody is told of a lowering."""
    await async_shut_down(hass, entry)
    await async_start_up(hass, entry)
    happened = state_of(hass, entry, "event", "privacy")
    await async_leave(hass)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await async_started(hass)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert state_of(hass, entry, "sensor", "assurance") == "open"
    assert state_of(hass, entry, "event", "privacy") == happened
    assert plug.calls == []


async def test_home_as_soon_as_it_is_known(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Whoever is known to be home does not wait for the rest of the start."""
    watchman = await async_restart(hass, entry)
    assert plug.calls == []
    await async_come_home(hass)
    assert plug.calls == ["off"]
    await async_started(hass)
    assert plug.calls == ["off"]
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    assert {gate for _, gate in watchman.seen} == {"private"}


async def test_what_was_cut_stays_cut(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """A cut device that comes back during the start is not put back for a moment."""
    await async_come_home(hass)
    watchman = Watchman(hass, entry)
    await async_shut_down(hass, entry)
    watchman.seen.clear()
    plug.set_available(False)
    await async_start_up(hass, entry)
    plug.set_available(True)
    await async_settle()
    hass.states.async_set(ANNA, "unknown")
    await async_settle()
    assert plug.calls == ["off"]
    await async_started(hass)
    await async_come_home(hass)
    assert plug.calls == ["off"]
    assert {gate for _, gate in watchman.seen} == {"private"}

    await async_leave(hass)
    assert plug.calls == ["off", "on"]


async def test_left_while_down(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Put back exactly once, when it is known that everybody has left."""
    await async_come_home(hass)
    await async_shut_down(hass, entry)
    await async_start_up(hass, entry)
    await async_started(hass)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.calls == ["off", "on"]
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert plug.calls == ["off", "on"]


async def test_last_seen_to_be_away(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Where people were last seen while all is starting puts nothing back."""
    await async_come_home(hass)
    watchman = await async_restart(hass, entry)
    await async_leave(hass)
    plug.show(lambda: None)
    await async_settle()
    await async_come_home(hass)
    await async_started(hass)
    assert plug.calls == ["off"]
    assert {gate for _, gate in watchman.seen} == {"private"}


async def test_device_gone_at_the_start(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A device that comes minutes later is put back then."""
    await async_come_home(hass)
    await async_shut_down(hass, entry)
    plug.set_available(False)
    await async_start_up(hass, entry)
    hass.states.async_set(ANNA, "not_home")
    await async_started(hass)
    await async_pass(hass, freezer, 300, step=10)
    assert plug.calls == ["off"]
    plug.set_available(True)
    await async_settle()
    assert plug.calls == ["off", "on"]


async def test_private_by_hand(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """An override survives, and holds from the first moment on."""
    hass.states.async_set(ANNA, "not_home")
    await async_go_private(hass, entry)
    watchman = await async_restart(hass, entry)
    hass.states.async_set(ANNA, "not_home")
    await async_started(hass)
    assert {mode for mode, _ in watchman.seen} <= {"private", "unavailable"}
    assert {gate for _, gate in watchman.seen} == {"private"}
    assert plug.calls == ["off"]


async def test_private_by_hand_and_switched_on_while_down(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """An override is certain, so its cut does not wait for the rest of the start."""
    await async_go_private(hass, entry)
    await async_shut_down(hass, entry)
    plug.show(lambda: plug.set_on(True))
    await async_start_up(hass, entry)
    assert plug.calls == ["off", "off"]


async def test_reload_while_private(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """A changed option does not open the camera for a moment either."""
    await async_come_home(hass)
    watchman = Watchman(hass, entry)
    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "lift_minutes": 5}
    )
    await hass.async_block_till_done()
    await async_settle()
    assert {mode for mode, _ in watchman.seen} <= {"private", "unavailable"}
    assert {gate for _, gate in watchman.seen} == {"private"}
    assert plug.calls == ["off"]


@pytest.mark.parametrize("mode", ["local", "blurred", "private"])
async def test_cut_at_once_in_every_mode(
    hass: HomeAssistant, plug: Plug, mode: str
) -> None:
    """A milder mode than the one that the gate starts with is no reason to wait."""
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), mode=mode)
    await async_shut_down(hass, entry)
    hass.states.async_set(ANNA, "home")
    await async_start_up(hass, entry)
    assert plug.calls == ["off"]
    await async_started(hass)
    assert plug.calls == ["off"]
    assert state_of(hass, entry, "sensor", "mode") == mode
