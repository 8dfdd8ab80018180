"""The actions: what they take as a target, what they answer, what they refuse."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
import voluptuous as vol

from .common import ANNA, async_act, async_person, entity_id_of, state_of
from .rooms import KITCHEN, async_rooms, guards_of, kitchen, modes_of


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up kitchen and bedroom."""
    return await async_rooms(hass)


# set_mode and resume


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"mode": "hidden"}, vol.Invalid),
        ({}, vol.Invalid),
        ({"mode": "private", "duration": "-00:05:00"}, ServiceValidationError),
        ({"mode": "private", "duration": 0}, ServiceValidationError),
        ({"mode": "private", "duration": {"days": 400}}, ServiceValidationError),
        (
            {"mode": "private", "duration": {"days": 1e12}},
            (ServiceValidationError, vol.Invalid),
        ),
        ({"mode": "private", "duration": "a while"}, vol.Invalid),
        ({"mode": "open", "duration": {"days": 2}}, ServiceValidationError),
        ({"mode": "private", "reason": "x" * 201}, vol.Invalid),
        ({"mode": "private", "until": "22:00"}, vol.Invalid),
    ],
)
async def test_bad_wishes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    data: dict[str, Any],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        await async_act(
            hass, "set_mode", {"entity_id": "all"}, await async_person(hass), **data
        )
    assert modes_of(entry) == ["open", "open"]
    assert all(guard.decision.override is None for guard in guards_of(entry))


async def test_one_of_them_may_not_be_lowered(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nothing changes, for the camera that could be raised neither."""
    await async_act(
        hass, "set_mode", {"entity_id": kitchen(hass, entry)}, mode="private"
    )
    with pytest.raises(ServiceValidationError) as refused:
        await async_act(hass, "set_mode", {"entity_id": "all"}, mode="local")
    assert refused.value.translation_key == "may_not_lower"
    assert modes_of(entry) == ["private", "open"]


async def test_raise_with_an_end(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The answer tells mode, reason and end, as do the entities."""
    camera = kitchen(hass, entry)
    answer = await async_act(
        hass,
        "set_mode",
        {"entity_id": camera},
        mode="blurred",
        duration={"minutes": 10},
        reason="  Visitors ",
    )
    end = dt_util.utcnow() + timedelta(minutes=10)
    assert answer == {
        camera: {
            "mode": "blurred",
            "reasons": ["Visitors"],
            "override": {
                "mode": "blurred",
                "until": dt_util.as_local(end).isoformat(),
                "lowers": False,
                "by": "Somebody unknown",
                "reason": "Visitors",
            },
            "until": dt_util.as_local(end).isoformat(),
            "muted": True,
            "mute_reasons": ["Always muted in Blurred"],
        }
    }
    freezer.move_to(end)
    async_fire_time_changed(hass)
    assert modes_of(entry) == ["open", "open"]


async def test_lowering_is_announced(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Who and why stands in the event; going on by the rules has nobody behind it."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    anna = await async_person(hass)
    await async_act(
        hass,
        "set_mode",
        {"entity_id": kitchen(hass, entry)},
        anna,
        mode="open",
        reason="Parcel",
    )
    event = entity_id_of(hass, entry, "event", "privacy")
    state = hass.states.get(event)
    assert state is not None
    assert state.attributes["event_type"] == "lowered"
    assert state.attributes["by"] == "Anna"
    assert state.attributes["reasons"] == ["Parcel"]

    freezer.tick(timedelta(minutes=31))
    async_fire_time_changed(hass)
    state = hass.states.get(event)
    assert state is not None
    assert state.attributes["event_type"] == "raised"
    assert state.attributes["by"] is None

    await async_act(hass, "set_mode", {"entity_id": "all"}, mode="private")
    hass.states.async_set(ANNA, "not_home")
    await async_act(hass, "resume", {"entity_id": "all"}, anna)
    state = hass.states.get(event)
    assert state is not None
    assert state.attributes["event_type"] == "lowered"
    assert state.attributes["by"] == "Anna"


async def test_all_ways_make_the_same_override(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What one of them has set, another one ends."""
    anna = await async_person(hass)

    async def act(domain: str, action: str, key: str, **data: Any) -> None:
        target = {"entity_id": entity_id_of(hass, entry, domain, key), **data}
        await hass.services.async_call(
            domain, action, target, blocking=True, context=anna
        )

    raises: list[tuple[str, str, str, dict[str, Any]]] = [
        ("select", "select_option", "mode", {"option": "private"}),
        ("switch", "turn_on", "privacy", {}),
        ("switch", "turn_on", "everywhere", {}),
        ("button", "press", "go_private", {}),
    ]
    ends: list[tuple[str, str, str, dict[str, Any]]] = [
        ("select", "select_option", "mode", {"option": "automatic"}),
        ("switch", "turn_off", "privacy", {}),
        ("switch", "turn_on", "uploads", {}),
        ("switch", "turn_off", "everywhere", {}),
    ]
    for domain, action, key, data in raises:
        for end_domain, end_action, end_key, end_data in ends:
            await act(domain, action, key, **data)
            assert state_of(hass, entry, "select", "mode") == "private"
            assert modes_of(entry)[KITCHEN] == "private"
            await act(end_domain, end_action, end_key, **end_data)
            assert state_of(hass, entry, "select", "mode") == "automatic"
            assert modes_of(entry)[KITCHEN] == "open"
            await async_act(hass, "resume", {"entity_id": "all"}, anna)


async def test_uploads_off_takes_nothing_away(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Not from somebody who may lower, nor what the rules ask for."""
    anna = await async_person(hass)
    off = {"entity_id": entity_id_of(hass, entry, "switch", "uploads")}
    await async_act(hass, "set_mode", {"entity_id": "all"}, mode="private")
    await hass.services.async_call(
        "switch", "turn_off", off, blocking=True, context=anna
    )
    assert modes_of(entry)[KITCHEN] == "private"
    await async_act(hass, "resume", {"entity_id": "all"}, anna)
    hass.states.async_set(ANNA, "home")
    await hass.services.async_call(
        "switch", "turn_off", off, blocking=True, context=anna
    )
    assert modes_of(entry)[KITCHEN] == "private"
    hass.states.async_set(ANNA, "not_home")
    assert modes_of(entry)[KITCHEN] == "local"


async def test_lifting_once_more_does_not_flap(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A camera that is open by hand stays so when it is opened again."""
    hass.states.async_set(ANNA, "home")
    anna = await async_person(hass)
    off = {"entity_id": entity_id_of(hass, entry, "switch", "privacy")}
    await hass.services.async_call(
        "switch", "turn_off", off, blocking=True, context=anna
    )
    await hass.async_block_till_done(wait_background_tasks=True)
    seen = []
    guard = guards_of(entry)[KITCHEN]
    guard.gate.when_moved.async_add(lambda: seen.append(guard.gate.mode))
    await hass.services.async_call(
        "switch", "turn_off", off, blocking=True, context=anna
    )
    await hass.services.async_call("switch", "turn_off", off, blocking=True)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert seen == []
    assert modes_of(entry)[KITCHEN] == "open"


# explain


async def test_explaining_needs_an_answer_to_give(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            "cloudcam_privacy", "explain", {"entity_id": "all"}, blocking=True
        )
