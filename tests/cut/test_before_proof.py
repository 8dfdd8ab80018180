"""A camera is not said to be cut before anybody has looked whether it is."""

from homeassistant.core import CoreState, HomeAssistant

from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent

from ..common import ANNA, assurance, async_guard_with, cut, household_of
from ..passing_time import async_settle
from .devices import Plug, async_add_devices


async def test_while_home_assistant_starts(hass: HomeAssistant) -> None:
    """Nothing is cut on a mere unknown, so nothing is confirmed either."""
    plug = Plug()
    await async_add_devices(hass, plug)
    hass.set_state(CoreState.starting)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    hass.states.async_set(ANNA, "unknown")
    told: list[PrivacyEvent] = []
    (guard,) = household_of(entry).guards.values()
    guard.when_happened.async_add(told.append)
    await async_settle()
    assert not plug.calls
    assert assurance(hass, entry) == "pending"
    assert told == []
