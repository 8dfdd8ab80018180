"""What is not known is told apart from what is not so, in every kind of condition."""

from homeassistant.core import HomeAssistant
import pytest

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
from .watched import async_start_watch, set_states

CASES: list[tuple[list[Condition], dict[str, str | None], str]] = [
    ([OPEN], {DOOR: "on"}, "true"),
    ([OPEN], {DOOR: "off"}, "false"),
    ([OPEN], {DOOR: "unavailable"}, "unknown"),
    ([OPEN], {DOOR: "unknown"}, "unknown"),
    ([OPEN], {DOOR: None}, "unknown"),
    ([DARK], {LUX: "5"}, "true"),
    ([DARK], {LUX: "50"}, "false"),
    ([DARK], {LUX: "unavailable"}, "unknown"),
    ([DARK], {LUX: "dim"}, "unknown"),
    ([DARK | {"below": "sensor.limit"}], {LUX: "5", "sensor.limit": "6"}, "true"),
    ([DARK | {"below": "sensor.limit"}], {LUX: "5", "sensor.limit": "4"}, "false"),
    (
        [DARK | {"below": "sensor.limit"}],
        {LUX: "5", "sensor.limit": "unavailable"},
        "unknown",
    ),
    (
        [state(DOOR, "input_text.wanted")],
        {DOOR: "on", "input_text.wanted": "unavailable"},
        "unknown",
    ),
    (
        [state(DOOR, "input_text.wanted")],
        {DOOR: "on", "input_text.wanted": "on"},
        "true",
    ),
    # All of the list
    ([OPEN, DARK], {DOOR: "on", LUX: "5"}, "true"),
    ([OPEN, DARK], {DOOR: "on", LUX: "unknown"}, "unknown"),
    ([OPEN, DARK], {DOOR: "off", LUX: "unknown"}, "false"),
    # The trap: not what is not known
    ([ARMED], {ALARM: "armed_away"}, "true"),
    ([ARMED], {ALARM: "disarmed"}, "false"),
    ([ARMED], {ALARM: "unavailable"}, "unknown"),
    ([ARMED], {ALARM: None}, "unknown"),
    # Unknown only as far as it matters
    ([compound("or", OPEN, DARK)], {DOOR: "on", LUX: "unknown"}, "true"),
    ([compound("or", OPEN, DARK)], {DOOR: "off", LUX: "unknown"}, "unknown"),
    ([compound("and", OPEN, DARK)], {DOOR: "off", LUX: "unknown"}, "false"),
    ([compound("and", OPEN, DARK)], {DOOR: "on", LUX: None}, "unknown"),
    ([compound("not", OPEN, DARK)], {DOOR: "on", LUX: "unknown"}, "false"),
    ([compound("not", OPEN, DARK)], {DOOR: "off", LUX: "unknown"}, "unknown"),
    ([compound("not", OPEN, DARK)], {DOOR: "off", LUX: "50"}, "true"),
    (
        [compound("not", compound("and", OPEN, ARMED))],
        {DOOR: "on", ALARM: "unavailable"},
        "unknown",
    ),
    # Asked for by name
    ([state(DOOR, "unavailable")], {DOOR: "unavailable"}, "true"),
    ([state(DOOR, "unavailable")], {DOOR: "on"}, "false"),
    ([state(DOOR, "on", "unknown")], {DOOR: "unknown"}, "true"),
    ([compound("not", state(DOOR, "unavailable"))], {DOOR: "unavailable"}, "false"),
    (
        [compound("or", state(DOOR, "unavailable"), ARMED)],
        {DOOR: "off", ALARM: "unavailable"},
        "unknown",
    ),
    # Templates
    ([template(f"{{{{ is_state('{DOOR}', 'on') }}}}")], {DOOR: "on"}, "true"),
    ([template(f"{{{{ is_state('{DOOR}', 'on') }}}}")], {DOOR: "off"}, "false"),
    ([template(f"{{{{ is_state('{DOOR}', 'on') }}}}")], {DOOR: "unknown"}, "unknown"),
    ([template(f"{{{{ is_state('{DOOR}', 'on') }}}}")], {DOOR: None}, "unknown"),
    ([template(f"{{{{ states('{LUX}') | float < 10 }}}}")], {LUX: "low"}, "unknown"),
    ([template("{{ 1 // 0 }}")], {}, "unknown"),
    # What a state is decides, not which words stand in the text of the template
    ([template(f"{{{{ not has_value('{DOOR}') }}}}")], {DOOR: "unknown"}, "unknown"),
    (
        [template(f"{{{{ states('{DOOR}') in ['on', 'unavailable'] }}}}")],
        {DOOR: "unavailable"},
        "unknown",
    ),
    (
        [
            template(
                f"{{{{ states('{DOOR}') not in ['unknown'] and is_state('{LUX}', '1')"
                " }}"
            )
        ],
        {DOOR: "off", LUX: "unavailable"},
        "unknown",
    ),
    (
        [
            template(
                "{{ states.person | selectattr('state', 'eq', 'home') | list != [] }}"
            )
        ],
        {"person.ada": "unknown"},
        "unknown",
    ),
    # States that say nothing
    ([OPEN], {DOOR: ""}, "unknown"),
    ([compound("not", DARK)], {LUX: "nan"}, "unknown"),
    ([ARMED], {ALARM: "error"}, "unknown"),
    (
        [{"condition": "numeric_state", "entity_id": "zone.home", "above": 0}],
        {"zone.home": "0", "person.ada": "unavailable"},
        "unknown",
    ),
    (
        [{"condition": "numeric_state", "entity_id": "zone.home", "above": 0}],
        {"zone.home": "1", "person.ada": "unavailable"},
        "true",
    ),
    # Disabled ones do not count, whatever they name
    ([OPEN, DARK | {"enabled": False}], {DOOR: "on", LUX: None}, "true"),
    (
        [OPEN, compound("or", DARK) | {"enabled": False}],
        {DOOR: "off", LUX: None},
        "false",
    ),
    ([compound("or", OPEN | {"enabled": False}, DARK)], {LUX: "50"}, "false"),
    ([OPEN | {"enabled": "{{ false }}"}, DARK], {LUX: "5"}, "true"),
]


@pytest.mark.parametrize(("conditions", "states", "expected"), CASES)
async def test_verdicts(
    hass: HomeAssistant,
    conditions: list[Condition],
    states: dict[str, str | None],
    expected: str,
) -> None:
    """What is not known is told apart from what is not so."""
    set_states(hass, states)
    watch = await async_start_watch(hass, "condition", conditions=conditions)
    assert watch.verdict() == expected
    watch.async_stop()
    assert watch.verdict() == "unknown"
