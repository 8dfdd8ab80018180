"""Who may lower privacy: voices, by all the ways on which they come."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import assist_pipeline, conversation
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from ..agent import Agent
from ..common import ANNA, entity_id_of
from ..lowering import (
    BY_HAND,
    BY_STATE,
    BY_TIME,
    async_automate,
    async_home,
    async_lower,
    async_user,
    lower_kitchen,
)
from ..passing_time import async_settle
from ..rooms import modes_of

pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""Let automations go on waiting for their time when a test is over."""


async def async_say(
    hass: HomeAssistant, text: str, context: Context | None = None
) -> str:
    """Say something to Assist and return what it answers."""
    result = await conversation.async_converse(
        hass, text, None, context or Context(), "en"
    )
    await async_settle()
    return str(result.response.speech["plain"]["speech"])


def expose(hass: HomeAssistant, entry: MockConfigEntry, domain: str, key: str) -> str:
    """Expose one of the kitchen's entities to Assist and return what it is called."""
    entity_id = entity_id_of(hass, entry, domain, key)
    async_expose_entity(hass, "conversation", entity_id, True)
    er.async_get(hass).async_update_entity(entity_id, aliases=["sesame"])
    return "sesame"


@pytest.mark.parametrize(
    ("person", "allowed", "key", "sentence"),
    [
        (True, True, "privacy", "turn off {}"),
        (True, False, "privacy", "turn off {}"),
        (False, True, "privacy", "turn off {}"),
        (False, False, "privacy", "turn off {}"),
        (True, False, "uploads", "turn on {}"),
        (True, False, "everywhere", "turn off {}"),
    ],
)
async def test_built_in_sentences(
    hass: HomeAssistant, person: bool, allowed: bool, key: str, sentence: str
) -> None:
    """Somebody who may lower with a tap may not do so by voice, unless that is set."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    name = expose(hass, entry, "switch", key)
    user_id = (await async_user(hass, "Anna")).id if person else None
    await async_say(hass, sentence.format(name), Context(user_id=user_id))
    assert modes_of(entry)[0] == ("open" if allowed else "private")


@pytest.mark.parametrize("chosen", [True, False])
async def test_voice_of_a_known_person(hass: HomeAssistant, chosen: bool) -> None:
    """Where a voice may lower, somebody who may not, may not by voice either."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"voice_may_lower": True, "lower_users": [anna.id]})
    name = expose(hass, entry, "switch", "privacy")
    context = Context(user_id=(anna if chosen else ben).id)
    await async_say(hass, f"turn off {name}", context)
    assert modes_of(entry)[0] == ("open" if chosen else "private")


async def test_raising_by_voice(hass: HomeAssistant) -> None:
    """Anybody may raise."""
    entry = await async_home(hass)
    hass.states.async_set(ANNA, "not_home")
    name = expose(hass, entry, "switch", "privacy")
    await async_say(hass, f"turn on {name}")
    assert modes_of(entry)[0] == "private"


@pytest.mark.parametrize(
    ("wait", "person", "allowed"),
    [
        ([], True, True),
        ([], True, False),
        ([{"delay": "00:10:00"}], True, False),
        ([{"delay": "00:10:00"}], False, True),
        ([{"delay": "00:10:00"}], False, False),
    ],
)
async def test_script_run_by_voice(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    wait: list[dict[str, Any]],
    person: bool,
    allowed: bool,
) -> None:
    """What a voice has started is voice, even when the talk is long over."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    scripts = {"Sesame": [*wait, lower_kitchen(hass, entry)]}
    await async_automate(hass, BY_HAND, scripts=scripts)
    async_expose_entity(hass, "conversation", "script.sesame", True)
    user_id = (await async_user(hass, "Anna")).id if person else None
    await async_say(hass, "run sesame", Context(user_id=user_id))
    state = hass.states.get("script.sesame")
    assert state is not None
    assert state.attributes["last_triggered"] is not None
    freezer.tick(timedelta(minutes=11))
    async_fire_time_changed(hass)
    await async_settle()
    assert modes_of(entry)[0] == ("open" if allowed else "private")


@pytest.mark.parametrize("allowed", [True, False])
async def test_automation_started_by_a_sentence(
    hass: HomeAssistant, allowed: bool
) -> None:
    """It is voice, as a sentence is all that there is behind it."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    await async_automate(
        hass,
        {"trigger": "conversation", "command": "open sesame"},
        lower_kitchen(hass, entry),
    )
    anna = await async_user(hass, "Anna")
    await async_say(hass, "open sesame", Context(user_id=anna.id))
    assert modes_of(entry)[0] == ("open" if allowed else "private")


