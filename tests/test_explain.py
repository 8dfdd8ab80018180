"""Why a camera is in its mode, and in which it would be."""

from collections.abc import Mapping
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import voluptuous as vol

from .common import (
    ANNA,
    MarkedCamera,
    async_act,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    cut,
    entity_id_of,
    rule_subentry,
    someone_home,
)
from .rooms import guards_of


async def async_office(hass: HomeAssistant) -> MockConfigEntry:
    """Set up one camera with a rule of each kind and a cut."""
    camera = MarkedCamera("Office")
    await async_make_cameras(hass, camera)
    await async_setup_component(
        hass,
        "input_boolean",
        {"input_boolean": {"shutter": {}, "call": {}, "alarm": {}, "party": {}}},
    )
    hass.states.async_set(ANNA, "not_home")
    return await async_guard(
        hass,
        camera_subentry(
            camera.entity_id, "Office", cuts=[cut("input_boolean.shutter", "on")]
        ),
        someone_home(ANNA, mode="local"),
        rule_subentry(
            "schedule",
            "Night",
            mode="blurred",
            start="22:00:00",
            end="06:00:00",
            hold={"minutes": 30},
        ),
        rule_subentry(
            "activity",
            "On a call",
            entities=["input_boolean.call"],
            after={"minutes": 10},
        ),
        rule_subentry(
            "condition",
            "Party",
            conditions=[
                {
                    "condition": "state",
                    "entity_id": "input_boolean.party",
                    "state": "on",
                }
            ],
        ),
        rule_subentry(
            "activity",
            "Alarm",
            mode="open",
            exception=True,
            entities=["input_boolean.alarm"],
        ),
    )


