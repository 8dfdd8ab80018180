"""Where a voice is, what it may do, and when it is heard at all."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components import conversation
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    intent,
)
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.ha_internals.reliance import Reliance, missing
from custom_components.cloudcam_privacy.voice.language import load

from ..common import entity_id_of
from ..rooms import BEDROOM, KITCHEN, async_rooms, guards_of, modes_of
from .talking import BOTH, NONE, B, K, async_go_on, async_house, async_say


@pytest.mark.parametrize("allowed", [True, False])
async def test_back_to_automatic(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, allowed: bool
) -> None:
    """Only where a voice may lower; else the answer says so, and nothing changes."""
    entry = await async_house(hass, freezer, {"voice_may_lower": allowed})
    for sentence, language, modes in (
        ("turn the bedroom camera back to automatic", "en", K),
        ("turn the cameras back to automatic", "en", NONE),
        ("end the privacy in the bedroom", "en", K),
        ("stell die Bedroom Kamera wieder auf Automatik", "de", K),
        ("beende die Privatsphäre in Kitchen", "de", B),
    ):
        await async_say(hass, "stop the cameras")
        answer = await async_say(hass, sentence, language=language)
        answers = load(language).answers
        if allowed:
            assert modes_of(entry) == modes
            assert answer.startswith(answers["resumed"])
        else:
            assert modes_of(entry) == BOTH
            assert answer == answers["may_not_lower"]


@pytest.mark.parametrize("by", ["device", "satellite", "satellite in another room"])
async def test_here(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, by: str
) -> None:
    """It is where the satellite stands."""
    entry = await async_house(hass, freezer)
    maker = MockConfigEntry(domain="test_satellite")
    maker.add_to_hass(hass)
    areas = {area.name: area.id for area in ar.async_get(hass).async_list_areas()}
    devices = dr.async_get(hass)
    device = devices.async_get_or_create(
        config_entry_id=maker.entry_id, identifiers={("test_satellite", "1")}
    )
    devices.async_update_device(device.id, area_id=areas["Bedroom"])
    satellite = er.async_get(hass).async_get_or_create(
        "assist_satellite",
        "test_satellite",
        "1",
        device_id=device.id,
        has_entity_name=True,
        original_name="Satellite",
    )
    here, modes = {"device_id": device.id}, B
    if by != "device":
        here = {"satellite_id": satellite.entity_id}
    if by == "satellite in another room":
        er.async_get(hass).async_update_entity(
            satellite.entity_id, area_id=areas["Kitchen"]
        )
        modes = K
    for sentence in (
        "give me privacy for an hour",
        "give me privacy here",
        "stop watching me",
    ):
        await async_say(hass, sentence, **here)
        assert modes_of(entry) == modes
        await async_go_on(hass, entry)
    devices.async_update_device(device.id, area_id=areas["Garage"])
    if by != "satellite in another room":
        answer = await async_say(hass, "give me privacy", **here)
        assert "no guarded camera in Garage" in answer
        assert modes_of(entry) == NONE


async def test_only_one_camera(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody has to say which."""
    entry = await async_house(hass, freezer)
    hass.config_entries.async_remove_subentry(
        entry, guards_of(entry)[BEDROOM].camera_id
    )
    await hass.async_block_till_done()
    assert "Kitchen is private" in await async_say(hass, "give me privacy")
    assert modes_of(entry) == ["private"]


async def test_voice_takes_nothing_away(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """An hour of privacy is no end of what was set for good; the answer tells."""
    entry = await async_house(hass, freezer, {"voice_may_lower": True})
    await hass.services.async_call(
        "button",
        "press",
        {ATTR_ENTITY_ID: entity_id_of(hass, entry, "button", "go_private")},
        blocking=True,
    )
    answer = await async_say(hass, "make the kitchen private for one hour")
    assert "until further notice" in answer
    override = guards_of(entry)[KITCHEN].decision.override
    assert override is not None
    assert override.until is None


async def test_names_that_two_cameras_have(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Raising means both: the camera called like a room, and those in that room."""
    entry = await async_house(hass, freezer)
    areas = {area.name: area.id for area in ar.async_get(hass).async_list_areas()}
    er.async_get(hass).async_update_entity(
        entity_id_of(hass, entry, "camera", "guarded", BEDROOM),
        area_id=areas["Kitchen"],
    )
    await async_say(hass, "make the kitchen camera private")
    assert modes_of(entry) == K
    await async_go_on(hass, entry)
    await async_say(hass, "make the kitchen private")
    assert modes_of(entry) == BOTH


async def test_sentences_come_and_go_with_the_household(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """None are left over, none are doubled, and other sentences still work."""
    entry = await async_house(hass, freezer)
    manager = conversation.get_agent_manager(hass)
    offered = manager.trigger_sentences
    assert len(offered) == 1
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert manager.trigger_sentences == offered
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert manager.trigger_sentences == []
    assert "Sorry" in await async_say(hass, "stop the cameras")


async def test_without_assist(hass: HomeAssistant) -> None:
    """Nothing of it is needed; set up later, it gets the sentences then."""
    entry = await async_rooms(hass)
    assert "conversation" not in hass.config.components
    assert await async_setup_component(hass, "conversation", {})
    await hass.async_block_till_done()
    await async_say(hass, "stop the cameras")
    assert modes_of(entry) == BOTH


async def test_assist_that_works_in_another_way(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sentences are not understood then, and everything else goes on."""

    def other(*_: object) -> None:
        """Look for sentences of automations by no coroutine."""

    entry = await async_house(hass, freezer)
    with monkeypatch.context() as patch:
        agent = conversation.get_agent_manager(hass).default_agent
        assert await hass.config_entries.async_unload(entry.entry_id)
        patch.setattr(agent, "async_recognize_sentence_trigger", other)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        assert missing(hass) == {Reliance.SPOKEN_SENTENCES}
        assert agent is not None
        assert vars(agent)["async_recognize_sentence_trigger"] is other
    intents = {handler.intent_type for handler in intent.async_get(hass)}
    assert "CloudcamPrivacyRaise" in intents
