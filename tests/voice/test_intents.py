"""The intents by themselves, and as tools of language models."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    intent,
    llm,
)
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..rooms import modes_of
from .talking import BOTH, NONE, B, K, async_go_on, async_house, async_say


async def async_intend(
    hass: HomeAssistant, intent_type: str, **slots: Any
) -> intent.IntentResponse:
    """Carry out an intent."""
    return await intent.async_handle(
        hass,
        "test",
        f"CloudcamPrivacy{intent_type}",
        {slot: {"value": value} for slot, value in slots.items()},
    )


RAISES: list[tuple[dict[str, Any], list[str], str | None]] = [
    ({"name": "Kitchen"}, K, None),
    ({"area": "Bedroom"}, B, None),
    ({"floor": "Upstairs"}, BOTH, None),
    ({"name": "all"}, BOTH, None),
    ({"name": "Kitchen", "area": "Kitchen", "floor": "Upstairs"}, K, None),
    ({"name": "camera.kitchen", "hours": 1}, K, "13:00"),
    ({"name": "Kitchen", "hours": 1, "minutes": "30"}, K, "13:30"),
    ({"name": "Kitchen", "until": "22:00"}, K, "22:00"),
    ({"name": "Kitchen", "until": "2026-11-20T23:00:00+01:00"}, K, "23:00"),
    ({"name": "Kitchen", "mode": "blurred"}, ["blurred", "open"], None),
]
NONSENSE: list[dict[str, Any]] = [
    {},
    {"name": "Cellar"},
    {"name": "Kitchen", "area": "Bedroom"},
    {"area": "Garage"},
    {"name": "Kitchen", "hours": 0},
    {"name": "Kitchen", "hours": 9000},
    {"name": "Kitchen", "until": "2026-11-20T11:00:00+01:00"},
    {"name": "Kitchen", "until": "2036-11-20T11:00:00+01:00"},
    {"name": "Kitchen", "until": "soon"},
    {"name": "Kitchen", "until": "22:00", "hours": 1},
    {"name": "Kitchen", "mode": "open"},
    {"name": "Kitchen", "hours": -1},
    {"name": "Kitchen", "hours": "many"},
]


async def test_raise_intent(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """By name, area and floor, for a time or until one."""
    entry = await async_house(hass, freezer)
    for slots, modes, end in RAISES:
        response = await async_intend(hass, "Raise", **slots)
        assert response.response_type is intent.IntentResponseType.ACTION_DONE
        assert (slots, modes_of(entry)) == (slots, modes)
        if end is not None:
            assert f"until {end}" in response.speech["plain"]["speech"]
        await async_go_on(hass, entry)


@pytest.mark.parametrize(
    ("now", "until"), [("01:30", "02:40"), ("00:50", "2026-10-25T02:40:00+01:00")]
)
async def test_until_in_the_hour_that_comes_twice(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, now: str, until: str
) -> None:
    """Where the clock is set back, an end is the next one that it may mean."""
    entry = await async_house(hass, freezer)
    freezer.move_to(f"2026-10-25 {now}:00Z")
    response = await async_intend(hass, "Raise", name="Kitchen", until=until)
    assert modes_of(entry) == K
    assert "until 02:40" in response.speech["plain"]["speech"]


async def test_bad_slots(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A clear error, and nothing has changed."""
    entry = await async_house(hass, freezer)
    for slots in NONSENSE:
        try:
            response = await async_intend(hass, "Raise", **slots)
        except intent.InvalidSlotInfo:
            pass
        else:
            assert response.response_type is intent.IntentResponseType.ERROR, slots
            assert "Nothing has changed" in response.speech["plain"]["speech"]
        assert (slots, modes_of(entry)) == (slots, NONE)


