"""Presence rules: people, trackers, groups and zones."""

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from ..passing_time import async_settle
from .watched import async_watch, reasons, rule, set_states, verdict

ANNA, PHONE = "person.anna", "device_tracker.phone"


CASES: dict[str, list[tuple[str | None, str | None, str]]] = {
    "anyone_home": [
        ("not_home", "not_home", "false"),
        ("home", "not_home", "true"),
        ("Work", "home", "true"),
        ("Work", "not_home", "false"),
        ("not_home", "unknown", "unknown"),
        ("unavailable", "not_home", "unknown"),
        ("not_home", None, "unknown"),
        ("home", "unavailable", "true"),
    ],
    "everyone_home": [
        ("home", "home", "true"),
        ("home", "not_home", "false"),
        ("home", "unknown", "unknown"),
        (None, "not_home", "false"),
        (None, "home", "unknown"),
    ],
    "nobody_home": [
        ("not_home", "Work", "true"),
        ("home", "not_home", "false"),
        ("not_home", "unavailable", "unknown"),
        ("home", "unavailable", "false"),
        ("not_home", None, "unknown"),
    ],
}


@pytest.mark.parametrize("presence", CASES)
async def test_two_people(hass: HomeAssistant, presence: str) -> None:
    """Each combination, at the start and whenever it comes to be so."""
    entry = await async_watch(
        hass, rule("presence", people=[ANNA, PHONE], presence=presence)
    )
    assert verdict(hass, entry) == "unknown"
    cases = CASES[presence]
    for anna, phone, expected in (*cases, *reversed(cases)):
        set_states(hass, {ANNA: anna, PHONE: phone})
        await async_settle()
        assert (anna, phone, verdict(hass, entry)) == (anna, phone, expected)
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert verdict(hass, entry) == cases[0][2]


@pytest.mark.parametrize(
    ("people", "expected"),
    [("0", "false"), ("1", "true"), ("3", "true"), ("unknown", "unknown")],
)
async def test_zone(hass: HomeAssistant, people: str, expected: str) -> None:
    """A zone is home while somebody is in it."""
    hass.states.async_set("zone.home", people)
    entry = await async_watch(
        hass, rule("presence", people=["zone.home"], presence="anyone_home")
    )
    assert verdict(hass, entry) == expected


async def test_group(hass: HomeAssistant) -> None:
    """A group is home while one of its members is."""
    set_states(hass, {"person.ben": "not_home", "person.eve": "not_home"})
    kids = {"kids": {"entities": ["person.ben", "person.eve"]}}
    await async_setup_component(hass, "group", {"group": kids})
    entry = await async_watch(
        hass, rule("presence", people=["group.kids"], presence="anyone_home")
    )
    assert verdict(hass, entry) == "false"
    hass.states.async_set("person.eve", "home")
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "true"
    hass.states.async_set("person.eve", "not_home")
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "false"


async def test_reasons(hass: HomeAssistant) -> None:
    """The mode sensor says which rule it is, and when it is only not known."""
    hass.states.async_set(ANNA, "home")
    entry = await async_watch(
        hass, rule("presence", people=[ANNA], presence="anyone_home")
    )
    assert reasons(hass, entry) == ["The rule"]
    hass.states.async_set(ANNA, "unknown")
    (reason,) = reasons(hass, entry)
    assert "The rule" in reason
    assert reason != "The rule"
