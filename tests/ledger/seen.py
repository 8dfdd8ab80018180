"""What the entities tell of who looks and who looked."""

import asyncio
from collections.abc import Callable
from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.guard import Guard


def state_of(hass: HomeAssistant, guard: Guard, domain: str, key: str) -> State:
    """Return the state of one of a camera's entities."""
    unique_id = f"{guard.camera_id}_{key}"
    entity_id = er.async_get(hass).async_get_entity_id(domain, DOMAIN, unique_id)
    state = hass.states.get(entity_id or "")
    assert state is not None, key
    return state


def is_watched(hass: HomeAssistant, guard: Guard) -> bool:
    """Tell whether somebody looks, as the binary sensor says."""
    return state_of(hass, guard, "binary_sensor", "watched").state == "on"


def viewers(hass: HomeAssistant, guard: Guard) -> list[tuple[str, str, str]]:
    """Return who looks, from where and how, as the sensor says."""
    state = state_of(hass, guard, "sensor", "viewers")
    rows: list[dict[str, Any]] = state.attributes["viewers"]
    assert int(state.state) == len(rows)
    return [(row["who"], row["destination"], row["path"]) for row in rows]


def number(hass: HomeAssistant, guard: Guard, key: str) -> int:
    """Return one of the sums."""
    return int(state_of(hass, guard, "sensor", key).state)


def told(events: list[Any]) -> list[tuple[str, str, str, str, str]]:
    """Return what the events of the logbook told: type, who, where to, path, mode."""
    keys = ("type", "who", "destination", "path", "mode")
    return [tuple(event.data[key] for key in keys) for event in events]


async def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait until something is so; states have no event to wait for in a test."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
