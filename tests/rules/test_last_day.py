"""What a rule would have done in the last day: in the form, in `explain`, and in fact."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)

from ..common import (
    MAKER,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    entity_id_of,
    rule_subentry,
    someone_home,
    state_of,
)
from ..forms.forms import sent_fields
from ..passing_time import async_pass

ADA, PHONE, TV = "person.ada", "device_tracker.phone", "media_player.tv"


async def async_past(
    hass: HomeAssistant,
    entity_id: str,
    changes: Sequence[tuple[float, str]],
    **more: Any,
) -> None:
    """Have the recorder know in which states an entity was, so many hours ago.

    It says the first one several times: a recorder that has only just begun does not
    look up what was before the time that it is asked about.
    """
    now, first = dt_util.utcnow(), changes[0][1]
    for hours, state in ((25.9, first), (24.4, first), (23.995, first), *changes[1:]):
        when = (now - timedelta(hours=hours)).timestamp()
        hass.states.async_set(entity_id, state, more, True, timestamp=when)
        await hass.async_block_till_done()
    await async_wait_recording_done(hass)


async def async_house(
    hass: HomeAssistant, *rules: Any, resting_mode: str = "open"
) -> MockConfigEntry:
    """Guard two cameras; the mode of the bedroom where no rule applies can be chosen."""
    cameras = [MarkedCamera(name) for name in ("Kitchen", "Bedroom")]
    await async_make_cameras(hass, *cameras)
    return await async_guard(
        hass,
        *(
            camera_subentry(camera.entity_id, name, resting_mode=resting)
            for camera, name, resting in zip(
                cameras, ("Kitchen", "Bedroom"), ("open", resting_mode), strict=True
            )
        ),
        *rules,
    )


async def async_open(
    hass: HomeAssistant, entry: MockConfigEntry, kind: str, **fields: Any
) -> Any:
    """Fill in the form of a new rule."""
    flows = hass.config_entries.subentries
    menu = await flows.async_init(
        (entry.entry_id, "rule"), context={"source": SOURCE_USER}
    )
    form = await flows.async_configure(menu["flow_id"], {"next_step_id": kind})
    if "preview" in sent_fields(form):
        suggested = sent_fields(form)["preview"]["description"]["suggested_value"]
        assert suggested is True
    return await flows.async_configure(form["flow_id"], {"name": "New", **fields})


async def async_explain(hass: HomeAssistant, entry: MockConfigEntry) -> dict[str, Any]:
    """Return what `explain` says of the first rule for the first camera."""
    camera = entity_id_of(hass, entry, "camera", "guarded")
    answer: Any = await hass.services.async_call(
        "cloudcam_privacy",
        "explain",
        {"entity_id": camera},
        blocking=True,
        return_response=True,
    )
    rule: dict[str, Any] = answer[camera]["rules"][0]
    return rule


@pytest.mark.usefixtures("recorder_mock")
async def test_shown_before_it_is_saved(hass: HomeAssistant) -> None:
    """The form says for how long each camera would have been private, and why."""
    hass.states.async_set(PHONE, "home", {"friendly_name": "Ada's phone"})
    past = [
        (30, "not_home"),
        (20, "home"),
        (12, "not_home"),
        (3, "home"),
        (2 + 2 / 3, "not_home"),
    ]
    await async_past(hass, ADA, past, friendly_name="Ada", source=PHONE)
    entry = await async_house(hass)
    fields = {"people": [ADA], "preview": True}
    first = await async_open(hass, entry, "presence", **fields)
    assert first["step_id"] == "preview"
    assert first["description_placeholders"]["last_day"] == (
        "- Kitchen: 8 h 20 min, Ada's phone\n- Bedroom: 8 h 20 min, Ada's phone"
    )
    assert not entry.get_subentries_of_type("rule")

    flows = hass.config_entries.subentries
    again = await flows.async_configure(first["flow_id"], {"change": True})
    assert again["step_id"] == "presence"
    assert not again["errors"]
    assert sent_fields(again)["people"]["description"]["suggested_value"] == [ADA]
    shown: Any = await flows.async_configure(
        again["flow_id"],
        {"name": "New", **fields, "presence": "nobody_home", "hold": {"hours": 1}},
    )
    lines = shown["description_placeholders"]["last_day"]
    # 4 h, 9 h and 2 h 40 min out; an hour after the first, and 20 min between the others
    assert lines.startswith("- Kitchen: 17 h, ")
    saved = await flows.async_configure(shown["flow_id"], {})
    assert saved["type"] is FlowResultType.CREATE_ENTRY
    (rule,) = entry.get_subentries_of_type("rule")
    assert rule.data["presence"] == "nobody_home"
    assert "preview" not in rule.data


@pytest.mark.usefixtures("recorder_mock")
async def test_saved_at_once_if_not_asked_for(hass: HomeAssistant) -> None:
    """Whoever fills in the form without the tick gets the rule."""
    hass.states.async_set(ADA, "home")
    entry = await async_house(hass)
    result = await async_open(hass, entry, "presence", people=[ADA])
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_without_a_recorder(hass: HomeAssistant) -> None:
    """Nothing is offered, and nothing fails."""
    hass.states.async_set(ADA, "home")
    entry = await async_house(hass, someone_home(ADA))
    assert "last_day" not in await async_explain(hass, entry)
    (rule,) = entry.get_subentries_of_type("rule")
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "rule"),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": rule.subentry_id},
    )
    assert "preview" not in sent_fields(form)


@pytest.mark.usefixtures("recorder_mock")
@pytest.mark.parametrize(
    ("rule", "applied", "unknown"),
    [
        (rule_subentry("activity", "TV", entities=[TV]), 5 * 3600, 2 * 3600),
        (
            rule_subentry("activity", "TV", entities=[TV], hold={"hours": 1}),
            6 * 3600,
            3 * 3600,
        ),
        (
            rule_subentry("activity", "TV", entities=[TV], after={"hours": 2}),
            3 * 3600,
            0,
        ),
        (
            rule_subentry("activity", "Never", entities=["sensor.new"]),
            0,
            24 * 3600,
        ),
        (
            rule_subentry("schedule", "Night", start="22:00:00", end="06:00:00"),
            8 * 3600,
            0,
        ),
    ],
)
async def test_explain(
    hass: HomeAssistant, rule: Any, applied: int, unknown: int
) -> None:
    """The same is an answer of `explain`: certain, not known, and because of what."""
    await hass.config.async_set_time_zone("UTC")
    past = [(30, "off"), (20, "playing"), (15, "paused"), (10, "unavailable")]
    await async_past(hass, TV, [*past, (8, "off")], friendly_name="TV")
    entry = await async_house(hass, rule)
    day = (await async_explain(hass, entry))["last_day"]
    assert abs(day["applied"] - applied) <= 60
    assert abs(day["unknown"] - unknown) <= 60
    if rule["data"]["kind"] == "activity":
        name = rule["data"]["entities"][0]
        assert list(day["because_of"]) == [name]


@pytest.mark.usefixtures("recorder_mock")
async def test_by_room(hass: HomeAssistant) -> None:
    """Each camera by the sensors that are in its room now."""
    entry = await async_house(hass)
    registry = er.async_get(hass)
    for room, hours in (("Kitchen", 2), ("Bedroom", 4)):
        area = ar.async_get(hass).async_create(room)
        source = registry.async_get_entity_id("camera", MAKER, room.lower())
        camera = registry.async_get(source or "")
        assert camera is not None
        sensor = registry.async_get_or_create(
            "binary_sensor",
            "x",
            room,
            original_device_class="motion",
            original_name=room,
            suggested_object_id=f"{room.lower()}_motion",
        )
        registry.async_update_entity(sensor.entity_id, area_id=area.id)
        assert camera.device_id is not None
        dr.async_get(hass).async_update_device(camera.device_id, area_id=area.id)
        past = [(30, "off"), (10, "on"), (10 - hours, "off")]
        await async_past(hass, sensor.entity_id, past, friendly_name=f"{room} motion")
    await hass.async_block_till_done()
    fields = {"preview": True, "hold": {"minutes": 30}}
    shown = await async_open(hass, entry, "room", **fields)
    assert shown["description_placeholders"]["last_day"] == (
        "- Kitchen: 2 h 30 min, Kitchen motion\n- Bedroom: 4 h 30 min, Bedroom motion"
    )


async def test_against_what_then_happened(
    recorder_mock: Recorder, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What is said afterwards of a rule is what it has done, to the minute."""
    hass.states.async_set(ADA, "not_home")
    hass.states.async_set(TV, "off")
    entry = await async_house(
        hass,
        rule_subentry(
            "activity",
            "Both",
            entities=[ADA, TV],
            match="any",
            after={"minutes": 3},
            hold={"minutes": 7},
        ),
    )
    was_private = timedelta()
    for minutes, entity_id, state in (
        (10, ADA, "home"),
        (2, ADA, "not_home"),
        (12, ADA, "home"),
        (15, TV, "playing"),
        (5, ADA, "not_home"),
        (20, TV, "off"),
        (30, TV, "playing"),
        (4, TV, "unavailable"),
        (10, TV, "off"),
        (25, TV, "off"),
    ):
        for _ in range(minutes):
            before: datetime = dt_util.utcnow()
            is_private = state_of(hass, entry, "sensor", "mode") == "private"
            await async_pass(hass, freezer, 60)
            if is_private:
                was_private += dt_util.utcnow() - before
        hass.states.async_set(entity_id, state)
        await hass.async_block_till_done()
    await async_wait_recording_done(hass)
    day = (await async_explain(hass, entry))["last_day"]
    # Before the house was there, nothing is known of it.
    before_all = 24 * 3600 - (10 + 2 + 12 + 15 + 5 + 20 + 30 + 4 + 10 + 25) * 60
    told = day["applied"] + day["unknown"] - before_all
    assert was_private > timedelta(hours=1)
    assert abs(told - was_private.total_seconds()) <= 60


