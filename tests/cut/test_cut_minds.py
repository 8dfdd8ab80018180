"""Minds that change while a device is slow, hangs or fails: the last one counts."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_CALL_SERVICE
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.sender import HANGS
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    assurance,
    async_come_home,
    async_go_private,
    async_guard_with,
    async_leave,
    async_person,
    cut,
    household_of,
)
from ..passing_time import async_pass
from .devices import Plug, async_add_devices


@pytest.mark.parametrize("at_first", ["cut", "restore"])
async def test_mind_changed_while_a_call_hangs(
    hass: HomeAssistant, entry: MockConfigEntry, plug: Plug, at_first: str
) -> None:
    """Neither raising nor lowering waits for a call that hangs; one call at a time."""
    if at_first == "restore":
        await async_come_home(hass)
    plug.calls.clear()
    plug.hangs = True
    go, come_back = (
        (async_come_home, async_leave)
        if at_first == "cut"
        else (async_leave, async_come_home)
    )
    await go(hass)
    plug.hangs = False
    await come_back(hass)
    first, second = ("off", "on") if at_first == "cut" else ("on", "off")
    assert plug.calls[0] == first
    assert plug.calls[-1] == second
    assert plug.most_at_once == 1
    assert plug.on is (at_first == "cut")
    assert assurance(hass, entry) == ("open" if at_first == "cut" else "confirmed")


async def test_flipping_while_calls_hang(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """However often minds change, one call is under way, and the last one counts."""
    plug.hangs = True
    for _ in range(3):
        await async_come_home(hass)
        await async_leave(hass)
    await async_come_home(hass)
    plug.hangs = False
    await async_pass(hass, freezer, HANGS + 6, step=3)
    assert not plug.on
    assert plug.most_at_once == 1
    await async_leave(hass)
    assert plug.on


async def test_restored_before_the_cut_is_seen(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The cut may still come, so the way back is asked for although nothing shows."""
    plug.lag = 4
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    await async_leave(hass)
    assert plug.calls == ["off", "on"]
    await async_pass(hass, freezer, 5)
    assert plug.on


@pytest.mark.parametrize("trouble", ["raises", "hangs", "is lost"])
async def test_way_back_fails_before_the_cut_is_seen(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    trouble: str,
) -> None:
    """A cut that comes late is undone, even if the first try to undo it failed."""
    plug.lag = 20
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    if trouble == "raises":
        plug.error = HomeAssistantError("busy")
    elif trouble == "hangs":
        plug.hangs = True
    else:
        plug.is_deaf = True
    await async_leave(hass)
    plug.error, plug.hangs, plug.is_deaf = None, False, False
    await async_pass(hass, freezer, 60 if trouble != "hangs" else HANGS + 30, step=2)
    assert plug.on
    assert assurance(hass, entry) == "open"


async def test_cut_again_before_the_way_back_is_seen(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The device still shows the cut, but has been told to end it."""
    await async_come_home(hass)
    plug.lag = 4
    await async_leave(hass)
    assert plug.calls == ["off", "on"]
    assert not plug.on
    await async_come_home(hass)
    assert plug.calls == ["off", "on", "off"]
    await async_pass(hass, freezer, 20)
    assert not plug.on
    assert assurance(hass, entry) == "confirmed"


async def test_put_back_by_hand_after_a_late_cut_is_forgotten(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A minute later the household may switch it off itself."""
    plug.lag = 4
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    await async_leave(hass)
    await async_pass(hass, freezer, 70)
    plug.show(lambda: plug.set_on(False))
    await async_pass(hass, freezer, 70)
    assert not plug.on


async def test_clouds_are_not_hammered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """By way of a cloud, going back waits some seconds; cutting again never does."""
    plug = Plug()
    await async_add_devices(hass, plug, iot_class="cloud_polling")
    await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    await async_leave(hass)
    await async_pass(hass, freezer, 9)
    assert plug.calls == ["off"]
    await async_pass(hass, freezer, 2)
    assert plug.calls == ["off", "on"]
    await async_come_home(hass)
    assert plug.calls == ["off", "on", "off"]
    await async_leave(hass)
    await async_come_home(hass)
    await async_pass(hass, freezer, 20)
    assert plug.calls == ["off", "on", "off"]


async def test_mind_changed_by_the_call_itself(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What answers to a call in the moment in which it leaves ends it like any other."""
    household = household_of(entry)
    (guard,) = household.guards.values()
    person = await async_person(hass)

    @callback
    def answer(event: Event[Any]) -> None:
        if event.data["service"] == "turn_off" and guard.decision.mode is Mode.PRIVATE:
            household.async_set_mode([guard], Mode.OPEN, person)

    hass.bus.async_listen(EVENT_CALL_SERVICE, answer)
    plug.hangs = True
    await async_go_private(hass, entry)
    plug.hangs = False
    await async_pass(hass, freezer, 5)
    assert guard.gate.mode is Mode.OPEN
    assert plug.calls == ["off", "on"]
    assert plug.most_at_once == 1
