"""Two cameras under one rule, which together tell what the rule's verdict is."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.rules.create import create_watch
from custom_components.cloudcam_privacy.rules.watch import Watch

from ..common import async_guard, camera_subentry, entity_id_of, rule_subentry, state_of

DOOR = "binary_sensor.door"
TWO_MINUTES = {"hours": 0, "minutes": 2, "seconds": 0}

_VERDICTS = {
    ("private", "private"): "true",
    ("private", "open"): "unknown",
    ("open", "open"): "false",
}


async def async_watch(
    hass: HomeAssistant, *rules: ConfigSubentryData
) -> MockConfigEntry:
    """Guard a strict camera and a doorbell, which ignores what is not known."""
    for source in ("camera.hall", "camera.doorbell"):
        hass.states.async_set(source, "idle")
    return await async_guard(
        hass,
        camera_subentry("camera.hall", "Hall"),
        camera_subentry("camera.doorbell", "Doorbell", when_unsure="ignore"),
        *rules,
    )


async def async_watch_door(
    hass: HomeAssistant, state: str, **fields: Any
) -> MockConfigEntry:
    """Watch a rule that applies while the door is open; it is in a state at first."""
    hass.states.async_set(DOOR, state)
    return await async_watch(hass, rule("activity", entities=[DOOR], **fields))


async def async_start_watch(hass: HomeAssistant, kind: str, **fields: Any) -> Watch:
    """Return the watch of a rule alone, without a household."""
    watch = create_watch(hass, rule(kind, **fields)["data"])
    await watch.async_start(lambda: None)
    return watch


def verdict(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return what the mode sensors tell of the rule."""
    hall, doorbell = (state_of(hass, entry, "sensor", "mode", n) for n in range(2))
    return _VERDICTS[hall, doorbell]


def reasons(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    """Return why the strict camera is in its mode."""
    state = hass.states.get(entity_id_of(hass, entry, "sensor", "mode"))
    assert state is not None
    texts: list[str] = state.attributes["reasons"]
    return texts


def set_states(hass: HomeAssistant, states: Mapping[str, str | None]) -> None:
    """Set states; None removes one."""
    for entity_id, state in states.items():
        if state is None:
            hass.states.async_remove(entity_id)
        else:
            hass.states.async_set(entity_id, state)


def rule(kind: str, **fields: Any) -> ConfigSubentryData:
    """Return a rule that makes all cameras private."""
    return rule_subentry(kind, "The rule", **fields)