@pytest.mark.usefixtures("recorder_mock")
@pytest.mark.parametrize(
    ("fields", "resting", "told"),
    [
        ({"mode": "open"}, "open", True),
        ({"mode": "open"}, "private", False),
        ({"mode": "open", "exception": True}, "open", False),
        ({"mode": "open", "mute": True}, "open", False),
        ({"mode": "local"}, "open", False),
    ],
)
async def test_rule_that_changes_nothing(
    hass: HomeAssistant, fields: dict[str, Any], resting: str, told: bool
) -> None:
    """Whoever opens a camera by a rule that is no exception is told that it does not."""
    hass.states.async_set(ADA, "home")
    entry = await async_house(hass, resting_mode=resting)
    shown = await async_open(
        hass, entry, "presence", people=[ADA], preview=True, **fields
    )
    assert shown["step_id"] == "preview"
    said = shown["description_placeholders"]["last_day"]
    assert ("changes nothing" in said) is told


@pytest.mark.usefixtures("recorder_mock")
async def test_room_without_sensors(hass: HomeAssistant) -> None:
    """It would not have applied for no minute: it cannot apply, and that is said."""
    entry = await async_house(hass)
    shown = await async_open(hass, entry, "room", preview=True)
    said = "Nothing tells whether someone is in its room, so the rule does not apply to"
    assert shown["description_placeholders"]["last_day"] == (
        f"- Kitchen: {said} it.\n- Bedroom: {said} it."
    )
