"""Cuts that are set up otherwise while they are engaged, or by two cameras at once."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    ANNA,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    cut,
)
from ..passing_time import async_pass, async_settle
from .devices import Choice, Level, Plug, Push, async_add_devices
from .two_cameras import async_guard_two


def set_up(
    hass: HomeAssistant, entry: MockConfigEntry, *cuts: dict[str, object]
) -> None:
    """Give the camera other cuts."""
    (camera,) = entry.get_subentries_of_type("camera")
    hass.config_entries.async_update_subentry(
        entry, camera, data={**camera.data, "cuts": list(cuts)}
    )


async def test_each_camera_with_a_state_of_its_own(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What one has cut is put back from that, and not before it is back."""
    choice = Choice()
    await async_add_devices(hass, choice)
    choice.show(lambda: setattr(choice, "_attr_current_option", "always"))
    await async_guard_two(
        hass, cut(choice.entity_id, "never"), cut(choice.entity_id, "events")
    )
    hass.states.async_set("person.ben", "home")
    await async_settle()
    choice.error = HomeAssistantError("busy")
    hass.states.async_set("person.ben", "not_home")
    await async_settle()
    assert choice.calls == ["events", "always"]
    choice.error = None
    await async_pass(hass, freezer, 10)
    assert choice.calls == ["events", "always", "always"]


async def test_from_one_cut_to_the_other(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What one camera has cut is nobody's choice when the other one cuts otherwise."""
    choice = Choice()
    await async_add_devices(hass, choice)
    choice.show(lambda: setattr(choice, "_attr_current_option", "always"))
    await async_guard_two(
        hass, cut(choice.entity_id, "never"), cut(choice.entity_id, "events")
    )
    for name in ("anna", "ben"):
        hass.states.async_set(f"person.{name}", "home")
        await async_settle()
    choice.lag = 4
    for name in ("anna", "ben"):
        hass.states.async_set(f"person.{name}", "not_home")
        await async_settle()
        choice.show(lambda: None)
        await async_pass(hass, freezer, 10)
    assert choice.calls == ["never", "events", "always"]


async def test_each_camera_with_a_way_back_of_its_own(hass: HomeAssistant) -> None:
    """The button is undone by what its camera says, not by what the other one says."""
    look_away, anna, ben = Push("Look away"), Push("Anna"), Push("Ben")
    await async_add_devices(hass, look_away, anna, ben)

    def back(by: Push) -> dict[str, object]:
        restore = {"entity_id": by.entity_id, "state": "on"}
        return cut(look_away.entity_id, "on", restore=restore)

    await async_guard_two(hass, back(anna), back(ben))
    hass.states.async_set("person.ben", "home")
    await async_settle()
    hass.states.async_set("person.ben", "not_home")
    await async_settle()
    assert (look_away.calls, anna.calls, ben.calls) == (["press"], [], ["press"])


async def test_other_cut_state_while_it_is_away(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It comes back cut as it was cut before, and is put back from that."""
    level = Level()
    await async_add_devices(hass, level)
    entry = await async_guard_with(hass, cut(level.entity_id, "0"))
    await async_come_home(hass)
    level.set_available(False)
    hass.states.async_set(ANNA, "not_home")
    set_up(hass, entry, cut(level.entity_id, "10"))
    await hass.async_block_till_done()
    await async_settle()
    level.set_available(True)
    await async_pass(hass, freezer, 10)
    assert level.calls == ["to 0", "to 80"]
    await async_come_home(hass)
    assert level.calls == ["to 0", "to 80", "to 10"]
    await async_leave(hass)
    assert level.calls == ["to 0", "to 80", "to 10", "to 80"]


@pytest.mark.parametrize("renamed", [False, True])
async def test_one_entity_by_two_names(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    entity_registry: er.EntityRegistry,
    freezer: FrozenDateTimeFactory,
    renamed: bool,
) -> None:
    """Named by its entity id of then, and by its registry id or another id now.

    It has one owner, and is known, cut and ours as before.
    """
    await async_come_home(hass)
    registered = entity_registry.async_get(plug.entity_id)
    assert registered is not None
    if renamed:
        entity_registry.async_update_entity(
            plug.entity_id, new_entity_id="switch.other"
        )
    else:
        set_up(hass, entry, cut(registered.id, "off"))
    await hass.async_block_till_done()
    await async_pass(hass, freezer, 60)
    assert plug.calls == ["off"]
    assert assurance(hass, entry) == "confirmed"
    await async_leave(hass)
    assert plug.calls == ["off", "on"]
