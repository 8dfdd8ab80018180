"""From which mode on a cut engages, and cuts that are set up anew."""

from homeassistant.core import HomeAssistant
import pytest

from ..common import (
    async_come_home,
    async_go_private,
    async_guard_with,
    async_leave,
    async_resume,
    cut,
    state_of,
)
from ..passing_time import async_settle
from .devices import Choice, Plug, async_add_devices


@pytest.mark.parametrize(
    ("mode", "engaged"),
    [
        ("open", []),
        ("local", ["local"]),
        ("blurred", ["local", "blurred"]),
        ("private", ["local", "blurred", "private"]),
    ],
)
async def test_from_mode(hass: HomeAssistant, mode: str, engaged: list[str]) -> None:
    """A cut engages in its mode and in all stricter ones."""
    plugs = [Plug(name) for name in ("local", "blurred", "private")]
    await async_add_devices(hass, *plugs)
    await async_guard_with(
        hass,
        *(cut(plug.entity_id, "off", from_mode=plug.name) for plug in plugs),
        mode=mode,
    )
    await async_come_home(hass)
    assert [plug.name for plug in plugs if not plug.is_on] == engaged
    await async_leave(hass)
    assert all(plug.is_on for plug in plugs)


async def test_from_private_to_local(hass: HomeAssistant) -> None:
    """On the way down, a cut of the stricter mode alone is put back."""
    strict, lax = Plug("strict"), Plug("lax")
    await async_add_devices(hass, strict, lax)
    entry = await async_guard_with(
        hass,
        cut(strict.entity_id, "off", from_mode="private"),
        cut(lax.entity_id, "off"),
        mode="local",
    )
    await async_go_private(hass, entry)
    assert (strict.is_on, lax.is_on) == (False, False)
    await async_come_home(hass)
    await async_resume(hass, entry)
    assert state_of(hass, entry, "sensor", "mode") == "local"
    assert (strict.is_on, lax.is_on) == (True, False)
    assert lax.calls == ["off"]


async def test_cut_that_was_taken_out(hass: HomeAssistant) -> None:
    """What is no longer a cut is put back when the household is set up anew."""
    device = Choice()
    await async_add_devices(hass, device)
    entry = await async_guard_with(hass, cut(device.entity_id, "never"))
    await async_come_home(hass)
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, "cuts": []}
    )
    await hass.async_block_till_done()
    await async_settle()
    assert device.calls == ["never", "events"]
    assert state_of(hass, entry, "sensor", "mode") == "private"


async def test_cut_state_that_was_set_up_anew(hass: HomeAssistant) -> None:
    """What is the cut now, and was found so, stays; the gate does not wait for it."""
    device = Plug()
    await async_add_devices(hass, device)
    entry = await async_guard_with(hass, cut(device.entity_id, "off"))
    await async_come_home(hass)
    assert device.calls == ["off"]
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, "cuts": [cut(device.entity_id, "on")]}
    )
    await hass.async_block_till_done()
    await async_settle()
    assert device.calls == ["off", "on"]
    await async_leave(hass)
    assert device.calls == ["off", "on"]
    assert state_of(hass, entry, "sensor", "assurance") == "open"
