"""Tests of what a rule may rest on, and of which states it may ask for."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .forms import called, sent_fields, submit, told
from .rule_form import reconfigure, start, stored

pytestmark = pytest.mark.usefixtures("bath")

GUARDED, SOURCE = "camera.kitchen_guarded", "camera.kitchen_camera"
MODE = "input_select.house"
MODES = ["Home", "Just arrived", "Just left", "Away"]


@pytest.fixture(autouse=True)
async def things(hass: HomeAssistant) -> None:
    """Have groups that contain a guarded camera, and entities with states to choose."""
    groups = {
        "ours": {"entities": ["light.bath", GUARDED]},
        "deep": {"entities": ["group.ours"]},
    }
    await async_setup_component(hass, "group", {"group": groups})
    hass.states.async_set(MODE, "Away", {"options": MODES, "friendly_name": "House"})
    hass.states.async_set("input_button.bell", "2026-11-29T06:00:00+00:00")
    hass.states.async_set("sensor.humidity", "60.5", {"friendly_name": "Humidity"})


def state(entity_id: str) -> dict[str, Any]:
    """Return a condition."""
    return {"condition": "state", "entity_id": entity_id, "state": "on"}


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("activity", "entities", ["light.bath", GUARDED]),
        ("activity", "entities", ["group.ours"]),
        ("activity", "entities", ["group.deep"]),
        ("presence", "people", ["group.deep"]),
        ("room", "trackers", None),
        ("condition", "conditions", [state(GUARDED)]),
        ("condition", "conditions", [state("group.ours")]),
        (
            "condition",
            "conditions",
            [{"condition": "or", "conditions": [state("light.bath"), state(GUARDED)]}],
        ),
        (
            "condition",
            "conditions",
            [
                {
                    "condition": "template",
                    "value_template": f"{{{{ is_state('{GUARDED}', 'idle') }}}}",
                }
            ],
        ),
    ],
)
async def test_our_own_entities_are_refused(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kind: str,
    field: str,
    value: Any,
    entity_registry: er.EntityRegistry,
) -> None:
    """A rule cannot rest on what it decides about, in whatever way it is named."""
    ours = GUARDED
    if value is None:
        sensor = entity_registry.async_get_or_create(
            "sensor", "cloudcam_privacy", "x_mode", config_entry=household
        )
        ours = sensor.entity_id
        hass.states.async_set(ours, "private")
        value = [ours]
    form = await submit(
        hass, await start(hass, household, kind), name="Rule", **{field: value}
    )
    assert form["errors"] == {field: "own_entity"}
    assert called(hass, ours) in told(form)
    assert not household.get_subentries_of_type("rule")


@pytest.mark.parametrize("exception", [False, True])
@pytest.mark.parametrize(
    "entity_id", ["binary_sensor.kitchen_motion", "switch.kitchen_privacy_mode"]
)
async def test_what_a_cut_silences_is_warned_of_once(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kitchen: er.RegistryEntry,
    entity_registry: er.EntityRegistry,
    entity_id: str,
    exception: bool,
) -> None:
    """The camera's own sensor, and its own cut, would hold the camera private."""
    entity_registry.async_get_or_create(
        "binary_sensor",
        "tuya",
        "kitchen-motion",
        device_id=kitchen.device_id,
        suggested_object_id="kitchen_motion",
    )
    hass.states.async_set(entity_id, "off")
    typed = {"name": "Rule", "entities": [entity_id], "exception": exception}
    form = await submit(hass, await start(hass, household, "activity"), **typed)
    if exception:
        assert form["type"] is FlowResultType.CREATE_ENTRY
        return
    assert form["errors"] == {"entities": "silenced_entity"}
    assert called(hass, entity_id) in told(form)
    result = await submit(hass, form, **typed)
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("entities", "given", "error"),
    [
        ([MODE], {}, {"states": "states_missing"}),
        ([MODE], {"states": ["Asleep"]}, {"states": "state_never"}),
        ([MODE], {"states": ["Away", "Asleep"]}, {"states": "state_never"}),
        ([MODE], {"states": ["Just arrived", "home"]}, {}),
        ([MODE], {"states": ["unavailable"]}, {}),
        (["input_button.bell"], {}, {"states": "states_missing"}),
        (["sensor.bob_room"], {}, {"states": "states_missing"}),
        (["sensor.humidity", "person.bob"], {}, {}),
        (["light.bath"], {"states": ["purple"]}, {"states": "state_never"}),
        (["light.bath", MODE], {"states": ["on", "Home"]}, {}),
        (["light.bath", "sensor.bob_room"], {"states": ["Kitchen"]}, {}),
        (["sensor.humidity"], {"above": 70}, {}),
        (["sensor.humidity"], {"above": 70, "below": 90.5}, {}),
        (["sensor.humidity"], {"above": 70, "below": 70}, {"below": "limits_empty"}),
        (["sensor.bob_room"], {"above": 70}, {"states": "not_a_number"}),
        (["light.bath"], {"below": 70}, {"states": "not_a_number"}),
        (["light.bath", "sensor.humidity"], {"above": 1, "states": ["on"]}, {}),
    ],
)
async def test_states_and_numbers(
    hass: HomeAssistant,
    household: MockConfigEntry,
    entities: list[str],
    given: dict[str, Any],
    error: dict[str, str],
) -> None:
    """States that an entity never has are refused; which count is asked for."""
    form = await start(hass, household, "activity")
    result = await submit(hass, form, name="Rule", entities=entities, **given)
    if error:
        assert result["errors"] == error
        return
    data = stored(household).data
    assert {key: data[key] for key in given} == given


