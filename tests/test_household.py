"""From a person's state to gate, cuts and entities, and back."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Context, Event, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.cloudcam_privacy.household.update_queue import FEW
from custom_components.cloudcam_privacy.policy.mode import Mode

from .common import (
    ANNA,
    MarkedCamera,
    async_go_private,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    household_of,
    someone_home,
    state_of,
)

PRIVACY_SWITCH = "input_boolean.privacy_switch"


@pytest.fixture
async def living_room(hass: HomeAssistant) -> MarkedCamera:
    """Return a camera with a privacy switch beside it; nobody is home."""
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"privacy_switch": {}}}
    )
    hass.states.async_set(ANNA, "not_home")
    return camera


@pytest.fixture
async def entry(hass: HomeAssistant, living_room: MarkedCamera) -> MockConfigEntry:
    """Return a household with that camera, private while Anna is home."""
    return await async_guard(
        hass,
        camera_subentry(
            living_room.entity_id, "Living room", cuts=[cut(PRIVACY_SWITCH, "on")]
        ),
        someone_home(ANNA),
    )


async def test_private_while_somebody_is_home(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Coming home shuts the gate and cuts; leaving puts the camera back."""

    def gate() -> Mode:
        (guard,) = household_of(entry).guards.values()
        return guard.gate.mode

    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert state_of(hass, entry, "sensor", "assurance") == "open"
    assert gate() is Mode.OPEN

    hass.states.async_set(ANNA, "home")
    assert gate() is Mode.PRIVATE
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    assert state_of(hass, entry, "switch", "privacy") == "on"
    assert state_of(hass, entry, "switch", "uploads") == "off"
    assert state_of(hass, entry, "switch", "everywhere") == "on"
    assert state_of(hass, entry, "sensor", "private_cameras") == "1"
    mode = hass.states.get(entity_id_of(hass, entry, "sensor", "mode"))
    assert mode is not None
    assert mode.attributes["reasons"] == ["Someone is home"]

    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "off")
    assert gate() is Mode.OPEN
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert state_of(hass, entry, "sensor", "assurance") == "open"