async def test_intents_without_a_household(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_house(hass, freezer)
    assert await hass.config_entries.async_unload(entry.entry_id)
    response = await async_intend(hass, "Ask")
    assert response.response_type is intent.IntentResponseType.ERROR
    assert response.speech["plain"]["speech"] == "Cloudcam Privacy is not running."


# Language models


async def async_tools(
    hass: HomeAssistant, device_id: str | None = None
) -> llm.APIInstance:
    """Return what a language model is offered."""
    context = llm.LLMContext("test", Context(), "en", conversation.DOMAIN, device_id)
    return await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)


def ours(api: llm.APIInstance) -> dict[str, llm.Tool]:
    """Return our tools by name."""
    return {
        tool.name: tool for tool in api.tools if tool.integration == "cloudcam_privacy"
    }


@pytest.mark.parametrize("allowed", [True, False])
async def test_tools(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    allowed: bool,
) -> None:
    """The one that lowers is there only where a voice may lower."""
    entry = await async_house(hass, freezer, {"voice_may_lower": allowed})
    tools = ours(await async_tools(hass))
    raising, asking = "cloudcam_privacy__raise_privacy", "cloudcam_privacy__ask_privacy"
    lowering = {"cloudcam_privacy__resume_privacy", "cloudcam_privacy__unmute_privacy"}
    always = {raising, asking, "cloudcam_privacy__mute_privacy"}
    assert tools.keys() == always | (lowering if allowed else set())
    assert tools[asking].annotations.read_only
    assert not tools[raising].annotations.read_only
    assert not any(tool.annotations.open_world for tool in tools.values())
    assert all(tool.description and tool.title for tool in tools.values())
    assert "report it to the author" not in caplog.text
    assert "provides" not in caplog.text
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert ours(await async_tools(hass)) == {}


async def test_using_tools(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """They answer with data, and tell a failure as one."""
    entry = await async_house(hass, freezer, {"voice_may_lower": True})
    areas = {area.name: area.id for area in ar.async_get(hass).async_list_areas()}
    maker = MockConfigEntry(domain="test_satellite")
    maker.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("test_satellite", "1")}
    )
    dr.async_get(hass).async_update_device(device.id, area_id=areas["Bedroom"])
    api = await async_tools(hass, device.id)

    async def use(tool: str, **arguments: Any) -> tuple[bool, str]:
        result = await api.async_call_tool(
            llm.ToolInput(f"cloudcam_privacy__{tool}_privacy", arguments)
        )
        return result.error, str(result.data["speech"]["plain"]["speech"])  # type: ignore[call-overload, index]

    error, said = await use("raise", minutes=30)
    assert (error, modes_of(entry)) == (False, B)
    assert said.startswith("Bedroom camera is private until 12:30")
    error, said = await use("ask", name="bedroom camera", about="private")
    assert (error, said[:4]) == (False, "Yes.")
    error, said = await use("resume", name="bedroom camera", area="")
    assert (error, modes_of(entry)) == (False, NONE)
    error, said = await use("mute", area="Kitchen", minutes=30)
    assert (error, said) == (False, "Kitchen is muted until 12:30.")
    error, said = await use("ask", about="sound")
    assert said == (
        "Kitchen is muted until 12:30. Bedroom camera can hear you. Nothing is set up"
        " that turns off the microphone of Kitchen, so its maker may still hear you."
    )
    error, said = await use("unmute", name="kitchen")
    assert (error, said) == (False, "Kitchen can hear you.")
    error, said = await use("ask", about="which")
    assert (error, said) == (False, "No camera is private.")
    error, said = await use("raise", name="cellar")
    assert (error, modes_of(entry)) == (True, NONE)
    assert "cellar" in said


async def test_tool_that_was_offered_before(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Having the tool is no right."""
    entry = await async_house(hass, freezer, {"voice_may_lower": True})
    api = await async_tools(hass)
    await async_say(hass, "stop the cameras")
    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "voice_may_lower": False}
    )
    await hass.async_block_till_done()
    result = await api.async_call_tool(
        llm.ToolInput("cloudcam_privacy__resume_privacy", {"name": "all"})
    )
    assert result.error
    assert modes_of(entry) == BOTH
