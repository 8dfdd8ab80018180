"""Presence rules: people, trackers, groups and zones."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from ..passing_time import async_settle
from .watched import async_watch, reasons, rule, set_states, verdict

ANNA, PHONE = "person.anna", "device_tracker.phone"


def add_zone(
    hass: HomeAssistant, name: str, latitude: float, radius: float, people: int = 0
) -> str:
    """Add a zone on the meridian of the house, which is at 50 degrees."""
    entity_id = f"zone.{name.lower()}"
    hass.states.async_set(
        entity_id,
        str(people),
        {
            "friendly_name": name,
            "latitude": latitude,
            "longitude": 8.0,
            "radius": radius,
        },
    )
    return entity_id


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
    add_zone(hass, "Work", 50.1, 100)
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


HOME, GARDEN = "zone.home", "zone.garden"


@pytest.mark.parametrize(
    ("state", "in_zones", "expected"),
    [
        ("Garden", [GARDEN, HOME], "true"),
        ("not_home", [HOME], "true"),
        ("home", [], "true"),
        ("Garden", [GARDEN], "false"),
        ("not_home", [], "false"),
        # Only the name is told: the map says where the garden is.
        ("Garden", [], "true"),
        ("Garden", None, "true"),
        ("Street", None, "unknown"),
        ("Work", None, "false"),
        # Says nothing
        ("", None, "unknown"),
        ("None", None, "unknown"),
        ("error", None, "unknown"),
        ("Home", None, "unknown"),
        ("nan", None, "unknown"),
        ("Atlantis", None, "unknown"),
        ("unknown", [HOME], "unknown"),
    ],
)
@pytest.mark.parametrize("who", [ANNA, PHONE])
async def test_where_somebody_is(
    hass: HomeAssistant,
    who: str,
    state: str,
    in_zones: list[str] | None,
    expected: str,
) -> None:
    """Home is what Home Assistant's own zone condition calls home."""
    add_zone(hass, "Home", 50.0, 100)
    add_zone(hass, "Garden", 50.0002, 20)
    add_zone(hass, "Street", 50.001, 50)
    add_zone(hass, "Work", 50.1, 100)
    attributes = {} if in_zones is None else {"in_zones": in_zones}
    hass.states.async_set(who, state, attributes)
    entry = await async_watch(
        hass, rule("presence", people=[who], presence="anyone_home")
    )
    assert verdict(hass, entry) == expected


async def test_in_a_zone_within_home(hass: HomeAssistant) -> None:
    """Going to the garden is no way out, and the reasons say where somebody is."""
    add_zone(hass, "Home", 50.0, 100)
    add_zone(hass, "Garden", 50.0002, 20)
    name = {"friendly_name": "Ada"}
    hass.states.async_set(ANNA, "home", {"in_zones": [HOME], **name})
    entry = await async_watch(
        hass, rule("presence", people=[ANNA], presence="anyone_home")
    )
    assert reasons(hass, entry) == ["The rule"]
    hass.states.async_set(ANNA, "Garden", {"in_zones": [GARDEN, HOME], **name})
    await async_settle()
    assert verdict(hass, entry) == "true"
    said = "Ada is in Garden, which is within home"
    assert reasons(hass, entry) == ["The rule", said]
    answers: Any = await hass.services.async_call(
        "cloudcam_privacy",
        "explain",
        {"entity_id": "all"},
        blocking=True,
        return_response=True,
    )
    for answer in answers.values():
        (explained,) = answer["rules"]
        assert said in explained["why"]
    # Only an attribute tells that Ada has left.
    hass.states.async_set(ANNA, "Garden", {"in_zones": [GARDEN], **name})
    await async_settle()
    assert verdict(hass, entry) == "false"


@pytest.mark.parametrize("unsure", ["unknown", "unavailable", "", None])
@pytest.mark.parametrize("named", ["group.family", "group.house", HOME])
async def test_members_are_looked_at(
    hass: HomeAssistant, named: str, unsure: str | None
) -> None:
    """A group or a zone says that nobody is there while a member is not known."""
    add_zone(hass, "Home", 50.0, 100)
    set_states(hass, {ANNA: "not_home", "person.ben": "not_home"})
    groups = {
        "family": {"entities": [ANNA, "person.ben"]},
        "house": {"entities": ["group.family"]},
    }
    await async_setup_component(hass, "group", {"group": groups})
    entry = await async_watch(
        hass, rule("presence", people=[named], presence="anyone_home")
    )
    assert verdict(hass, entry) == "false"
    set_states(hass, {"person.ben": unsure})
    await async_settle()
    # A zone knows persons by their states alone.
    gone = named == HOME and unsure is None
    assert verdict(hass, entry) == ("false" if gone else "unknown")
    set_states(hass, {ANNA: "home"})
    await async_settle()
    assert verdict(hass, entry) == "true"


async def test_members_come_and_go(hass: HomeAssistant) -> None:
    """Who is in a group now is who counts."""
    set_states(hass, {ANNA: "not_home", "person.ben": "home"})
    await async_setup_component(hass, "group", {"group": {"all": {"entities": [ANNA]}}})
    entry = await async_watch(
        hass, rule("presence", people=["group.all"], presence="anyone_home")
    )
    assert verdict(hass, entry) == "false"
    await hass.services.async_call(
        "group",
        "set",
        {"object_id": "all", "add_entities": ["person.ben"]},
        blocking=True,
    )
    await async_settle()
    assert verdict(hass, entry) == "true"
    hass.states.async_set("person.ben", "unknown")
    await async_settle()
    assert verdict(hass, entry) == "unknown"


async def test_zone_and_new_persons(hass: HomeAssistant) -> None:
    """Persons who come later count; those who cannot be tracked do not."""
    add_zone(hass, "Home", 50.0, 100)
    entry = await async_watch(
        hass, rule("presence", people=[HOME], presence="anyone_home")
    )
    assert verdict(hass, entry) == "false"
    hass.states.async_set("person.guest", "unknown", {"device_trackers": []})
    await async_settle()
    assert verdict(hass, entry) == "false"
    hass.states.async_set("person.eve", "unknown", {"device_trackers": [PHONE]})
    await async_settle()
    assert verdict(hass, entry) == "unknown"


async def test_everyone_of_a_group(hass: HomeAssistant) -> None:
    """Everyone is every member of a group, nobody is none of them."""
    set_states(hass, {ANNA: "home", "person.ben": "not_home"})
    family = {"family": {"entities": [ANNA, "person.ben"]}}
    await async_setup_component(hass, "group", {"group": family})
    entry = await async_watch(
        hass, rule("presence", people=["group.family"], presence="everyone_home")
    )
    assert verdict(hass, entry) == "false"
    hass.states.async_set("person.ben", "home")
    await async_settle()
    assert verdict(hass, entry) == "true"
