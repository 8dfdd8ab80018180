"""The action `access_log` and the logbook: what is kept, and how it reads."""

import asyncio
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from homeassistant.components.camera import async_get_image
from homeassistant.components.recorder.history import state_changes_during_period
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.ledger import access_log
from custom_components.cloudcam_privacy.ledger.session import EVENT_ACCESS
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    MarkedCamera,
    async_act,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    entity_id_of,
    household_of,
)

CAMERA = "camera.living_room_guarded_view"


async def _log(hass: HomeAssistant, **fields: Any) -> dict[str, Any]:
    answer = await hass.services.async_call(
        DOMAIN,
        "access_log",
        {"entity_id": CAMERA, **fields},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    log: Any = answer[CAMERA]
    assert list(log) == ["sessions", "refusals"]
    return dict(log)


async def _look(hass: HomeAssistant) -> None:
    await async_get_image(hass, CAMERA)


async def _house(hass: HomeAssistant, **options: str) -> Household:
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    camera = camera_subentry(source.entity_id, "Living room")
    entry = await async_guard(hass, camera, options=options)
    assert entity_id_of(hass, entry, "camera", "guarded") == CAMERA
    return household_of(entry)


@pytest.mark.usefixtures("recorder_mock")
async def test_log(hass: HomeAssistant) -> None:
    """The log tells of uses that are over, go on, or were refused, newest first."""
    started = dt_util.utcnow()
    household = await _house(hass)
    (guard,) = household.guards.values()
    await _look(hass)
    going_on = await _log(hass)
    assert [row["ended"] for row in going_on["sessions"]] == [None]

    anna = await async_person(hass)
    household.async_set_mode([guard], Mode.PRIVATE, anna)
    with pytest.raises(HomeAssistantError):
        await _look(hass)
    household.async_resume([guard], anna)
    await hass.async_block_till_done()
    await _look(hass)
    guard.ledger.async_stop()
    await hass.async_block_till_done()

    log = await _log(hass, hours=1)
    first, second = log["sessions"]
    assert first["started"] >= second["started"]
    for row in (first, second):
        assert (row["who"], row["destination"]) == ("Home Assistant", "internal")
        assert (row["path"], row["mode"], row["frames"]) == ("still", "open", 1)
        assert row["bytes"] > 500
        assert row["duration"] == 0
        assert row["ended"] == row["started"]
    (refusal,) = log["refusals"]
    assert (refusal["who"], refusal["mode"]) == ("Home Assistant", "private")
    assert dt_util.parse_datetime(refusal["at"]) is not None
    assert await _log(hass, hours=0) == {"sessions": [], "refusals": []}

    viewers = "sensor.living_room_viewers"
    recorder = get_instance(hass)
    kept = await recorder.async_add_executor_job(
        state_changes_during_period, hass, started, None, viewers
    )
    assert {"0", "1"} <= {state.state for state in kept[viewers]}
    assert not [state for state in kept[viewers] if "viewers" in state.attributes]


@pytest.mark.usefixtures("recorder_mock")
async def test_counts_only(hass: HomeAssistant) -> None:
    """A household that wants numbers only has no name anywhere."""
    household = await _house(hass, ledger="counts")
    (guard,) = household.guards.values()
    await _look(hass)
    shown = {
        state.entity_id: dict(state.attributes) for state in hass.states.async_all()
    }
    guard.ledger.async_stop()
    anna = await async_person(hass)
    household.async_set_mode([guard], Mode.PRIVATE, anna)
    with pytest.raises(HomeAssistantError):
        await _look(hass)
    await hass.async_block_till_done()
    shown |= {
        f"{state.entity_id} later": dict(state.attributes)
        for state in hass.states.async_all()
    }
    assert not [k for k, v in shown.items() if {"who", "destination"} & v.keys()]
    assert "viewers" not in shown["sensor.living_room_viewers"]
    assert shown["event.living_room_privacy later"]["by"] == "Somebody"
    said = await async_act(hass, "explain", {"entity_id": CAMERA}, anna)
    assert said[CAMERA]["override"]["by"] == "Somebody"

    log = await _log(hass)
    (row,) = log["sessions"]
    assert row["frames"] == 1
    assert len(log["refusals"]) == 1
    assert not {"who", "destination"} & (row.keys() | log["refusals"][0].keys())


async def test_no_recorder(hass: HomeAssistant) -> None:
    """Without a recorder, the answer is an error in words."""
    await _house(hass)
    with pytest.raises(HomeAssistantError, match="keeps no history"):
        await _log(hass)


@pytest.mark.usefixtures("recorder_mock")
async def test_recorder_that_never_answers(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that has died says nothing: the answer comes all the same."""
    await _house(hass)
    monkeypatch.setattr(access_log, "RECORDER_LIMIT", 0.01)
    with (
        patch.object(get_instance(hass), "async_block_till_done", asyncio.Event().wait),
        pytest.raises(HomeAssistantError, match="keeps no history"),
    ):
        await _log(hass)


@pytest.mark.usefixtures("recorder_mock")
async def test_newest_first_by_the_end_of_the_viewing(hass: HomeAssistant) -> None:
    """What is noted late, since it was not known to be over, is put where it belongs."""
    household = await _house(hass)
    (guard,) = household.guards.values()
    event = entity_id_of(hass, household.entry, "event", "access")
    since = dt_util.utcnow() - timedelta(minutes=30)
    for minutes, seconds in ((0, 60), (20, 60), (10, 60), (5, 1500)):
        when = dt_util.utcnow().isoformat(timespec="milliseconds")
        started = (since + timedelta(minutes=minutes)).isoformat(timespec="seconds")
        facts = {"started": started, "duration": seconds}
        hass.states.async_set(event, when, {"event_type": "viewed", **facts})
        await asyncio.sleep(0.002)

    log = await access_log.async_access_log(hass, guard, 1, tells_who=True)

    sessions: Any = log["sessions"]
    ends = [row["ended"] for row in sessions]
    assert ends == sorted(ends, reverse=True)
    assert [row["duration"] for row in sessions] == [1500, 60, 60, 60]


SAID: list[tuple[dict[str, Any], str]] = [
    (
        {"type": "viewed", "who": "Anna", "destination": "remote", "path": "hls"},
        "Living room was watched by Anna from outside for 2 minutes",
    ),
    (
        {"type": "viewed", "path": "hls"},
        "Living room was watched for 2 minutes",
    ),
    (
        {
            "type": "viewed",
            "who": "Home Assistant: Front door",
            "destination": "internal",
            "path": "snapshot",
            "duration": 0,
        },
        "Living room gave a picture to Home Assistant: Front door",
    ),
    (
        {
            "type": "refused",
            "who": "someone with a link",
            "destination": "home",
            "path": "mjpeg",
        },
        "Living room refused its picture to someone with a link at home",
    ),
    (
        {
            "type": "viewed",
            "who": "someone at home",
            "destination": "home",
            "path": "still",
            "duration": 0,
        },
        "Living room was looked at by someone at home",
    ),
    (
        {
            "type": "refused",
            "who": "Ben",
            "destination": "internal",
            "path": "lowering",
        },
        "Living room refused to be made less private by Ben",
    ),
]


@pytest.mark.usefixtures("recorder_mock")
async def test_logbook(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> None:
    """What happened reads as a sentence, and belongs to the camera."""
    await _house(hass)
    assert await async_setup_component(hass, "logbook", {})
    await hass.async_block_till_done()
    start = dt_util.utcnow()
    whole = {"entity_id": CAMERA, "camera": "Living room", "duration": 118}
    for data, _ in SAID:
        hass.bus.async_fire(EVENT_ACCESS, {**whole, **data})
    await hass.async_block_till_done()
    await get_instance(hass).async_block_till_done()

    client = await hass_ws_client()
    asked = {"start_time": start.isoformat(), "entity_ids": [CAMERA]}
    await client.send_json({"id": 1, "type": "logbook/get_events", **asked})
    lines = (await client.receive_json())["result"]
    ours = [line for line in lines if "message" in line]
    said = [f"{line['name']} {line['message']}" for line in ours]
    assert said == [sentence for _, sentence in SAID]
    assert not any("entity_id" in line for line in ours), "its name would be shown"