async def test_only_what_was_changed_is_put_back(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A camera whose privacy switch was on before stays as it was."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done(wait_background_tasks=True)
    await _switch(hass, "turn_on")

    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state_of(hass, entry, "sensor", "assurance") == "confirmed"
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")


async def test_somebody_else_puts_it_back_first(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What was put back by hand and switched on again by hand is left alone."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    await entry.runtime_data.async_stop()
    await _switch(hass, "turn_off")
    hass.states.async_set(ANNA, "not_home")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    await _switch(hass, "turn_on")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")


async def test_drift_is_cut_again(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Switching the camera on in its own app does not last."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    await _switch(hass, "turn_off")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")


@pytest.mark.parametrize("state", ["unavailable", "unknown", None])
async def test_private_when_unsure(
    hass: HomeAssistant, entry: MockConfigEntry, state: str | None
) -> None:
    """Not knowing where Anna is counts as home."""
    if state is None:
        hass.states.async_remove(ANNA)
    else:
        hass.states.async_set(ANNA, state)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")


async def test_flipping_quickly_ends_in_the_last_decision(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Whatever is under way, the last state counts."""
    for state in ("home", "not_home", "home", "not_home", "home"):
        hass.states.async_set(ANNA, state)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")
    for state in ("not_home", "home", "not_home"):
        hass.states.async_set(ANNA, state)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "off")
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_raising_by_hand_and_resuming(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The button needs no right; going back to automatic does."""
    await async_go_private(hass, entry)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert state_of(hass, entry, "select", "mode") == "private"

    back = {
        "entity_id": entity_id_of(hass, entry, "select", "mode"),
        "option": "automatic",
    }
    with pytest.raises(ServiceValidationError) as refused:
        await hass.services.async_call("select", "select_option", back, blocking=True)
    assert refused.value.translation_key == "may_not_lower"
    assert state_of(hass, entry, "sensor", "mode") == "private"

    await hass.services.async_call(
        "select", "select_option", back, blocking=True, context=await async_person(hass)
    )
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert state_of(hass, entry, "select", "mode") == "automatic"


async def test_lowering_by_hand_ends_by_itself(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The privacy switch off while somebody is home opens for half an hour."""
    hass.states.async_set(ANNA, "home")
    privacy = {"entity_id": entity_id_of(hass, entry, "switch", "privacy")}
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call("switch", "turn_off", privacy, blocking=True)
    await hass.services.async_call(
        "switch", "turn_off", privacy, blocking=True, context=await async_person(hass)
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert hass.states.is_state(PRIVACY_SWITCH, "off")

    freezer.tick(timedelta(minutes=29, seconds=59))
    async_fire_time_changed(hass)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    freezer.tick(timedelta(seconds=2))
    async_fire_time_changed(hass)
    assert state_of(hass, entry, "sensor", "mode") == "private"


async def test_raised_by_hand_still_hears_stricter_rules(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Uploads off is a floor, not a permission."""
    await hass.services.async_call(
        "switch",
        "turn_off",
        {"entity_id": entity_id_of(hass, entry, "switch", "uploads")},
        blocking=True,
    )
    assert state_of(hass, entry, "sensor", "mode") == "local"
    hass.states.async_set(ANNA, "home")
    assert state_of(hass, entry, "sensor", "mode") == "private"
    hass.states.async_set(ANNA, "not_home")
    assert state_of(hass, entry, "sensor", "mode") == "local"


async def test_user_who_may_not_lower(
    hass: HomeAssistant, living_room: MarkedCamera
) -> None:
    """With `lower_users` set, others may raise only."""
    chosen = await async_person(hass)
    entry = await async_guard(
        hass,
        camera_subentry(living_room.entity_id, "Living room"),
        someone_home(ANNA),
        options={"lower_users": [chosen.user_id]},
    )
    hass.states.async_set(ANNA, "home")
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    lower = {**camera, "mode": "open"}
    other = await async_person(hass)
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            "cloudcam_privacy", "set_mode", lower, blocking=True, context=other
        )
    await hass.services.async_call(
        "cloudcam_privacy", "set_mode", lower, blocking=True, context=chosen
    )
    assert state_of(hass, entry, "sensor", "mode") == "open"


@pytest.mark.parametrize(("allowed", "mode"), [(True, "open"), (False, "private")])
async def test_automation_lowers_where_allowed(
    hass: HomeAssistant, living_room: MarkedCamera, allowed: bool, mode: str
) -> None:
    """An automation that nobody started by hand has the rights of an automation."""
    entry = await async_guard(
        hass,
        camera_subentry(living_room.entity_id, "Living room"),
        someone_home(ANNA),
        options={"automations_may_lower": allowed},
    )
    hass.states.async_set(ANNA, "home")
    context = Context()
    hass.bus.async_fire(
        "automation_triggered", {"name": "Evening", "source": "time"}, context=context
    )
    call = hass.services.async_call(
        "cloudcam_privacy",
        "set_mode",
        {"entity_id": entity_id_of(hass, entry, "camera", "guarded"), "mode": "open"},
        blocking=True,
        context=context,
    )
    if allowed:
        await call
    else:
        with pytest.raises(ServiceValidationError):
            await call
    assert state_of(hass, entry, "sensor", "mode") == mode


async def test_override_survives_a_reload(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What was set by hand is remembered, with what was cut and how it was found."""
    await async_go_private(hass, entry)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await hass.services.async_call(
        "switch",
        "turn_off",
        {"entity_id": entity_id_of(hass, entry, "switch", "privacy")},
        blocking=True,
        context=await async_person(hass),
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "off")


async def test_removal_puts_everything_back(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Removing the integration leaves the camera as it was found."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "on")
    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert hass.states.is_state(PRIVACY_SWITCH, "off")


async def _switch(hass: HomeAssistant, action: str) -> None:
    await hass.services.async_call(
        "input_boolean", action, {"entity_id": PRIVACY_SWITCH}, blocking=True
    )


async def test_all_gates_shut_first(hass: HomeAssistant) -> None:
    """No gate tells anybody before the last one is shut; others stand in the way."""
    cameras = [MarkedCamera(name) for name in ("Hall", "Kitchen", "Garden")]
    await async_make_cameras(hass, *cameras)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        *(camera_subentry(camera.entity_id, camera.entity_id) for camera in cameras),
        someone_home(ANNA),
    )
    gates = [guard.gate for guard in household_of(entry).guards.values()]
    seen: list[set[Mode]] = []
    for gate in gates:
        gate.when_raised.async_add(lambda: seen.append({each.mode for each in gates}))
    hass.states.async_set(ANNA, "home")
    assert seen == [{Mode.PRIVATE}] * len(gates)


async def test_many_cameras_are_told_in_turn(hass: HomeAssistant) -> None:
    """In a large home the states follow soon, each once, with what happened."""
    cameras = [MarkedCamera(f"Camera {number}") for number in range(FEW + 1)]
    await async_make_cameras(hass, *cameras)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        *(camera_subentry(camera.entity_id, camera.entity_id) for camera in cameras),
        someone_home(ANNA),
    )
    mode = entity_id_of(hass, entry, "sensor", "mode", FEW)
    event = entity_id_of(hass, entry, "event", "privacy", FEW)
    written: list[Event[Any]] = async_capture_events(hass, EVENT_STATE_CHANGED)
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    changes = [each.data for each in written if each.data["entity_id"] in (mode, event)]
    assert [each["entity_id"] for each in changes] == [mode, event]
    states = [each["new_state"] for each in changes]
    assert states[0].state == "private"
    assert states[1].attributes["event_type"] == "raised"
