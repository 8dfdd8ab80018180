"""Muting through the front doors: actions, the switch, rules, triggers, restarts."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from .common import (
    MarkedCamera,
    async_act,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    entity_id_of,
    household_of,
    rule_subentry,
    state_of,
)

GUESTS = "input_boolean.guests"
CURTAIN = "input_boolean.curtain"
HOUR = timedelta(hours=1)


async def _async_house(
    hass: HomeAssistant, *, sound: str = "with_picture", **options: Any
) -> MockConfigEntry:
    """Guard a camera that is muted with guests, and private with the curtain drawn."""
    source = MarkedCamera("Kitchen")
    await async_make_cameras(hass, source)
    for entity_id in (GUESTS, CURTAIN):
        hass.states.async_set(entity_id, "off")
    return await async_guard(
        hass,
        camera_subentry(source.entity_id, "Kitchen", sound=sound),
        rule_subentry(
            "activity",
            "Guests",
            mode="open",
            mute=True,
            entities=[GUESTS],
            states=[],
            match="any",
            forget_before=0,
        ),
        rule_subentry(
            "activity",
            "Curtain",
            entities=[CURTAIN],
            states=[],
            match="any",
            forget_before=0,
        ),
        options=options,
    )


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    return await _async_house(hass)


async def _async_call(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    action: str,
    context: Context | None = None,
    **data: Any,
) -> dict[str, Any]:
    camera = entity_id_of(hass, entry, "camera", "guarded")
    answers = await async_act(hass, action, {"entity_id": camera}, context, **data)
    answer: dict[str, Any] = answers[camera]
    return answer


async def _async_switch(
    hass: HomeAssistant, entry: MockConfigEntry, to: str, context: Context
) -> None:
    switch = entity_id_of(hass, entry, "switch", "sound")
    await hass.services.async_call(
        "switch", f"turn_{to}", {"entity_id": switch}, blocking=True, context=context
    )


def _is_muted(hass: HomeAssistant, entry: MockConfigEntry) -> bool:
    """Return what all who tell it agree on."""
    switch = state_of(hass, entry, "switch", "sound") == "off"
    mode = hass.states.get(entity_id_of(hass, entry, "sensor", "mode"))
    assert mode is not None
    assert mode.attributes["muted"] is switch
    assert bool(mode.attributes["mute_reasons"]) is switch
    (guard,) = household_of(entry).guards.values()
    assert guard.gate.muted is switch
    return switch


async def test_rule_that_is_only_about_sound(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    assert not _is_muted(hass, entry)
    hass.states.async_set(GUESTS, "on")
    await hass.async_block_till_done()
    assert _is_muted(hass, entry)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    answer = await _async_call(hass, entry, "explain")
    assert answer["mute_reasons"] == ["Guests"]
    assert [rule["mute"] for rule in answer["rules"]] == [True, False]
    hass.states.async_set(GUESTS, "unavailable")
    await hass.async_block_till_done()
    assert _is_muted(hass, entry)
    hass.states.async_set(GUESTS, "off")
    await hass.async_block_till_done()
    assert not _is_muted(hass, entry)


async def test_what_if(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    answer = await _async_call(hass, entry, "explain", states={GUESTS: "on"})
    assert answer["muted"] is True
    assert not _is_muted(hass, entry)


async def test_modes_without_a_live_picture_mute(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    owner = await async_person(hass)
    for mode, muted in (("local", False), ("blurred", True), ("private", True)):
        await _async_call(hass, entry, "set_mode", owner, mode=mode)
        assert _is_muted(hass, entry) is muted
    with pytest.raises(ServiceValidationError) as error:
        await _async_call(hass, entry, "unmute", owner)
    assert error.value.translation_key == "cannot_unmute"
    await _async_call(hass, entry, "resume", owner)
    assert not _is_muted(hass, entry)


async def test_sound_that_goes_nowhere(hass: HomeAssistant) -> None:
    entry = await _async_house(hass, sound="never")
    assert _is_muted(hass, entry)
    with pytest.raises(ServiceValidationError):
        await _async_switch(hass, entry, "on", await async_person(hass))
    assert _is_muted(hass, entry)


async def test_mute_has_no_end_unless_one_is_given(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await _async_call(hass, entry, "mute", duration={"hours": 1})
    assert _is_muted(hass, entry)
    change = await _async_call(hass, entry, "explain")
    assert change["muted"] is True
    freezer.tick(HOUR + timedelta(seconds=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()
    assert not _is_muted(hass, entry)
    await _async_call(hass, entry, "mute")
    freezer.tick(100 * HOUR)
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()
    assert _is_muted(hass, entry)


async def test_anyone_mutes_and_few_unmute(hass: HomeAssistant) -> None:
    owner = await hass.auth.async_create_user("Owner", group_ids=["system-admin"])
    entry = await _async_house(hass, lower_users=[owner.id])
    guest = await async_person(hass)
    await _async_switch(hass, entry, "off", guest)
    assert _is_muted(hass, entry)
    for action in ("unmute", "resume"):
        with pytest.raises(ServiceValidationError) as error:
            await _async_call(hass, entry, action, guest)
        assert error.value.translation_key == "may_not_lower"
    # A shorter mute by somebody without the right ends no earlier.
    await _async_call(hass, entry, "mute", guest, duration={"minutes": 1})
    (guard,) = household_of(entry).guards.values()
    assert guard.decision.sound.override is not None
    assert guard.decision.sound.override.until is None
    await _async_switch(hass, entry, "on", Context(user_id=owner.id))
    assert not _is_muted(hass, entry)


async def test_unmuting_overrules_rules_for_a_time(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    owner = await async_person(hass)
    hass.states.async_set(GUESTS, "on")
    await hass.async_block_till_done()
    with pytest.raises(ServiceValidationError):
        await _async_call(hass, entry, "unmute", owner, duration={"hours": 25})
    await _async_call(hass, entry, "unmute", owner)
    assert not _is_muted(hass, entry)
    freezer.tick(timedelta(minutes=30, seconds=1))
    async_fire_time_changed(hass, dt_util.utcnow())
    await hass.async_block_till_done()
    assert _is_muted(hass, entry)


async def test_overrides_of_mode_and_of_sound_are_separate(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    owner = await async_person(hass)
    await _async_call(hass, entry, "mute", owner)
    await _async_call(hass, entry, "set_mode", owner, mode="private")
    await _async_call(hass, entry, "set_mode", owner, mode="open")
    assert _is_muted(hass, entry)
    await _async_call(hass, entry, "set_mode", owner, mode="local")
    await _async_call(hass, entry, "unmute", owner)
    assert state_of(hass, entry, "sensor", "mode") == "local"
    await _async_call(hass, entry, "mute", owner)
    await _async_call(hass, entry, "resume", owner)
    assert not _is_muted(hass, entry)
    assert state_of(hass, entry, "sensor", "mode") == "open"


async def test_mute_survives_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    await _async_call(hass, entry, "mute", duration={"hours": 1})
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert _is_muted(hass, entry)


@pytest.mark.parametrize(
    ("trigger", "event_type", "action"),
    [("muted", "raised", "mute"), ("unmuted", "lowered", "unmute")],
)
async def test_it_is_announced(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trigger: str,
    event_type: str,
    action: str,
) -> None:
    """By the triggers, the condition and the event of the camera."""
    owner = await async_person(hass)
    camera = entity_id_of(hass, entry, "camera", "guarded")
    if action == "unmute":
        await _async_call(hass, entry, "mute", owner)
    calls = async_mock_service(hass, "test", "triggered")
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "triggers": [
                    {
                        "trigger": f"cloudcam_privacy.{trigger}",
                        "target": {"entity_id": camera},
                    }
                ],
                "actions": [
                    {
                        "if": [
                            {
                                "condition": "cloudcam_privacy.is_muted",
                                "target": {"entity_id": camera},
                            }
                        ],
                        "then": {"action": "test.triggered", "data": {"muted": True}},
                        "else": {"action": "test.triggered", "data": {"muted": False}},
                    }
                ],
            }
        },
    )
    await _async_call(hass, entry, action, owner)
    await hass.async_block_till_done()
    assert [call.data for call in calls] == [{"muted": action == "mute"}]
    event = hass.states.get(entity_id_of(hass, entry, "event", "privacy"))
    assert event is not None
    assert event.attributes["event_type"] == event_type
    assert event.attributes["muted"] is (action == "mute")
    assert event.attributes["by"] == "Anna"
