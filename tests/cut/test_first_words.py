"""What an entity shows first when it has come may be of before it went."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import (
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import ANNA, async_come_home, async_leave, async_person, issues
from ..passing_time import async_pass, async_settle
from .devices import Plug


async def async_restart(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug, *, shows: bool
) -> None:
    """Start again with Anna out; the plug shows first what was kept of it."""
    hass.set_state(CoreState.not_running)
    truth = plug.on
    plug.show(lambda: plug.set_on(shows))
    hass.states.async_set(ANNA, "not_home")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await async_settle()
    plug.show(lambda: plug.set_on(truth))
    await async_settle()


async def test_cut_that_first_shows_a_state_of_before(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is still cut, and put back."""
    await async_come_home(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await async_restart(hass, entry, plug, shows=True)
    await async_pass(hass, freezer, 5)
    assert plug.on
    assert plug.calls == ["off", "on"]


async def test_found_cut_after_first_words_of_before(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    hass_storage: dict[str, Any],
) -> None:
    """After a crash somebody is asked whose it is, though it seemed uncut at first."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    hass_storage["cloudcam_privacy"]["data"]["clean"] = False
    plug.show(lambda: plug.set_on(False))
    await async_restart(hass, entry, plug, shows=True)
    await async_pass(hass, freezer, 5)
    assert plug.calls == []
    assert issues(hass, "cut_unclaimed")


async def test_nothing_is_cut_before_the_run_is_noted(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    hass_storage: dict[str, Any],
) -> None:
    """A crash in the first moments is a crash, too."""
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert hass_storage["cloudcam_privacy"]["data"]["clean"]
    seen: list[bool] = []

    @callback
    def changed(_: Event[EventStateChangedData]) -> None:
        seen.append(hass_storage["cloudcam_privacy"]["data"]["clean"])

    async_track_state_change_event(hass, plug.entity_id, changed)
    hass.states.async_set(ANNA, "home")
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert plug.calls == ["off"]
    assert seen == [False]


async def test_cut_by_hand_on_the_way_back(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A cut that was taken back may come late; one by a person is not put back."""
    plug.is_deaf = True
    await async_come_home(hass)
    await async_leave(hass)
    plug.is_deaf = False
    await async_pass(hass, freezer, 20)
    assert hass.states.is_state(plug.entity_id, "on")
    await hass.services.async_call(
        "switch",
        "turn_off",
        {"entity_id": plug.entity_id},
        blocking=True,
        context=await async_person(hass),
    )
    calls = list(plug.calls)
    await async_pass(hass, freezer, 90)
    assert not plug.on
    assert plug.calls == calls
    assert issues(hass, "cut_not_restored")