async def test_states_are_suggested(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """What the chosen entities can say is offered to choose from."""
    assert await async_setup_component(hass, "light", {})
    form = await start(hass, household, "activity")
    form = await submit(hass, form, name="Rule", entities=[MODE, "light.bath"])
    assert _offered(form) == {
        **dict(zip(MODES, MODES, strict=True)),
        "on": "On",
        "off": "Off",
    }
    assert "Just arrived" in told(form)
    await submit(hass, form, name="Rule", entities=[MODE], states=["Just left"])
    form = await reconfigure(hass, household)
    assert list(_offered(form)) == MODES


def _offered(form: Any) -> dict[str, str]:
    """Return the states that a form offers, and how it shows them."""
    options = sent_fields(form)["states"]["selector"]["select"]["options"]
    return {option["value"]: option["label"] for option in options}


async def test_states_are_shown_as_home_assistant_shows_them(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """By device class, and told apart; what is stored is the state itself."""
    for domain in ("binary_sensor", "cover", "light", "media_player"):
        assert await async_setup_component(hass, domain, {})
    form = await start(hass, household, "activity")
    usual = {"on": "On", "off": "Off", "open": "Open", "playing": "Playing"}
    assert usual.items() <= _offered(form).items()
    hass.states.async_set("binary_sensor.hall", "on", {"device_class": "motion"})
    fields = {"name": "Rule", "entities": ["binary_sensor.hall"]}
    form = await submit(hass, form, **fields, states=["purple"])
    assert _offered(form) == {"on": "Detected", "off": "Clear", "purple": "purple"}
    assert "Detected, Clear" in told(form)
    await submit(hass, form, **fields, states=["detected"])
    assert stored(household).data["states"] == ["on"]
    form = await reconfigure(hass, household)
    assert _offered(form) == {"on": "Detected", "off": "Clear"}
    hass.states.async_set("binary_sensor.door", "on", {"device_class": "door"})
    hass.states.async_set("cover.garage", "open")
    entities = ["binary_sensor.hall", "light.bath"]
    form = await submit(hass, form, name="Rule", entities=entities, states=["purple"])
    assert _offered(form)["on"] == "Detected / On"
    entities = ["binary_sensor.door", "cover.garage"]
    form = await submit(hass, form, name="Rule", entities=entities, states=["purple"])
    assert (_offered(form)["on"], _offered(form)["open"]) == (
        "Open (on)",
        "Open (open)",
    )


async def test_people_without_a_tracker_are_named(
    hass: HomeAssistant, household: MockConfigEntry
) -> None:
    """Somebody who is never known to be out would make the cameras private for ever."""
    hass.states.async_set(
        "person.guest", "unknown", {"device_trackers": [], "friendly_name": "Guest"}
    )
    form = await start(hass, household, "presence")
    people = sent_fields(form)["people"]["description"]["suggested_value"]
    assert people == ["person.anna", "person.bob"]
    assert "Guest" in told(form)


@pytest.mark.parametrize(
    ("kind", "fields", "title"),
    [
        (
            "presence",
            {"name": "Someone is home", "people": ["person.ada", "person.ben"]},
            "Rule: private while Ada or Ben is home",
        ),
        (
            "activity",
            {"name": "Humidity", "entities": ["sensor.humidity"]},
            "Rule: private while Humidity is active",
        ),
        (
            "activity",
            {"name": "Humid", "entities": ["sensor.humidity"]},
            "Rule: Humid (private while Humidity is active)",
        ),
        (
            "presence",
            {
                "name": "All here",
                "mode": "open",
                "mute": True,
                "people": ["person.ada", "person.ben"],
                "presence": "everyone_home",
            },
            "Rule: All here (muted while Ada and Ben are home)",
        ),
        (
            "room",
            {"name": "Someone is in the room", "mode": "local", "mute": True},
            "Rule: local, muted while someone is in the room",
        ),
    ],
)
async def test_titles_say_what_a_rule_does(
    hass: HomeAssistant,
    household: MockConfigEntry,
    kind: str,
    fields: dict[str, Any],
    title: str,
) -> None:
    """The list of the integration tells rules from one another."""
    for name in ("Ada", "Ben"):
        hass.states.async_set(f"person.{name}", "home", {"friendly_name": name})
    await submit(hass, await start(hass, household, kind), **fields)
    assert stored(household).title == title
