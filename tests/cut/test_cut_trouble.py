"""Cuts that are slow, broken, away or undone, and disks that are."""

import asyncio
from collections.abc import Generator
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from custom_components.cloudcam_privacy.cut.command import CALL_LIMIT
from custom_components.cloudcam_privacy.household.store import WRITE_LIMIT

from ..house import cut, entity_id_of, household_of, state_of
from ..passing_time import async_pass, async_settle
from .devices import Plug
from .guarded import assurance, async_come_home, async_guard_with, async_leave


async def test_slow_device(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Until the device shows it, a cut is pending and asked for ever less often."""
    plug.lag = 20
    await async_come_home(hass)
    assert plug.calls == ["off"]
    await async_pass(hass, freezer, 19)
    assert assurance(hass, entry) == "pending"
    assert plug.calls == ["off"] * 3
    await async_pass(hass, freezer, 2)
    assert assurance(hass, entry) == "confirmed"
    await async_pass(hass, freezer, 120)
    assert plug.calls == ["off"] * 3

    await async_leave(hass)
    assert assurance(hass, entry) == "pending"
    await async_pass(hass, freezer, 21)
    assert plug.on
    assert assurance(hass, entry) == "open"


def error_of(entry: MockConfigEntry) -> str | None:
    (guard,) = household_of(entry).guards.values()
    return guard.cuts.cuts[0].error


async def test_failing_device(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Whatever an integration raises, it is tried again; the gate is shut anyway."""
    (guard,) = household_of(entry).guards.values()
    plug.error = ZeroDivisionError("oops")
    await async_come_home(hass)
    assert plug.calls == ["off"]
    assert assurance(hass, entry) == "pending"
    assert error_of(entry) == "oops"
    plug.error = HomeAssistantError("still not")
    await async_pass(hass, freezer, 6)
    assert plug.calls == ["off"] * 2
    assert error_of(entry) == "still not"
    plug.error = None
    await async_pass(hass, freezer, 11)
    assert hass.states.is_state(plug.entity_id, "off")
    assert assurance(hass, entry) == "confirmed"
    assert error_of(entry) is None

    plug.error = HomeAssistantError("no way back")
    await async_leave(hass)
    assert guard.gate.mode == "private"
    plug.error = None
    await async_pass(hass, freezer, 6)
    assert hass.states.is_state(plug.entity_id, "on")
    assert guard.gate.mode == "open"


async def test_hanging_call_has_a_limit(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A call that never returns is given up, and made again."""
    plug.hangs = True
    await async_come_home(hass)
    await async_pass(hass, freezer, CALL_LIMIT - 1)
    assert plug.calls == ["off"]
    plug.hangs = False
    await async_pass(hass, freezer, 10)
    assert plug.calls == ["off"] * 2
    assert assurance(hass, entry) == "confirmed"
    assert plug.most_at_once == 1


async def test_unavailable_at_first(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What is away is not called; it is cut in the moment in which it comes."""
    plug.set_available(False)
    await async_come_home(hass)
    await async_pass(hass, freezer, 3600, step=300)
    assert plug.calls == []
    assert assurance(hass, entry) == "pending"
    plug.set_available(True)
    await async_settle()
    assert plug.calls == ["off"]
    assert assurance(hass, entry) == "confirmed"

    plug.set_available(False)
    await async_leave(hass)
    await async_pass(hass, freezer, 600, step=100)
    assert plug.calls == ["off"]
    assert state_of(hass, entry, "sensor", "mode") == "open"
    plug.set_available(True)
    await async_settle()
    assert plug.on


async def test_lost_on_the_way(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A device that starts anew while it is asked is asked again when it is back."""
    plug.is_deaf = True
    await async_come_home(hass)
    plug.set_available(False)
    await async_pass(hass, freezer, 30)
    assert plug.calls == ["off"]
    plug.is_deaf = False
    plug.set_available(True)
    await async_settle()
    assert plug.calls == ["off"] * 2
    assert assurance(hass, entry) == "confirmed"


async def test_unknown_state(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A switch that never tells how it is can be switched all the same."""
    plug.show(lambda: plug.set_on(None))
    await async_come_home(hass)
    assert plug.calls == []
    await async_pass(hass, freezer, 6)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.on


async def test_unknown_for_a_moment(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A switch that is about to tell how it is, is found as it tells."""
    plug.show(lambda: plug.set_on(None))
    await async_come_home(hass)
    plug.show(lambda: plug.set_on(False))
    await async_settle()
    assert plug.calls == []
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    await async_pass(hass, freezer, 60)
    assert plug.calls == []


async def test_drift_in_the_moment_of_confirmation(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """An automation that answers to the confirmation itself does not win."""
    sensor = entity_id_of(hass, entry, "sensor", "assurance")
    undone: list[bool] = []

    @callback
    def undo_once(event: Event[Any]) -> None:
        new: State | None = event.data["new_state"]
        if event.data["entity_id"] != sensor or undone:
            return
        if new is not None and new.state == "confirmed":
            undone.append(True)
            plug.show(lambda: plug.set_on(True))

    hass.bus.async_listen("state_changed", undo_once)
    await async_come_home(hass)
    assert undone
    assert not plug.on
    assert plug.calls == ["off"] * 2


@pytest.fixture
def written_at_call(
    hass: HomeAssistant, hass_storage: dict[str, Any], plug: Plug
) -> Generator[list[Any]]:
    """Note what is on disk of how the plug was found, in the moment of each call."""
    seen: list[Any] = []
    obey = Plug.async_turn_off

    async def look(self: Plug, **kwargs: Any) -> None:
        stored = hass_storage.get("cloudcam_privacy", {}).get("data", {"cameras": {}})
        seen.extend(camera["found"] for camera in stored["cameras"].values())
        await obey(self, **kwargs)

    with patch.object(Plug, "async_turn_off", look):
        yield seen


async def test_on_disk_before_the_call(
    hass: HomeAssistant, written_at_call: list[Any], entry: MockConfigEntry
) -> None:
    """A power cut right after the command would not make us forget it."""
    await async_come_home(hass)
    (found,) = written_at_call
    (plug,) = found.values()
    assert plug["cut_state"] == "off"
    assert plug["state"] == "on"


async def test_full_disk(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """A disk that fails is no reason to upload, nor to stay set up for ever."""
    with patch.object(Store, "_async_write_data", side_effect=OSError("full")):
        await async_come_home(hass)
        assert plug.calls == ["off"]
        assert await hass.config_entries.async_unload(entry.entry_id)


@pytest.fixture
def hanging_disk() -> Generator[asyncio.Event]:
    """Let all writing wait until the event is set."""
    free = asyncio.Event()
    write = Store._async_write_data  # noqa: SLF001

    async def write_when_free(store: Store[Any], data: dict[str, Any]) -> None:
        await free.wait()
        await write(store, data)

    with patch.object(Store, "_async_write_data", write_when_free):
        yield free


async def test_hanging_disk(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    hanging_disk: asyncio.Event,
) -> None:
    """A disk that hangs delays the cut a little, and the way back not at all."""
    await async_come_home(hass)
    await async_pass(hass, freezer, WRITE_LIMIT - 1)
    assert plug.calls == []
    await async_pass(hass, freezer, 2)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.on
    assert assurance(hass, entry) == "open"
    hanging_disk.set()


async def test_script_that_had_no_time_to_run(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, hanging_disk: asyncio.Event
) -> None:
    """What was written down and not yet done is done after a reload."""
    hanging_disk.set()
    runs = async_mock_service(hass, "router", "block")
    block = {"block": {"sequence": [{"action": "router.block"}]}}
    await async_setup_component(hass, "script", {"script": block})
    entry = await async_guard_with(hass, cut("script.block", "on"))
    hanging_disk.clear()
    await async_come_home(hass)
    assert runs == []
    hanging_disk.set()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    await hass.async_block_till_done()
    assert len(runs) == 1
