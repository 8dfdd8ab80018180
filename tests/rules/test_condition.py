"""Condition rules in a household: followed, polled, unsure, broken."""

from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.helpers.template import Template
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from ..common import issues, state_of
from ..cut.devices import Lamp, Plug, async_add_devices
from ..passing_time import async_pass, async_settle
from .conditions import (
    ALARM,
    ARMED,
    DARK,
    DOOR,
    LUX,
    OPEN,
    Condition,
    compound,
    state,
    template,
)
from .watched import async_watch, rule, set_states, verdict


@pytest.mark.parametrize(
    ("conditions", "entity_id", "states"),
    [
        ([OPEN], DOOR, ("on", "unavailable", "off")),
        ([DARK], LUX, ("5", "unknown", "50")),
        ([ARMED], ALARM, ("armed_home", "unavailable", "disarmed")),
        (
            [compound("or", OPEN, compound("and", OPEN, OPEN))],
            DOOR,
            ("on", None, "off"),
        ),
        (
            [DARK | {"entity_id": "sensor.lamp", "below": LUX}],
            LUX,
            ("1000", "unknown", "0"),
        ),
    ],
)
async def test_changes_are_followed_at_once(
    hass: HomeAssistant,
    conditions: list[Condition],
    entity_id: str,
    states: tuple[str | None, ...],
) -> None:
    """What Home Assistant can track is not waited for."""
    set_states(hass, {"sensor.lamp": "10", entity_id: states[0]})
    entry = await async_watch(hass, rule("condition", conditions=conditions))
    assert verdict(hass, entry) == "true"
    for value, expected in zip(states, ("true", "unknown", "false"), strict=True):
        set_states(hass, {entity_id: value})
        assert verdict(hass, entry) == expected


async def test_exception_does_not_open_when_unsure(hass: HomeAssistant) -> None:
    """An alarm panel that does not answer is not an alarm."""
    for conditions in ([state(ALARM, "triggered")], [ARMED]):
        set_states(hass, {ALARM: "disarmed", DOOR: "on"})
        entry = await async_watch(
            hass,
            rule("activity", entities=[DOOR]),
            rule("condition", conditions=conditions, exception=True, mode="open"),
        )
        assert verdict(hass, entry) == "true"
        for unsure in ("unavailable", "unknown", None):
            set_states(hass, {ALARM: unsure})
            assert state_of(hass, entry, "sensor", "mode") == "private"
        set_states(hass, {ALARM: "triggered"})
        assert verdict(hass, entry) == "false"
        assert await hass.config_entries.async_remove(entry.entry_id)


