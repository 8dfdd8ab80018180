"""Entities that are polled, and so may show what is no longer true."""

from typing import override

from homeassistant.core import HomeAssistant
import pytest

from ..common import (
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
    state_of,
)
from .devices import Plug, async_add_devices


class PolledPlug(Plug):
    """A plug that tells nothing by itself."""

    truth = True
    reads = 0

    async def async_update(self) -> None:
        """Ask the plug."""
        self.reads += 1
        self.on = self.truth

    def switch_elsewhere(self, on: bool) -> None:
        """Switch it at the plug, or in the maker's app."""
        self.truth = on

    @override
    def set_on(self, on: bool | None) -> None:
        super().set_on(on)
        self.truth = bool(on)


@pytest.fixture
async def polled(hass: HomeAssistant) -> PolledPlug:
    """Return a plug that was off when it was last asked."""
    plug = PolledPlug()
    plug.set_on(False)
    await async_add_devices(hass, plug)
    return plug


async def test_switched_on_elsewhere(hass: HomeAssistant, polled: PolledPlug) -> None:
    """What seems to be off already is looked at, and cut."""
    entry = await async_guard_with(hass, cut(polled.entity_id, "off"))
    polled.switch_elsewhere(on=True)
    await async_come_home(hass)
    assert polled.calls == ["off"]
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    assert polled.calls == ["off", "on"]
    assert polled.truth
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_off_all_the_time(hass: HomeAssistant, polled: PolledPlug) -> None:
    """One that is off is read once, told nothing, and stays off."""
    entry = await async_guard_with(hass, cut(polled.entity_id, "off"))
    await async_come_home(hass)
    assert polled.reads == 1
    assert assurance(hass, entry) == "pending"
    await async_leave(hass)
    assert not polled.calls
    assert not polled.truth
