"""Cuts that are slow, broken, away or undone, and disks that are."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Event, HomeAssistant, State, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.sender import HANGS, SLOW
from custom_components.cloudcam_privacy.household.store import SAVE_DELAY

from ..common import (
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
    entity_id_of,
    household_of,
    issues,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, Push, async_add_devices


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
    assert plug.calls == ["off"] * 2
    await async_pass(hass, freezer, 2)
    assert assurance(hass, entry) == "confirmed"
    await async_pass(hass, freezer, 120)
    assert plug.calls == ["off"] * 2

    await async_leave(hass)
    assert assurance(hass, entry) == "pending"
    await async_pass(hass, freezer, 21)
    assert plug.on
    assert assurance(hass, entry) == "open"


async def test_away_before_its_state_says_so(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug
) -> None:
    """Home Assistant would drop the call, and only another one be heard."""
    plug.set_available(False, writes=False)
    await async_come_home(hass)
    assert assurance(hass, entry) == "pending"
    plug.set_available(True)
    await async_settle()
    assert plug.calls == ["off"]
    assert assurance(hass, entry) == "confirmed"


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
    """A call that takes long is left to run; one that never returns is made again."""
    plug.hangs = True
    await async_come_home(hass)
    await async_pass(hass, freezer, SLOW + 1)
    assert error_of(entry) == f"no answer within {SLOW} seconds"
    await async_pass(hass, freezer, HANGS - SLOW - 2, step=3)
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
    assert assurance(hass, entry) == "failed"
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
    """A switch that tells nothing any more is switched at once: it is known how it was."""
    plug.show(lambda: plug.set_on(None))
    await async_come_home(hass)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.on


async def test_unknown_for_a_moment(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A switch that has never told, and is about to, is found as it tells."""
    plug = Plug()
    plug.set_on(None)
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    assert plug.calls == []
    plug.show(lambda: plug.set_on(False))
    await async_settle()
    assert plug.calls == []
    await async_pass(hass, freezer, 31)
    assert assurance(hass, entry) == "sent"
    await async_leave(hass)
    await async_pass(hass, freezer, 60)
    assert plug.calls == []


async def test_never_known(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A switch that never tells how it is can be switched all the same."""
    plug = Plug()
    plug.set_on(None)
    await async_add_devices(hass, plug)
    await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    assert plug.calls == []
    await async_pass(hass, freezer, 6)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.on


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


async def test_how_it_stands_is_on_disk_beforehand(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Nothing has to be written before a command leaves; it is noted beside it."""
    await async_pass(hass, freezer, SAVE_DELAY + 1)

    def on_disk() -> dict[str, Any]:
        (record,) = hass_storage["cloudcam_privacy"]["data"]["cuts"].values()
        assert isinstance(record, dict)
        return record

    assert (on_disk()["state"], on_disk()["resting"]) == ("idle", "on")
    await async_come_home(hass)
    assert (on_disk()["state"], on_disk()["resting"]) == ("engaged", "on")
    await async_leave(hass)
    assert (on_disk()["state"], on_disk()["resting"]) == ("idle", "on")


@contextmanager
def full_disk() -> Generator[None]:
    """Let nothing of ours be written."""
    write = Store._async_write_data  # noqa: SLF001

    async def write_others(store: Store[Any], data: dict[str, Any]) -> None:
        if store.key == "cloudcam_privacy":
            raise WriteError("full")
        await write(store, data)

    with patch.object(Store, "_async_write_data", write_others):
        yield


async def test_full_disk(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    """A disk that fails delays nothing; it is told, and written when it can be."""
    with full_disk():
        await async_come_home(hass)
        assert plug.calls == ["off"]
        assert assurance(hass, entry) == "confirmed"
        await async_pass(hass, freezer, 90)
        assert issues(hass, "store_not_written")
        (stored,) = hass_storage["cloudcam_privacy"]["data"]["cuts"].values()
        assert stored["state"] == "idle"
    await async_pass(hass, freezer, 62)
    (stored,) = hass_storage["cloudcam_privacy"]["data"]["cuts"].values()
    assert stored["state"] == "engaged"
    assert not issues(hass, "store_not_written")
    with full_disk():
        unloading = hass.async_create_task(
            hass.config_entries.async_unload(entry.entry_id)
        )
        await async_pass(hass, freezer, 5)
        assert await unloading


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
    hanging_disk: asyncio.Event,
) -> None:
    """A disk that hangs delays neither the cut nor the way back."""
    await async_come_home(hass)
    assert plug.calls == ["off"]
    await async_leave(hass)
    assert plug.on
    assert assurance(hass, entry) == "open"
    hanging_disk.set()


@pytest.mark.parametrize(
    "error",
    [
        asyncio.CancelledError(),
        BaseExceptionGroup("many", [asyncio.CancelledError()]),
    ],
)
async def test_call_that_ends_itself(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, error: BaseException
) -> None:
    """A call that its integration has given up was not made, on either way."""
    away, back = Push("Look away"), Push("Look back")
    await async_add_devices(hass, away, back)
    restore = {"entity_id": back.entity_id, "state": "on"}
    entry = await async_guard_with(hass, cut(away.entity_id, "on", restore=restore))
    away.error = error
    await async_come_home(hass)
    assert assurance(hass, entry) == "pending"
    away.error = None
    await async_pass(hass, freezer, 10)
    assert (away.calls, assurance(hass, entry)) == (["press"] * 2, "sent")
    back.error = error
    await async_leave(hass)
    assert assurance(hass, entry) == "pending"
    back.error = None
    await async_pass(hass, freezer, 10)
    assert (back.calls, assurance(hass, entry)) == (["press"] * 2, "open")
