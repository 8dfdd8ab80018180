"""What voice assistants get to see by default."""

from typing import Any

from homeassistant.components.homeassistant.exposed_entities import (
    DATA_EXPOSED_ENTITIES,
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.setup import async_setup_component

from .common import ANNA, entity_id_of, state_of
from .lowering import async_home
from .rooms import BEDROOM


async def test_what_assistants_see_of_a_new_camera(hass: HomeAssistant) -> None:
    """Nothing that can lower privacy, and the household's choice is kept."""
    entry = await async_home(hass)
    shy = [
        entity_id_of(hass, entry, domain, key)
        for domain, key in (
            ("camera", "guarded"),
            ("select", "mode"),
            ("switch", "everywhere"),
            ("switch", "privacy"),
            ("switch", "uploads"),
        )
    ]
    for assistant in ("conversation", "cloud.alexa", "cloud.google_assistant"):
        assert not any(async_should_expose(hass, assistant, entity) for entity in shy)
    async_expose_entity(hass, "conversation", shy[-1], True)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert async_should_expose(hass, "conversation", shy[-1])


async def test_an_assistant_that_takes_what_is_new(hass: HomeAssistant) -> None:
    """One that exposes whatever is new gets nothing either."""
    await async_setup_component(hass, "homeassistant", {})
    assistant = "cloud.google_assistant"
    hass.data[DATA_EXPOSED_ENTITIES].async_set_expose_new_entities(assistant, True)
    taken: dict[str, bool] = {}

    @callback
    def ask_at_once(event: Event[Any]) -> None:
        if event.data["action"] == "create":
            entity_id = event.data["entity_id"]
            taken[entity_id] = async_should_expose(hass, assistant, entity_id)

    hass.bus.async_listen("entity_registry_updated", ask_at_once)
    entry = await async_home(hass)
    switch = entity_id_of(hass, entry, "switch", "privacy", BEDROOM)
    assert taken[switch] is False
    assert not async_should_expose(hass, assistant, switch)


async def test_the_button_is_safe_to_expose(hass: HomeAssistant) -> None:
    """It can be pressed by anybody, and does nothing but raise."""
    entry = await async_home(hass)
    hass.states.async_set(ANNA, "not_home")
    press = {"entity_id": entity_id_of(hass, entry, "button", "go_private")}
    for _ in range(2):
        await hass.services.async_call("button", "press", press, blocking=True)
        assert state_of(hass, entry, "sensor", "mode") == "private"
