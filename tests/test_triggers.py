"""The triggers, in automations."""

from typing import Any

from homeassistant.core import Context, HomeAssistant, ServiceCall
from homeassistant.helpers.trigger import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .common import ANNA, async_person, entity_id_of
from .resting import everything, put, targets
from .rooms import BEDROOM, async_rooms

EVENTS = {
    "raised": ("privacy", "lowered"),
    "lowered": ("privacy", "raised"),
    "did_not_come_back": ("privacy", "came_back"),
    "refused": ("access", "viewed"),
}
SENSORS = {"watching_started": "watched", "leak_detected": "leak"}


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up kitchen and bedroom."""
    return await async_rooms(hass)


async def async_automate(
    hass: HomeAssistant, name: str, target: dict[str, Any], **options: Any
) -> list[ServiceCall]:
    """Set up an automation on a trigger and return its calls."""
    calls = async_mock_service(hass, "test", "triggered")
    trigger = {"trigger": f"cloudcam_privacy.{name}", "target": target}
    if options:
        trigger["options"] = options
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "triggers": [trigger],
                "actions": {
                    "action": "test.triggered",
                    "data": {"entity_id": "{{ trigger.entity_id }}"},
                },
            }
        },
    )
    assert len(hass.states.async_all("automation")) == 1
    return calls


def happen(
    hass: HomeAssistant, entry: MockConfigEntry, key: str, event: str, **more: Any
) -> str:
    """Let an event happen, all in the same millisecond."""
    return put(
        hass, entry, "event", key, "2026-11-20T12:00:00.000", event_type=event, **more
    )


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        *((name, "camera") for name in EVENTS),
        *(("raised", chosen) for chosen in ("switch", "device", "area", "label")),
    ],
)
async def test_events(
    hass: HomeAssistant, entry: MockConfigEntry, name: str, chosen: str
) -> None:
    """Of its type, of the chosen camera, with what happened as the cause."""
    key, other = EVENTS[name]
    put(hass, entry, "event", key, "unknown")
    put(hass, entry, "event", key, "unknown", camera=BEDROOM)
    calls = await async_automate(hass, name, targets(hass, entry)[chosen])

    happen(hass, entry, key, other)
    happen(hass, entry, key, name, camera=BEDROOM)
    await hass.async_block_till_done()
    assert calls == []

    context = Context()
    entity_id = happen(hass, entry, key, name, context=context)
    await hass.async_block_till_done()
    assert [call.data["entity_id"] for call in calls] == [entity_id]
    assert calls[0].context.parent_id == context.id

    # Written anew with other words, without anything having happened.
    happen(hass, entry, key, name, friendly_name="New name")
    await hass.async_block_till_done()
    assert len(calls) == 1


async def test_events_of_the_past(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """What is only remembered after a restart does not happen again."""
    put(hass, entry, "event", "privacy", "unavailable")
    calls = await async_automate(hass, "raised", targets(hass, entry)["camera"])
    happen(hass, entry, "privacy", "raised")
    await hass.async_block_till_done()
    assert calls == []


async def test_from_end_to_end(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Somebody comes home: raised, once for each camera."""
    calls = await async_automate(hass, "raised", everything(hass, entry))
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert len(calls) == 2
    await hass.services.async_call(
        "switch",
        "turn_off",
        {"entity_id": entity_id_of(hass, entry, "switch", "privacy")},
        blocking=True,
        context=await async_person(hass),
    )
    await hass.async_block_till_done()
    assert len(calls) == 2


async def test_lowered_right_after_raised(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: Any
) -> None:
    """Two things in one moment are two things."""
    calls = await async_automate(hass, "lowered", targets(hass, entry)["camera"])
    hass.states.async_set(ANNA, "home")
    hass.states.async_set(ANNA, "not_home")
    await hass.async_block_till_done()
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        *((name, "camera") for name in SENSORS),
        *(("leak_detected", chosen) for chosen in ("switch", "device", "label")),
    ],
)
async def test_sensors(
    hass: HomeAssistant, entry: MockConfigEntry, name: str, chosen: str
) -> None:
    """Going on, of the chosen camera; a foreign sensor in the room is not asked."""
    key = SENSORS[name]
    put(hass, entry, "binary_sensor", key, "off")
    put(hass, entry, "binary_sensor", key, "off", camera=BEDROOM)
    calls = await async_automate(hass, name, targets(hass, entry)[chosen])
    put(hass, entry, "binary_sensor", key, "on", camera=BEDROOM)
    put(hass, entry, "binary_sensor", "other", "on")
    await hass.async_block_till_done()
    assert calls == []
    entity_id = put(hass, entry, "binary_sensor", key, "on")
    await hass.async_block_till_done()
    assert [call.data["entity_id"] for call in calls] == [entity_id]
    put(hass, entry, "binary_sensor", key, "off")
    await hass.async_block_till_done()
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("behavior", "expected"), [("each", 2), ("first", 1), ("all", 1)]
)
async def test_behavior(
    hass: HomeAssistant, entry: MockConfigEntry, behavior: str, expected: int
) -> None:
    """With several cameras, each counts, the first, or all of them."""
    put(hass, entry, "binary_sensor", "watched", "off")
    put(hass, entry, "binary_sensor", "watched", "off", camera=BEDROOM)
    calls = await async_automate(
        hass, "watching_started", everything(hass, entry), behavior=behavior
    )
    for camera in (0, BEDROOM):
        put(hass, entry, "binary_sensor", "watched", "on", camera=camera)
        await hass.async_block_till_done()
        assert len(calls) == (
            0 if behavior == "all" and camera == 0 else min(camera + 1, expected)
        )


async def test_household_stands_for_all(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Its device and its entities mean every camera."""
    everywhere = entity_id_of(hass, entry, "switch", "everywhere")
    calls = await async_automate(hass, "raised", {"entity_id": everywhere})
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert len(calls) == 2


async def test_offered_in_the_editor(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, entry: MockConfigEntry
) -> None:
    """All for the guarded camera, its device and its area; none for anything else."""
    assert await async_setup_component(hass, "automation", {})
    names = {f"cloudcam_privacy.{name}" for name in (*EVENTS, *SENSORS)}
    others = [
        entity_id_of(hass, entry, domain, key)
        for domain, key in (
            ("binary_sensor", "leak"),
            ("event", "privacy"),
            ("sensor", "assurance"),
            ("switch", "sound"),
        )
    ]
    assert names <= (await async_get_all_descriptions(hass)).keys()
    client = await hass_ws_client(hass)
    ways = targets(hass, entry)
    for target, offered in (
        (ways["camera"], names),
        (ways["device"], names),
        (ways["area"], names),
        ({"entity_id": "camera.kitchen"}, set()),
        *(({"entity_id": each}, set()) for each in others),
    ):
        wanted = {key: [v] if isinstance(v, str) else v for key, v in target.items()}
        await client.send_json_auto_id(
            {"type": "get_triggers_for_target", "target": wanted}
        )
        answer = await client.receive_json()
        assert names & set(answer["result"]) == offered