async def test_automation_set_off_by_what_a_voice_did(hass: HomeAssistant) -> None:
    """A light that a voice switched on is a reason like any other."""
    entry = await async_home(hass)
    assert await async_setup_component(
        hass, "input_boolean", {"input_boolean": {"guests": {"name": "Guests"}}}
    )
    async_expose_entity(hass, "conversation", "input_boolean.guests", True)
    await async_automate(hass, BY_STATE, lower_kitchen(hass, entry))
    await async_say(hass, "turn on guests")
    assert modes_of(entry)[0] == "open"


async def test_what_a_conversation_leaves_behind_is_no_voice(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An automation that a voice has enabled runs on its own account later."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-11-20 19:00:00")
    entry = await async_home(hass)
    enable = {"action": "automation.turn_on", "target": {"entity_id": "all"}}
    await async_automate(
        hass, BY_TIME, lower_kitchen(hass, entry), scripts={"Vacation": [enable]}
    )
    async_expose_entity(hass, "conversation", "script.vacation", True)
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "automation.evening"}, blocking=True
    )
    await async_say(hass, "run vacation")
    assert hass.states.is_state("automation.evening", "on")
    freezer.move_to("2026-11-20 20:00:00")
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert modes_of(entry)[0] == "open"


async def test_through_the_app(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """One and the same login: a tap may lower, what is said to Assist may not."""
    entry = await async_home(hass)
    name = expose(hass, entry, "switch", "privacy")
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {"type": "conversation/process", "text": f"turn off {name}"}
    )
    assert (await client.receive_json())["success"]
    assert modes_of(entry)[0] == "private"
    await client.send_json_auto_id(
        {
            "type": "call_service",
            "domain": "switch",
            "service": "turn_off",
            "target": {"entity_id": entity_id_of(hass, entry, "switch", "privacy")},
        }
    )
    assert (await client.receive_json())["success"]
    assert modes_of(entry)[0] == "open"


@pytest.mark.parametrize("words", ["turn off sesame", "do what I mean"])
@pytest.mark.parametrize("allowed", [True, False])
async def test_pipeline_of_the_app(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    words: str,
    allowed: bool,
) -> None:
    """Sentences that are handled locally, and those left to a language model."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    assert await async_setup_component(hass, "assist_pipeline", {})
    await hass.data[conversation.DATA_COMPONENT].async_add_entities([Agent()])
    await assist_pipeline.async_update_pipeline(
        hass,
        assist_pipeline.async_get_pipeline(hass),
        conversation_engine="conversation.agent",
        prefer_local_intents=True,
    )
    expose(hass, entry, "switch", "privacy")
    client = await hass_ws_client(hass)
    await client.send_json_auto_id(
        {
            "type": "assist_pipeline/run",
            "start_stage": "intent",
            "end_stage": "intent",
            "input": {"text": words},
        }
    )
    while (message := await client.receive_json()).get("type") == "result":
        assert message["success"]
    while message["event"]["type"] != "run-end":
        assert message["event"]["type"] != "error"
        message = await client.receive_json()
    assert modes_of(entry)[0] == ("open" if allowed else "private")


async def test_intents_over_http(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    """A voice assistant of another make comes in with a person's token."""
    entry = await async_home(hass)
    assert await async_setup_component(hass, "api", {})
    name = expose(hass, entry, "switch", "privacy")
    client = await hass_client()
    answer = await client.post(
        "/api/intent/handle", json={"name": "HassTurnOff", "data": {"name": name}}
    )
    assert (await answer.json())["response_type"] == "error"
    assert modes_of(entry)[0] == "private"
    answer = await client.post(
        "/api/services/switch/turn_off",
        json={"entity_id": entity_id_of(hass, entry, "switch", "privacy")},
    )
    assert answer.status == HTTPStatus.OK
    assert modes_of(entry)[0] == "open"


async def test_google_assistant(hass: HomeAssistant) -> None:
    """It tells of a command, with its context, before it carries it out."""
    entry = await async_home(hass)
    anna = await async_user(hass, "Anna")
    context = Context(user_id=anna.id)
    hass.bus.async_fire("google_assistant_command", {}, context=context)
    await hass.async_block_till_done()
    assert not await async_lower(hass, entry, context)
