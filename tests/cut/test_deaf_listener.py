"""The camera comes back whatever becomes of those who are told of it."""

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import async_come_home, async_guard_with, async_leave, cut, household_of
from .devices import Plug, async_add_devices


async def test_one_who_is_told_fails(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """An entity that cannot be written keeps no gate shut and no other untold."""
    plug = Plug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    (guard,) = household_of(entry).guards.values()
    await async_come_home(hass)
    told: list[PrivacyEvent] = []

    def fail(*_: object) -> None:
        raise ValueError

    guard.when_changed.async_add(fail)
    guard.when_happened.async_add(fail)
    guard.when_happened.async_add(told.append)
    await async_leave(hass)
    assert guard.gate.mode is Mode.OPEN
    assert told == [PrivacyEvent.LOWERED, PrivacyEvent.RESTORED, PrivacyEvent.CAME_BACK]
    assert "Not everybody could be told" in caplog.text
