"""Forms filled in with what makes no sense."""

from typing import Any

from homeassistant.data_entry_flow import FlowResultType, InvalidData
from hypothesis import example, given, strategies as st
import pytest
import voluptuous as vol

from ..lab.machine import AnyStory
from ..lab.world import PEOPLE
from .anything import many, things

DOMAIN = "cloudcam_privacy"
KINDS = ("presence", "schedule", "activity", "room", "condition")
RULE = ("name", "mode", "cameras", "exception", "after", "hold")
FIELDS = {
    "presence": (*RULE, "people", "presence"),
    "schedule": (
        *(*RULE, "weekdays", "start", "end", "start_event", "end_event"),
        *("start_offset", "end_offset"),
    ),
    "activity": (
        *(*RULE, "entities", "states", "above", "below", "match", "forget_before"),
    ),
    "room": (*RULE, "sensors", "trackers"),
    "condition": (*RULE, "conditions"),
    "camera": (
        *("camera", "resting_mode", "when_unsure", "cuts", "upload_rate"),
        *("upload_limit", "trust_internal", "hide_reason", "take_over"),
    ),
    "options": (
        *("lower_users", "automations_may_lower", "voice_may_lower"),
        *("lift_minutes", "ledger"),
    ),
}
CUT = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("entity_id", "cut_state", "from_mode"), things)
)
PLAUSIBLE: tuple[Any, ...] = (
    *("private", "25:99", "23:59:59", "sunset", "mon", "camera.hall", "switch.router"),
    *(["camera.hall"], ["switch.nobody"], ["mon", "mon"], [], {"hours": 10**9}),
    *({"seconds": -1}, {"days": 400}, 10**9, -5, ["person.anna"] * 3, "all", "any"),
    *([{"condition": "template", "value_template": "{{ 1 / 0 }}"}], "", "x" * 300),
    *([{"condition": "state", "entity_id": "x.y", "state": "on"}], ["sensor.x"], True),
    *([{"condition": "nobody_knows"}], [{}], [{"condition": "and", "conditions": []}]),
)
values = st.sampled_from(PLAUSIBLE) | things | st.lists(CUT, max_size=2)


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draw a form, and what is filled in: good but for one field, or anything."""
    form = draw(st.sampled_from(tuple(FIELDS)))
    field = st.sampled_from(FIELDS[form])
    if draw(st.booleans()):
        return form, draw(st.dictionaries(field, values, max_size=3))
    named = {"name": "Test", "mode": "private"} if form in KINDS else {}
    return form, {**named, **GOOD[form], draw(field): draw(values)}


GOOD: dict[str, dict[str, Any]] = {
    "presence": {"people": list(PEOPLE), "presence": "anyone_home"},
    "schedule": {"start": "22:00:00", "end": "06:00:00"},
    "activity": {"entities": ["binary_sensor.bath"]},
    "room": {},
    "condition": {"conditions": []},
    "camera": {"camera": "camera.hall"},
    "options": {
        "automations_may_lower": True,
        "voice_may_lower": False,
        "lift_minutes": 30,
        "ledger": "full",
    },
}


@pytest.mark.timeout(0)
def test_forms(story: AnyStory) -> None:
    """It comes back with an error next to a field, or fits; nothing breaks."""
    house = story.house

    @many
    @given(filled_in())
    @example(
        (
            "presence",
            {"name": "Test", "mode": "private", **GOOD["presence"], "cameras": {}},
        )
    )
    def fill_in(filled: tuple[str, dict[str, Any]]) -> None:
        form, user_input = filled

        async def step() -> None:
            flows, flow_id = await _open(story, form)
            try:
                result = await flows.async_configure(flow_id, user_input)
            except InvalidData, vol.Invalid:
                flows.async_abort(flow_id)
            else:
                if result["type"] is FlowResultType.FORM:
                    assert result["errors"]
                    flows.async_abort(flow_id)
            await house.loop.pass_(30)
            for rule in tuple(house.entry.subentries.values())[7:]:
                house.hass.config_entries.async_remove_subentry(
                    house.entry, rule.subentry_id
                )
            await house.loop.pass_(5)
            assert house.entry.state.recoverable
            assert house.guards

        story.runner.run(step())
        assert not story.troubles.lines, (form, user_input, story.troubles.lines[0])

    fill_in()


async def _open(story: AnyStory, form: str) -> tuple[Any, str]:
    """Open a form; return its flows and its id."""
    entries, entry_id = story.house.hass.config_entries, story.house.entry.entry_id
    if form == "options":
        opened = await entries.options.async_init(entry_id)
        return entries.options, opened["flow_id"]
    flows: Any = entries.subentries
    kind = "camera" if form == "camera" else "rule"
    opened = await flows.async_init((entry_id, kind), context={"source": "user"})
    if kind == "rule":
        await flows.async_configure(opened["flow_id"], {"next_step_id": form})
    return flows, opened["flow_id"]
