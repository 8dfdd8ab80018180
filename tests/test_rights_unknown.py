"""Who began something is not known, or forgotten: privacy may be raised, not lowered."""

from typing import Literal, override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.cloudcam_privacy.household import caller

from .common import entity_id_of
from .lowering import (
    BY_EVENT,
    BY_HAND,
    async_automate,
    async_home,
    async_user,
    lower_kitchen,
)
from .passing_time import async_settle
from .rooms import modes_of

LATER = {"delay": "00:00:05"}


pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""Let automations go on waiting for their time when a test is over."""


async def _async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(6)
    async_fire_time_changed(hass)
    await async_settle()


async def _async_start(hass: HomeAssistant, context: Context) -> None:
    await hass.services.async_call(
        "automation",
        "trigger",
        {"entity_id": "automation.evening"},
        context=context,
    )
    await async_settle()


@pytest.mark.parametrize("reload", [False, True])
@pytest.mark.parametrize("allowed", [False, True])
async def test_starter_outlives_floods_and_reloads(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    allowed: bool,
    reload: bool,
) -> None:
    """A delayed automation has the rights of whoever started it, or none."""
    monkeypatch.setattr(caller, "REMEMBERED", 50)
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    await async_automate(hass, BY_HAND, LATER, lower_kitchen(hass, entry))
    await _async_start(hass, Context(user_id=(anna if allowed else ben).id))
    if reload:
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_settle()
    else:
        for _ in range(caller.REMEMBERED + 1):
            await hass.services.async_call(
                "automation",
                "trigger",
                {"entity_id": "automation.there_is_none"},
                blocking=True,
                context=Context(user_id=ben.id),
            )
    await _async_pass(hass, freezer)
    assert modes_of(entry)[0] == ("open" if allowed else "private")


async def test_forgotten_run_may_not_lower(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever floods the memory takes rights away, and gives none."""
    monkeypatch.setattr(caller, "REMEMBERED", 5)
    entry = await async_home(hass)
    await async_automate(hass, BY_EVENT, LATER, lower_kitchen(hass, entry))
    await async_setup_component(hass, "script", {})
    hass.bus.async_fire("evening")
    await async_settle()
    for number in range(6):
        hass.bus.async_fire(
            "automation_triggered",
            {"name": str(number), "entity_id": "automation.x", "source": "x"},
        )
    await _async_pass(hass, freezer)
    assert modes_of(entry)[0] == "private"


async def test_run_without_a_cause_may_not_lower(hass: HomeAssistant) -> None:
    """An automation's run whose beginning was not seen has nobody behind it."""
    entry = await async_home(hass)
    switch = entity_id_of(hass, entry, "switch", "privacy")
    parent = Context()
    with pytest.raises(ServiceValidationError):
        await hass.services.async_call(
            "switch",
            "turn_off",
            {"entity_id": switch},
            blocking=True,
            context=Context(parent_id=parent.id),
        )
    assert modes_of(entry)[0] == "private"


class _WithoutChatLog(conversation.AbstractConversationAgent):
    """An agent of the older kind, whose tool switches something off."""

    def __init__(self, hass: HomeAssistant, switch: str) -> None:
        self._hass = hass
        self._switch = switch

    @property
    @override
    def supported_languages(self) -> Literal["*"]:
        return "*"

    @override
    async def async_process(
        self, user_input: conversation.ConversationInput
    ) -> conversation.ConversationResult:
        response = intent.IntentResponse(user_input.language)
        try:
            await self._hass.services.async_call(
                "switch",
                "turn_off",
                {"entity_id": self._switch},
                blocking=True,
                context=user_input.context,
            )
        except ServiceValidationError as err:
            response.async_set_speech(str(err))
        return conversation.ConversationResult(response)


@pytest.mark.parametrize("allowed", [False, True])
async def test_agent_without_a_chat_log(hass: HomeAssistant, allowed: bool) -> None:
    """It is a voice all the same, also under the login of somebody who may."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    anna = await async_user(hass, "Anna")
    agent = MockConfigEntry(domain="test_agent")
    agent.add_to_hass(hass)
    switch = entity_id_of(hass, entry, "switch", "privacy")
    conversation.async_set_agent(hass, agent, _WithoutChatLog(hass, switch))
    await conversation.async_converse(
        hass,
        "open sesame",
        None,
        Context(user_id=anna.id),
        "en",
        agent_id=agent.entry_id,
    )
    await async_settle()
    assert modes_of(entry)[0] == ("open" if allowed else "private")


@pytest.mark.parametrize("allowed", [False, True])
async def test_what_a_sentence_leaves_behind(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, allowed: bool
) -> None:
    """An intent's script goes on after the answer, and is a voice still."""
    entry = await async_home(hass, {"voice_may_lower": allowed})
    anna = await async_user(hass, "Anna")
    switch = entity_id_of(hass, entry, "switch", "privacy")
    assert await async_setup_component(
        hass,
        "intent_script",
        {
            "intent_script": {
                "OpenSesame": {
                    "async_action": True,
                    "action": [
                        LATER,
                        {
                            "action": "switch.turn_off",
                            "continue_on_error": True,
                            "target": {"entity_id": switch},
                        },
                    ],
                }
            }
        },
    )
    intents = {"OpenSesame": {"data": [{"sentences": ["open sesame"]}]}}
    conversation.get_agent_manager(hass).update_config_intents(intents)
    await conversation.async_converse(
        hass, "open sesame", None, Context(user_id=anna.id), "en"
    )
    await async_settle()
    await _async_pass(hass, freezer)
    assert modes_of(entry)[0] == ("open" if allowed else "private")


async def test_nobody_is_an_automation_by_saying_so(hass: HomeAssistant) -> None:
    """A script may fire any event, in the context of whoever has started it."""
    anna, ben = await async_user(hass, "Anna"), await async_user(hass, "Ben")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    told = {"name": "Evening", "entity_id": "automation.evening", "source": "time"}
    steps = [{"event": "automation_triggered", "event_data": told}]
    steps.append(lower_kitchen(hass, entry))
    assert await async_setup_component(
        hass, "script", {"script": {"trick": {"sequence": steps}}}
    )
    await hass.services.async_call(
        "script", "trick", blocking=True, context=Context(user_id=ben.id)
    )
    assert modes_of(entry)[0] == "private"
