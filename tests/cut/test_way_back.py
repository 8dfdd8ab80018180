"""What a camera is brought back to is what was decided last."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import (
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event
import pytest

from custom_components.cloudcam_privacy.household.privacy_events import PrivacyEvent
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    MarkedCamera,
    async_come_home,
    async_go_private,
    async_guard_with,
    async_leave,
    async_make_cameras,
    async_person,
    async_resume,
    cut,
    household_of,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices


async def test_raised_on_the_way_back_while_home_assistant_stops(
    hass: HomeAssistant,
) -> None:
    """Nothing is cut or put back any more, and the gate opens for nobody either."""
    plug = Plug()
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), camera=camera)
    household = household_of(entry)
    (guard,) = household.guards.values()
    await async_come_home(hass)
    plug.is_deaf = True
    await async_leave(hass)
    assert (guard.decision.mode, guard.gate.mode) == (Mode.OPEN, Mode.PRIVATE)

    hass.set_state(CoreState.stopping)
    household.async_set_mode([guard], Mode.LOCAL, await async_person(hass))
    plug.show(lambda: plug.set_on(True))
    await async_settle()
    assert guard.gate.mode.at_least(Mode.LOCAL)


@pytest.mark.parametrize("when", [PrivacyEvent.RESTORED, PrivacyEvent.CAME_BACK])
async def test_raised_by_what_is_told_of_the_way_back(
    hass: HomeAssistant, when: PrivacyEvent
) -> None:
    """An automation that answers to the event at once is not overtaken by it."""
    plug = Plug()
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), camera=camera)
    household = household_of(entry)
    (guard,) = household.guards.values()
    guard.stored.gave_picture = True
    person = await async_person(hass)
    told: list[PrivacyEvent] = []

    @callback
    def answer(event: PrivacyEvent) -> None:
        told.append(event)
        if event is when and guard.decision.mode is Mode.OPEN:
            household.async_set_mode([guard], Mode.PRIVATE, person)

    guard.when_happened.async_add(answer)
    plug.show(lambda: plug.set_on(False))  # By hand, so nothing is to be put back.
    await async_come_home(hass)
    await async_leave(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (guard.decision.mode, guard.gate.mode) == (Mode.PRIVATE, Mode.PRIVATE)
    assert told.count(when) == 1


@pytest.mark.parametrize("first", [True, False])
async def test_raised_by_what_is_put_back(hass: HomeAssistant, first: bool) -> None:
    """An automation that answers to the first plug or to the last is not undone."""
    plugs = Plug("First"), Plug("Last")
    await async_add_devices(hass, *plugs)
    entry = await async_guard_with(
        hass, *(cut(plug.entity_id, "off") for plug in plugs)
    )
    household = household_of(entry)
    (guard,) = household.guards.values()
    person = await async_person(hass)

    @callback
    def answer(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None and new.state == "on" and guard.decision.mode is Mode.OPEN:
            household.async_set_mode([guard], Mode.PRIVATE, person)

    await async_go_private(hass, entry)
    plug = plugs[0 if first else 1]
    async_track_state_change_event(hass, plug.entity_id, answer)
    await async_resume(hass, entry)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (guard.decision.mode, guard.gate.mode) == (Mode.PRIVATE, Mode.PRIVATE)
    assert [plug.on for plug in plugs] == [False, False]
    assert guard.assurance == "confirmed"


async def test_opened_by_what_was_cut_last(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An automation that answers to the last resort by opening is not undone later."""
    plug, switch = Plug("Power"), Plug("Switch")
    switch.is_deaf = True
    await async_add_devices(hass, plug, switch)
    entry = await async_guard_with(
        hass,
        cut(switch.entity_id, "off"),
        cut(plug.entity_id, "off", last_resort=True),
    )
    household = household_of(entry)
    (guard,) = household.guards.values()
    person = await async_person(hass)

    @callback
    def answer(event: Event[EventStateChangedData]) -> None:
        new = event.data["new_state"]
        if new is not None and new.state == "off":
            household.async_set_mode([guard], Mode.OPEN, person)

    await async_come_home(hass)
    async_track_state_change_event(hass, plug.entity_id, answer)
    await async_pass(hass, freezer, 65)
    assert plug.calls == ["off", "on"]
    await async_pass(hass, freezer, 300, step=5)
    assert plug.calls == ["off", "on"]
    assert plug.on
    assert guard.gate.mode is Mode.OPEN
