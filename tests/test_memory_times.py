"""Overrides, rules that wait or linger, and cuts, across a restart."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import (
    ANNA,
    async_act,
    async_come_home,
    async_go_private,
    async_guard_with,
    async_leave,
    async_person,
    async_resume,
    cut,
    entity_id_of,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_pass, async_settle
from .rules.watched import DOOR, TWO_MINUTES, async_watch_door, verdict


async def test_override_that_goes_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An override ends when it was to end, whatever happens in between."""
    entry = await async_guard_with(hass)
    await _set_private_for(hass, entry, minutes=30)
    await _async_be_down(hass, entry, freezer, timedelta(minutes=29))
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await async_pass(hass, freezer, 59, step=59)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await async_pass(hass, freezer, 2)
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_override_that_ended_meanwhile(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What ended while Home Assistant was down is not in force any more."""
    entry = await async_guard_with(hass)
    await _set_private_for(hass, entry, minutes=30)
    await _async_be_down(hass, entry, freezer, timedelta(minutes=31))
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert state_of(hass, entry, "select", "mode") == "automatic"


async def test_clock_that_was_set_far_back_meanwhile(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A machine without a battery may start long ago: no lowering lasts until then."""
    entry = await async_guard_with(hass)
    await async_come_home(hass)
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    somebody = await async_person(hass)
    await async_act(hass, "set_mode", camera, somebody, mode="open")
    assert state_of(hass, entry, "sensor", "mode") == "open"
    await _async_be_down(hass, entry, freezer, timedelta(days=-400))
    assert state_of(hass, entry, "sensor", "mode") == "private"


async def test_override_without_end(hass: HomeAssistant) -> None:
    """The button's override lasts until somebody resumes."""
    entry = await async_guard_with(hass)
    await async_go_private(hass, entry)
    for _ in range(2):
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
        assert state_of(hass, entry, "sensor", "mode") == "private"
    await async_resume(hass, entry)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_hold_goes_on(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A rule that lingers does so across a restart."""
    entry = await async_watch_door(hass, "on", hold=TWO_MINUTES)
    hass.states.async_set(DOOR, "off")
    await _async_be_down(hass, entry, freezer, timedelta(seconds=100))
    assert verdict(hass, entry) == "true"
    await async_pass(hass, freezer, 19)
    assert verdict(hass, entry) == "true"
    await async_pass(hass, freezer, 1)
    assert verdict(hass, entry) == "false"


async def test_after_begins_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody saw whether the door stayed open meanwhile: it may have."""
    entry = await async_watch_door(hass, "off", after=TWO_MINUTES)
    hass.states.async_set(DOOR, "on")
    await _async_be_down(hass, entry, freezer, timedelta(seconds=100))
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 20)
    assert verdict(hass, entry) == "unknown"
    await async_pass(hass, freezer, 100, step=10)
    assert verdict(hass, entry) == "true"


async def test_how_a_device_was_found(hass: HomeAssistant) -> None:
    """A reload while the camera is cut does not forget how to put it back."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.calls == ["off", "on"]


async def test_slow_device_and_a_reload(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A cut that was asked for before a reload and comes after it is put back."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    plug.lag = 20
    await async_come_home(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    hass.states.async_set(ANNA, "not_home")
    await hass.config_entries.async_setup(entry.entry_id)
    await async_pass(hass, freezer, 60)
    assert plug.on
    assert state_of(hass, entry, "sensor", "assurance") == "open"


async def _async_be_down(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    length: timedelta,
) -> None:
    """Stop, and start again when that long has passed."""
    await hass.config_entries.async_unload(entry.entry_id)
    freezer.tick(length)
    await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()


async def _set_private_for(
    hass: HomeAssistant, entry: MockConfigEntry, minutes: int
) -> None:
    camera = entity_id_of(hass, entry, "camera", "guarded")
    await hass.services.async_call(
        "cloudcam_privacy",
        "set_mode",
        {"entity_id": camera, "mode": "private", "duration": {"minutes": minutes}},
        blocking=True,
    )
    assert state_of(hass, entry, "sensor", "mode") == "private"
