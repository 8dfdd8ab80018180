"""Settings that a device changes with its cut: back as they were, whatever comes between."""

from collections.abc import Callable, Generator
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut import cut_entity
from custom_components.cloudcam_privacy.cut.catalogue.facts import CutFacts

from ..common import (
    async_come_home,
    async_guard_with,
    async_leave,
    async_person,
    cut,
    issues,
)
from ..passing_time import async_pass, async_settle
from .devices import Choice, Plug, async_add_devices


@pytest.fixture
async def privacy(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Plug:
    """Return a privacy switch that is off."""
    privacy = Plug("Privacy")
    privacy.set_on(False)
    return privacy


@pytest.fixture
async def recording(hass: HomeAssistant, privacy: Plug) -> Choice:
    """Return the recording mode of the same device."""
    recording = Choice("Recording mode")
    await async_add_devices(hass, privacy, recording)
    return recording


@pytest.fixture
def facts(recording: Choice) -> Generator[None]:
    """Let it be known that the device changes the recording mode with its privacy."""
    companions = CutFacts(companions=(recording.entity_id,))
    with patch.object(cut_entity, "cut_facts", return_value=companions):
        yield


@pytest.fixture
async def entry(hass: HomeAssistant, privacy: Plug, facts: None) -> MockConfigEntry:
    """Guard a camera that is cut by the privacy switch."""
    return await async_guard_with(hass, cut(privacy.entity_id, "on"))


def choose(recording: Choice, option: str) -> Callable[[], None]:
    """Return what the device does by itself."""
    return lambda: setattr(recording, "_attr_current_option", option)


async def async_visit(hass: HomeAssistant, recording: Choice) -> None:
    """Let Anna come and go; meanwhile the device changes its recording mode."""
    await async_come_home(hass)
    recording.show(choose(recording, "never"))
    await async_leave(hass)


async def test_private_again_before_they_were_looked_at(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """As they stand then is not how they stood."""
    await async_visit(hass, recording)
    await async_pass(hass, freezer, 3)
    await async_come_home(hass)
    await async_pass(hass, freezer, 3)
    await async_leave(hass)
    await async_pass(hass, freezer, 15)
    assert recording.calls == ["events"]


async def test_reload_before_they_were_looked_at(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """They are looked at after the start."""
    await async_visit(hass, recording)
    await async_pass(hass, freezer, 3)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    await async_pass(hass, freezer, 15)
    assert recording.calls == ["events"]


async def test_away_when_they_are_to_be_looked_at(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    privacy: Plug,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A device that starts anew is looked at when it is back."""
    await async_visit(hass, recording)
    for device in (privacy, recording):
        device.set_available(False)
    await async_pass(hass, freezer, 30)
    for device in (privacy, recording):
        device.set_available(True)
    await async_pass(hass, freezer, 15)
    assert recording.calls == ["events"]


async def test_set_by_hand_meanwhile(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What somebody has chosen in Home Assistant stays, and nobody complains."""
    await async_come_home(hass)
    await async_pass(hass, freezer, 30)
    await hass.services.async_call(
        "select",
        "select_option",
        {"entity_id": recording.entity_id, "option": "always"},
        blocking=True,
        context=await async_person(hass),
    )
    await async_pass(hass, freezer, 30)
    await async_leave(hass)
    await async_pass(hass, freezer, 30)
    assert recording.calls == ["always"]
    assert not issues(hass, "settings_changed")


async def test_cut_that_is_taken_out(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    privacy: Plug,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What is no cut any more is put back with all that it changed."""
    await async_come_home(hass)
    recording.show(choose(recording, "never"))
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, "cuts": []}
    )
    await hass.async_block_till_done()
    await async_pass(hass, freezer, 30)
    assert privacy.calls == ["on", "off"]
    assert recording.calls == ["events"]


async def test_household_that_is_removed(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    privacy: Plug,
    recording: Choice,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The household goes when its cameras are as they were."""
    await async_come_home(hass)
    recording.show(choose(recording, "never"))
    removing = hass.async_create_task(hass.config_entries.async_remove(entry.entry_id))
    await async_pass(hass, freezer, 30)
    await removing
    assert privacy.calls == ["on", "off"]
    assert recording.calls == ["events"]
    assert not issues(hass)
