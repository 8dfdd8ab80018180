"""Entities that are in the registry anew, as after it was damaged, while they are cut."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.household.household import Household

from ..common import (
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
    household_of,
    issues,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices
from .test_set_up_otherwise import set_up


def registry_id(hass: HomeAssistant, plug: Plug) -> str:
    """Return what the forms store of the plug."""
    entry = er.async_get(hass).async_get(plug.entity_id)
    assert entry is not None
    return entry.id


@pytest.fixture
async def entry(hass: HomeAssistant, plug: Plug) -> MockConfigEntry:
    """Cut the plug, and lose it from the registry."""
    entry = await async_guard_with(hass, cut(registry_id(hass, plug), "off"))
    await async_come_home(hass)
    assert not plug.on
    er.async_get(hass).async_remove(plug.entity_id)
    await hass.async_block_till_done()
    assert [issue.translation_key for issue in issues(hass)] == ["cut_missing"]
    return entry


async def test_known_by_another_registry_id(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What was cut under the old one is confirmed, and ours to put back."""
    again = Plug()
    again.on = False
    again.be_known_as("device anew")
    await async_add_devices(hass, again)
    set_up(hass, entry, cut(registry_id(hass, again), "off"))
    await hass.async_block_till_done()
    await async_pass(hass, freezer, 10)
    assert not issues(hass)
    assert (again.calls, assurance(hass, entry)) == ([], "confirmed")
    await async_leave(hass)
    assert again.calls == ["on"]
    assert len(household_of(entry).store.cuts) == 1


async def test_taken_out_of_the_form(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nobody can put back what is gone for good, and so it is told until it is read."""
    set_up(hass, entry)
    await hass.async_block_till_done()
    await async_settle()
    (issue,) = issues(hass, "cut_not_restored")
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["entity"] == "switch.device"
    household: Household = household_of(entry)
    (control,) = household.pool.controls.values()
    control.async_forget()
    await hass.async_block_till_done()
    assert not household.store.cuts
