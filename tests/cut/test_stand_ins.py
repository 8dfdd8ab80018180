"""Entities that only stand for others: groups, and switches shown as something else."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import assurance, async_come_home, async_guard_with, async_leave, cut
from ..passing_time import async_pass
from .devices import Plug, async_add_devices
from .test_hearsay import RadioPlug

BOTH = "switch.both"


async def async_set_up(hass: HomeAssistant, domain: str, **options: Any) -> None:
    """Set up one of Home Assistant's helpers."""
    await async_setup_component(hass, "homeassistant", {})
    entry = MockConfigEntry(
        domain=domain, title="Both", options=options, minor_version=3
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


async def async_group(
    hass: HomeAssistant, *plugs: Plug, every: bool = False
) -> MockConfigEntry:
    """Guard a camera that is cut with a group of plugs."""
    await async_set_up(
        hass,
        "group",
        group_type="switch",
        name="Both",
        entities=[plug.entity_id for plug in plugs],
        all=every,
        hide_members=False,
    )
    return await async_guard_with(hass, cut(BOTH, "off"))


@pytest.fixture
async def plugs(hass: HomeAssistant) -> tuple[Plug, Plug]:
    """Return two plugs; time stands still."""
    plugs = Plug("One"), Plug("Two")
    await async_add_devices(hass, *plugs)
    return plugs


@pytest.mark.parametrize("every", [False, True])
async def test_group_of_which_one_does_not_obey(
    hass: HomeAssistant,
    plugs: tuple[Plug, Plug],
    freezer: FrozenDateTimeFactory,
    every: bool,
) -> None:
    """A group that is on if all are says "off" already: it is cut when all are."""
    deaf = plugs[1]
    deaf.is_deaf = True
    entry = await async_group(hass, *plugs, every=every)
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    assert assurance(hass, entry) == "pending"
    deaf.is_deaf = False
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"


async def test_group_of_which_one_cannot_be_reached(
    hass: HomeAssistant, plugs: tuple[Plug, Plug], freezer: FrozenDateTimeFactory
) -> None:
    """The group says "off" when all that it can reach are."""
    lost = plugs[1]
    entry = await async_group(hass, *plugs)
    lost.set_available(False)
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    assert hass.states.is_state(BOTH, "off")
    assert assurance(hass, entry) == "pending"
    lost.set_available(True)
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"


@pytest.mark.parametrize("every", [False, True])
async def test_group_of_which_one_was_off(
    hass: HomeAssistant,
    plugs: tuple[Plug, Plug],
    freezer: FrozenDateTimeFactory,
    every: bool,
) -> None:
    """Each is put back as it was found, though the group switches all together."""
    off = plugs[1]
    off.show(lambda: off.set_on(False))
    entry = await async_group(hass, *plugs, every=every)
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    assert [plug.on for plug in plugs] == [False, False]
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    await async_pass(hass, freezer, 30)
    assert [plug.on for plug in plugs] == [True, False]


async def test_assumed_state_shown_as_a_light(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The light does not say that its switch hears of no device."""
    radio = RadioPlug()
    await async_add_devices(hass, radio)
    await async_set_up(
        hass,
        "switch_as_x",
        entity_id=radio.entity_id,
        target_domain="light",
        invert=False,
    )
    (light,) = hass.states.async_all("light")
    entry = await async_guard_with(hass, cut(light.entity_id, "off"))
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    assert (radio.calls, assurance(hass, entry)) == (["off"], "sent")
