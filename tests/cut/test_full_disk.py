"""A disk that is full while the household is loaded anew: nothing that was known is lost."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import async_come_home, async_go_private, async_leave, issues, state_of
from ..passing_time import async_pass, async_settle
from .devices import Plug
from .test_cut_trouble import full_disk


async def async_reload_without_disk(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Load the household anew while nothing can be written."""
    reloading = hass.async_create_task(hass.config_entries.async_reload(entry.entry_id))
    await async_pass(hass, freezer, 10)
    assert await reloading
    await async_settle()


async def test_set_by_hand_while_the_disk_is_full(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What somebody has made private stays so."""
    with full_disk():
        await async_go_private(hass, entry)
        await async_reload_without_disk(hass, entry, freezer)
        assert state_of(hass, entry, "sensor", "mode") == "private"
        assert not plug.on


async def test_cut_while_the_disk_is_full(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is known whose cut it is; it is put back, and written once that is possible."""
    await async_pass(hass, freezer, 11)
    with full_disk():
        await async_come_home(hass)
        await async_reload_without_disk(hass, entry, freezer)
        await async_leave(hass)
        assert plug.calls == ["off", "on"]
        assert not issues(hass, "cut_unclaimed")
        await async_come_home(hass)
    await async_pass(hass, freezer, 70)
    (stored,) = hass_storage["cloudcam_privacy"]["data"]["cuts"].values()
    assert stored["state"] == "engaged"