async def test_time_is_waited_for(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """No event tells that it is ten o'clock, but it is known when it will be."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-03-02T21:59:50Z")
    late = {"condition": "time", "after": "22:00:00"}
    entry = await async_watch(hass, rule("condition", conditions=[late]))
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 9)
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 2)
    assert verdict(hass, entry) == "true"


@pytest.mark.parametrize(
    ("condition", "moments"),
    [
        # The clock is put forward from 2:00 to 3:00, and back from 3:00 to 2:00.
        (
            {"condition": "time", "after": "02:30:00", "before": "03:15:00"},
            [
                ("2026-03-29T00:59:59Z", "false"),
                ("2026-03-29T01:00:01Z", "true"),
                ("2026-03-29T01:15:01Z", "false"),
            ],
        ),
        (
            {"condition": "time", "after": "02:30:00", "before": "04:00:00"},
            [
                ("2026-10-25T00:29:59Z", "false"),
                ("2026-10-25T00:30:01Z", "true"),
                ("2026-10-25T01:00:01Z", "false"),
                ("2026-10-25T01:30:01Z", "true"),
                ("2026-10-25T03:00:01Z", "false"),
            ],
        ),
        (
            {"condition": "time", "weekday": ["mon"]},
            [
                ("2026-03-29T21:59:59Z", "false"),
                ("2026-03-29T22:00:01Z", "true"),
                ("2026-03-30T22:00:01Z", "false"),
            ],
        ),
    ],
)
async def test_moments_of_the_clock(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    condition: Condition,
    moments: list[tuple[str, str]],
) -> None:
    """Nothing asks in between, also on days with more hours or less."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    first, *others = moments
    freezer.move_to(first[0])
    entry = await async_watch(hass, rule("condition", conditions=[condition]))
    assert verdict(hass, entry) == first[1]
    (watched,) = entry.runtime_data.rules
    with patch.object(watched, "async_look", side_effect=watched.async_look) as look:
        for when, expected in others:
            asked = look.call_count
            freezer.move_to(when)
            async_fire_time_changed(hass)
            await async_settle()
            assert verdict(hass, entry) == expected, when
            assert look.call_count <= asked + 1


async def test_templates_are_tracked(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A template is rendered when something happens that it rests on, and only then."""
    set_states(hass, {DOOR: "off", LUX: "1"})
    entry = await async_watch(
        hass,
        rule(
            "condition",
            conditions=[
                template(
                    f"{{{{ is_state('{DOOR}', 'on') or is_state('{DOOR}', 'ajar') "
                    f"and is_state('{LUX}', '1') }}}}"
                )
            ],
        ),
    )
    assert verdict(hass, entry) == "false"
    render = Template.async_render_to_info
    with patch.object(Template, "async_render_to_info", autospec=True) as spy:
        spy.side_effect = render
        await async_pass(hass, freezer, 10)
        assert not spy.called
    set_states(hass, {DOOR: "on"})
    assert verdict(hass, entry) == "true"
    set_states(hass, {DOOR: "unavailable"})
    assert verdict(hass, entry) == "unknown"
    # What it rests on from now on is followed as well.
    set_states(hass, {DOOR: "ajar"})
    await async_settle()
    assert verdict(hass, entry) == "true"
    set_states(hass, {LUX: "unknown"})
    assert verdict(hass, entry) == "unknown"


async def test_template_with_the_clock(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A template that names the time is looked at each minute."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-03-02T21:59:30Z")
    entry = await async_watch(
        hass, rule("condition", conditions=[template("{{ now().hour == 22 }}")])
    )
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 31)
    assert verdict(hass, entry) == "true"


async def test_held_for_some_time(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A condition with "for" comes true by the clock."""
    set_states(hass, {DOOR: "on"})
    entry = await async_watch(
        hass, rule("condition", conditions=[OPEN | {"for": {"seconds": 10}}])
    )
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 12)
    assert verdict(hass, entry) == "true"


async def test_device_condition(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A condition about a device rests on one of its entities."""
    plug = Plug()
    await async_add_devices(hass, plug)
    assert plug.registry_entry is not None
    assert plug.registry_entry.device_id is not None
    on = {
        "condition": "device",
        "domain": "switch",
        "type": "is_on",
        "device_id": plug.registry_entry.device_id,
        "entity_id": plug.registry_entry.id,
    }
    for conditions, expected in (([on], "true"), ([compound("not", on)], "false")):
        entry = await async_watch(hass, rule("condition", conditions=conditions))
        assert verdict(hass, entry) == expected
        plug.set_available(False)
        await async_pass(hass, freezer, 2)
        assert verdict(hass, entry) == "unknown"
        plug.set_available(True)
        await async_pass(hass, freezer, 2)
        assert verdict(hass, entry) == expected
        assert await hass.config_entries.async_remove(entry.entry_id)


@pytest.mark.parametrize("target", ["area_id", "device_id", "entity_id"])
async def test_targets(hass: HomeAssistant, target: str) -> None:
    """What an area or a device holds counts, of the kind that is asked for."""
    await async_setup_component(hass, "light", {})
    lamp, plug = Lamp(), Plug()
    await async_add_devices(hass, lamp, plug)
    area = ar.async_get(hass).async_create("Hall")
    for entity in (lamp, plug):
        er.async_get(hass).async_update_entity(entity.entity_id, area_id=area.id)
    assert lamp.registry_entry is not None
    assert lamp.registry_entry.device_id is not None
    chosen = {
        "area_id": area.id,
        "device_id": lamp.registry_entry.device_id,
        "entity_id": lamp.entity_id,
    }
    on = {
        "condition": "light.is_on",
        "target": {target: [chosen[target]]},
        "options": {"behavior": "any"},
    }
    entry = await async_watch(hass, rule("condition", conditions=[on]))
    assert verdict(hass, entry) == "true"
    plug.set_available(False)
    lamp.show(lambda: lamp.set_on(False))
    assert verdict(hass, entry) == "false"
    lamp.set_available(False)
    assert verdict(hass, entry) == "unknown"
    lamp.set_available(True)
    assert verdict(hass, entry) == "false"


@pytest.mark.parametrize(
    "condition",
    [
        {"condition": "state", "entity_id": DOOR},
        {"condition": "no_such_thing"},
        {"condition": "template", "value_template": "{{ oops"},
        {
            "condition": "device",
            "domain": "switch",
            "device_id": "gone",
            "type": "is_on",
        },
        {"no": "condition"},
        OPEN | {"enabled": "{{ states('sensor.x') }}"},
    ],
)
async def test_invalid(hass: HomeAssistant, condition: Condition) -> None:
    """What Home Assistant does not understand is unknown, and the household is told."""
    set_states(hass, {DOOR: "off"})
    entry = await async_watch(hass, rule("condition", conditions=[OPEN, condition]))
    assert verdict(hass, entry) == "unknown"
    (issue,) = issues(hass, "rule_invalid")
    assert issue.translation_placeholders is not None
    assert issue.translation_placeholders["rule"] == "The rule"
    assert issue.translation_placeholders["error"]

    (subentry,) = entry.get_subentries_of_type("rule")
    hass.config_entries.async_update_subentry(
        entry, subentry, data={**subentry.data, "conditions": [OPEN]}
    )
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "false"
    assert not issues(hass, "rule_invalid")
