import asyncio
from datetime import timedelta
import pytest
from homeassistant.core import CoreState, HomeAssistant, ServiceCall, callback
from homeassistant.setup import async_setup_component
from custom_components.cloudcam_privacy.policy.mode import Mode
from ..house import *

ANNA = "person.anna"

async def test_restart_undoes(hass):
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    calls = []
    @callback
    def handler(call):
        calls.append(call.service)
        hass.states.async_set("switch.plug", call.service.removeprefix("turn_"))
    await async_setup_component(hass, "switch", {})
    hass.services.async_register("switch", "turn_on", handler)
    hass.services.async_register("switch", "turn_off", handler)
    hass.states.async_set("switch.plug", "on")
    hass.states.async_set(ANNA, "home")
    entry = await async_guard(hass, camera_subentry(camera.entity_id, "L", cuts=[cut("switch.plug", "off")]), someone_home(ANNA))
    await hass.async_block_till_done(wait_background_tasks=True)
    assert calls == ["turn_off"]
    await hass.config_entries.async_unload(entry.entry_id)
    hass.set_state(CoreState.not_running)
    hass.states.async_remove(ANNA)
    hass.states.async_set("switch.plug", "unavailable")
    await hass.config_entries.async_setup(entry.entry_id)
    hass.states.async_set("switch.plug", "off")
    for _ in range(20):
        await asyncio.sleep(0)
    print(calls, state_of(hass, entry, "sensor", "mode"))
    assert calls == ["turn_off"]

async def test_bring_back_swallow(hass):
    class Slow(MarkedCamera):
        gone = None
        async def async_camera_image(self, width=None, height=None):
            if self.gone:
                await self.gone.wait()
            return await super().async_camera_image(width, height)
    camera = Slow("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(hass, "input_boolean", {"input_boolean": {"p": {}}})
    hass.states.async_set(ANNA, "home")
    entry = await async_guard(hass, camera_subentry(camera.entity_id, "L", cuts=[cut("input_boolean.p", "on")]), someone_home(ANNA))
    await hass.async_block_till_done(wait_background_tasks=True)
    camera.gone = asyncio.Event()
    hass.states.async_set(ANNA, "not_home")
    for _ in range(50):
        await asyncio.sleep(0)
    (guard,) = household_of(entry).guards.values()
    assert guard.gate.mode is Mode.PRIVATE
    hass.states.async_set(ANNA, "home")
    camera.gone.set()
    await asyncio.sleep(1.5)
    print(guard.gate.mode, guard.decision.mode)
    assert guard.gate.mode is Mode.PRIVATE