@pytest.fixture
async def office(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """Set up the office, at noon."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-20 12:00:00+01:00")
    return await async_office(hass)


async def async_explain(
    hass: HomeAssistant, office: MockConfigEntry, **data: Any
) -> dict[str, Any]:
    """Return the explanation for the office."""
    camera = entity_id_of(hass, office, "camera", "guarded")
    before = guards_of(office)[0].decision
    answer = await async_act(hass, "explain", {"entity_id": camera}, **data)
    assert guards_of(office)[0].decision == before
    assert answer.keys() == {camera}
    explanation: dict[str, Any] = answer[camera]
    return explanation


def verdicts(explanation: Mapping[str, Any]) -> dict[str, str]:
    """Return the verdicts of the rules."""
    return {rule["name"]: rule["verdict"] for rule in explanation["rules"]}


async def test_explain_now(hass: HomeAssistant, office: MockConfigEntry) -> None:
    """All that the contract promises, in the state of things."""
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done(wait_background_tasks=True)
    explanation = await async_explain(hass, office)
    rules = explanation.pop("rules")
    assert explanation == {
        "mode": "local",
        "reasons": ["Someone is home"],
        "override": None,
        "muted": False,
        "mute_reasons": [],
        "until": "2026-11-20T22:00:00+01:00",
        "assurance": guards_of(office)[0].assurance,
        "cuts": [
            {
                "entity_id": "input_boolean.shutter",
                "cut_state": "on",
                "from_mode": "local",
                "last_resort": False,
                "asked_for": True,
                "state": "on",
                "status": "confirmed",
                "error": None,
            }
        ],
        "not_supposed": [],
    }
    assert rules[0] == {
        "name": "Someone is home",
        "mode": "local",
        "mute": False,
        "exception": False,
        "verdict": "true",
        "condition": "true",
        "why": "person.anna: home",
        "until": None,
    }
    assert verdicts({"rules": rules}) == {
        "Someone is home": "true",
        "Night": "false",
        "On a call": "false",
        "Party": "false",
        "Alarm": "false",
    }


async def test_explain_what_is_not_known(
    hass: HomeAssistant, office: MockConfigEntry
) -> None:
    hass.states.async_set(ANNA, "unavailable")
    explanation = await async_explain(hass, office)
    assert verdicts(explanation)["Someone is home"] == "unknown"
    assert explanation["mode"] == "local"
    assert explanation["rules"][0]["why"] == "person.anna: unavailable"


@pytest.mark.parametrize(
    ("supposed", "mode", "changed"),
    [
        ({ANNA: "home"}, "local", {"Someone is home": "true"}),
        ({ANNA: "unknown"}, "local", {"Someone is home": "unknown"}),
        # It has to last for ten minutes first.
        ({"input_boolean.call": "on"}, "open", {}),
        (
            {"input_boolean.alarm": True, ANNA: "home"},
            "open",
            {"Someone is home": "true", "Alarm": "true"},
        ),
        ({"input_boolean.party": "on"}, "private", {"Party": "unknown"}),
    ],
)
async def test_what_if(
    hass: HomeAssistant,
    office: MockConfigEntry,
    supposed: dict[str, Any],
    mode: str,
    changed: dict[str, str],
) -> None:
    """Other states, from now on."""
    explanation = await async_explain(hass, office, states=supposed)
    assert explanation["mode"] == mode
    nothing = dict.fromkeys(
        ("Someone is home", "Night", "On a call", "Party", "Alarm"), "false"
    )
    assert verdicts(explanation) == nothing | changed


@pytest.mark.parametrize(
    ("at", "supposed", "night", "call", "until"),
    [
        ("2026-11-20 21:59", {}, "false", "false", "2026-11-20T22:00:00+01:00"),
        ("2026-11-20 22:00", {}, "true", "false", None),
        ("2026-11-21 06:29", {}, "true", "false", "2026-11-21T06:30:00+01:00"),
        ("2026-11-21 06:30", {}, "false", "false", "2026-11-21T22:00:00+01:00"),
        ("2027-05-21 06:29", {}, "true", "false", "2027-05-21T06:30:00+02:00"),
        ("2026-11-20 12:09", {"input_boolean.call": "on"}, "false", "false", None),
        ("2026-11-20 12:10", {"input_boolean.call": "on"}, "false", "true", None),
    ],
)
async def test_what_if_the_clock_goes_on(
    hass: HomeAssistant,
    office: MockConfigEntry,
    at: str,
    supposed: dict[str, str],
    night: str,
    call: str,
    until: str | None,
) -> None:
    """Waiting and lingering count; conditions cannot be told, and that is said."""
    explanation = await async_explain(hass, office, at=at, states=supposed)
    told = verdicts(explanation)
    assert (told["Night"], told["On a call"]) == (night, call)
    assert told["Party"] == "unknown"
    assert explanation["mode"] == "private"  # as the party is not known
    assert any('"Party"' in line for line in explanation["not_supposed"])
    assert explanation["until"] is None  # The mode stays what it is.
    (of_night,) = (each for each in explanation["rules"] if each["name"] == "Night")
    if until is not None:
        assert of_night["until"] == until


async def test_what_if_an_override_ends(
    hass: HomeAssistant, office: MockConfigEntry
) -> None:
    """It counts until its end and no longer."""
    camera = entity_id_of(hass, office, "camera", "guarded")
    hass.states.async_set(ANNA, "home")
    await async_act(
        hass,
        "set_mode",
        {"entity_id": camera},
        await async_person(hass),
        mode="open",
        duration="01:00:00",
    )
    before = await async_explain(hass, office, at="2026-11-20 12:59:59")
    assert before["mode"] == "open"
    assert before["override"]["lowers"] is True
    after = await async_explain(hass, office, at="2026-11-20 13:00:00")
    assert after["override"] is None
    assert after["mode"] != "open"
    supposed = await async_explain(hass, office, states={ANNA: "not_home"})
    assert supposed["mode"] == "open"


async def test_what_cannot_be_supposed_is_said(
    hass: HomeAssistant, office: MockConfigEntry
) -> None:
    explanation = await async_explain(
        hass, office, states={"light.hall": "on", "input_boolean.party": "on"}
    )
    said = " ".join(explanation["not_supposed"])
    assert "light.hall" in said
    assert '"Party"' in said
    assert "input_boolean.party" not in said


@pytest.mark.parametrize(
    "data",
    [
        {"at": "2026-11-20 11:59:59"},
        {"at": "2028-01-01 00:00:00"},
        {"at": "soon"},
        {"states": {"not an entity": "on"}},
        {"states": {ANNA: None}},
        {"states": "person.anna: home"},
    ],
)
async def test_bad_questions(
    hass: HomeAssistant, office: MockConfigEntry, data: dict[str, Any]
) -> None:
    with pytest.raises((ServiceValidationError, vol.Invalid)):
        await async_explain(hass, office, **data)


async def test_what_one_may_not_read_is_not_told(
    hass: HomeAssistant, office: MockConfigEntry
) -> None:
    """A guest who may see the camera learns neither who is home nor what is cut."""
    camera = entity_id_of(hass, office, "camera", "guarded")
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    guest = MockUser(id="guest", groups=[]).add_to_hass(hass)
    guest.mock_policy(
        {"entities": {"entity_ids": {camera: True, "input_boolean.call": True}}}
    )
    answer = await async_act(
        hass, "explain", {"entity_id": camera}, Context(user_id=guest.id)
    )
    explanation = answer[camera]
    assert explanation["mode"] == "local"
    assert verdicts(explanation) == {"Night": "false", "On a call": "false"}
    assert explanation["cuts"] == []
    assert explanation["reasons"] == ["A rule that you may not see"]
    told = str(answer)
    for secret in ("Someone is home", ANNA, "shutter", "Party", "Alarm"):
        assert secret not in told
