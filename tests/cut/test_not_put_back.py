"""Cuts that cannot be put back: the camera stays dark, and somebody is told."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.restore import (
    NOT_BACK_LIMIT,
    PUT_BACK_LIMIT,
)
from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent

from ..common import (
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
    household_of,
    issues,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, Push, async_add_devices
from .test_cut_shared import async_share
from .test_told_as_it_is import BACK, told_by


@pytest.mark.parametrize("refuses", [True, False])
async def test_told_after_minutes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    refuses: bool,
) -> None:
    """Refused or not there: after some minutes it is told, and when it is back."""
    (guard,) = household_of(entry).guards.values()
    told = told_by(entry)
    await async_come_home(hass)
    if refuses:
        plug.error = HomeAssistantError("no way back")
    else:
        plug.set_available(False)
    await async_leave(hass)
    await async_pass(hass, freezer, PUT_BACK_LIMIT + NOT_BACK_LIMIT - 10, step=10)
    assert guard.gate.mode == "open"
    assert [each for each in told if each in BACK] == []
    await async_pass(hass, freezer, 20, step=10)
    assert [each for each in told if each in BACK] == [PrivacyEvent.DID_NOT_COME_BACK]
    (issue,) = issues(hass)
    assert issue.translation_key == "cut_not_undone"
    assert issue.translation_placeholders is not None
    reason = " (no way back)" if refuses else ""
    assert issue.translation_placeholders["tried"].endswith(f"Device{reason}")

    plug.error = None
    if not refuses:
        plug.set_available(True)
    household_of(entry).async_try_again(guard)
    await async_pass(hass, freezer, 5)
    assert plug.on
    assert PrivacyEvent.RESTORED in told
    assert not issues(hass)


async def test_private_again_meanwhile(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What is to be cut again need not be put back."""
    await async_come_home(hass)
    plug.error = HomeAssistantError("no way back")
    await async_leave(hass)
    await async_pass(hass, freezer, PUT_BACK_LIMIT + NOT_BACK_LIMIT + 10, step=10)
    assert issues(hass, "cut_not_undone")
    plug.error = None
    await async_come_home(hass)
    await async_pass(hass, freezer, 5)
    assert not issues(hass)


async def test_held_for_another_is_no_failure(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However long the other camera needs the plug off."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_share(hass, plug)
    told = told_by(entry)
    hass.states.async_set("person.anna", "not_home")
    await async_pass(hass, freezer, 2 * NOT_BACK_LIMIT, step=20)
    assert [each for each in told if each in BACK] == []
    plug.error = HomeAssistantError("no way back")
    hass.states.async_set("person.ben", "not_home")
    await async_pass(hass, freezer, NOT_BACK_LIMIT - 10, step=10)
    assert [each for each in told if each in BACK] == []
    await async_pass(hass, freezer, 20, step=10)
    assert [each for each in told if each in BACK] == [PrivacyEvent.DID_NOT_COME_BACK]
    plug.error = None
    await async_pass(hass, freezer, 600, step=20)
    await async_settle()
    assert PrivacyEvent.RESTORED in told


async def test_household_that_is_removed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Nobody will try again, so it is told what is still switched off."""
    await async_come_home(hass)
    plug.set_available(False)
    removing = hass.async_create_task(hass.config_entries.async_remove(entry.entry_id))
    await async_pass(hass, freezer, PUT_BACK_LIMIT + 5, step=5)
    await removing
    (issue,) = issues(hass)
    assert issue.translation_key == "left_cut"
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["entities"].endswith("Device")


async def test_way_back_that_was_removed(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    entity_registry: er.EntityRegistry,
) -> None:
    """The button that brings back is gone: nobody says that the camera is restored."""
    away, back = Push("Look away"), Push("Look back")
    await async_add_devices(hass, away, back)
    registered = entity_registry.async_get(back.entity_id)
    assert registered is not None
    restore = {"entity_id": registered.id, "state": "on"}
    entry = await async_guard_with(hass, cut(away.entity_id, "on", restore=restore))
    told = told_by(entry)
    await async_come_home(hass)
    entity_registry.async_remove(back.entity_id)
    await async_settle()
    await async_leave(hass)
    await async_pass(hass, freezer, 5)
    assert away.calls == ["press"]
    assert PrivacyEvent.RESTORED not in told
    assert issues(hass, "cut_not_restored")
