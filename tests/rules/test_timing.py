"""Waiting before a rule applies and lingering after it, through the mode sensor."""

from collections.abc import Generator
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.rules.rule import WatchedRule

from ..passing_time import async_pass
from .watched import DOOR, TWO_MINUTES, async_watch, async_watch_door, rule, verdict


async def test_after(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """The condition has to hold for that long without a break."""
    entry = await async_watch_door(hass, "off", after=TWO_MINUTES)
    hass.states.async_set(DOOR, "on")
    await async_pass(hass, freezer, 119, step=119)
    assert verdict(hass, entry) == "false"
    hass.states.async_set(DOOR, "off")
    hass.states.async_set(DOOR, "on")
    await async_pass(hass, freezer, 119, step=119)
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 1)
    assert verdict(hass, entry) == "true"
    hass.states.async_set(DOOR, "off")
    assert verdict(hass, entry) == "false"


async def test_hold(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """The rule goes on for that long after its condition has ended."""
    entry = await async_watch_door(hass, "on", hold=TWO_MINUTES)
    hass.states.async_set(DOOR, "off")
    await async_pass(hass, freezer, 60, step=60)
    hass.states.async_set(DOOR, "on")
    hass.states.async_set(DOOR, "off")
    await async_pass(hass, freezer, 119, step=119)
    assert verdict(hass, entry) == "true"
    await async_pass(hass, freezer, 1)
    assert verdict(hass, entry) == "false"


async def test_after_and_hold(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What never applied does not linger."""
    entry = await async_watch_door(hass, "off", after=TWO_MINUTES, hold=TWO_MINUTES)
    hass.states.async_set(DOOR, "on")
    await async_pass(hass, freezer, 60, step=60)
    hass.states.async_set(DOOR, "off")
    await async_pass(hass, freezer, 300, step=20)
    assert verdict(hass, entry) == "false"
    hass.states.async_set(DOOR, "on")
    await async_pass(hass, freezer, 121, step=121)
    hass.states.async_set(DOOR, "off")
    await async_pass(hass, freezer, 119, step=119)
    assert verdict(hass, entry) == "true"
    await async_pass(hass, freezer, 1)
    assert verdict(hass, entry) == "false"


async def test_not_known_for_a_while(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A sensor that drops out while its rule waits makes the rule unknown in time."""
    entry = await async_watch_door(hass, "off", after=TWO_MINUTES)
    hass.states.async_set(DOOR, "on")
    await async_pass(hass, freezer, 100, step=100)
    hass.states.async_set(DOOR, "unavailable")
    assert verdict(hass, entry) == "false"
    await async_pass(hass, freezer, 20, step=20)
    assert verdict(hass, entry) == "unknown"
    hass.states.async_set(DOOR, "off")
    assert verdict(hass, entry) == "false"


@pytest.fixture
def looks() -> Generator[list[str]]:
    """Note each evaluation of a rule."""
    noted: list[str] = []
    look = WatchedRule.async_look

    def noting(self: WatchedRule) -> None:
        noted.append(self.rule.name)
        look(self)

    with patch.object(WatchedRule, "async_look", noting):
        yield noted


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "presence", "people": [DOOR], "presence": "anyone_home"},
        {"kind": "activity", "entities": [DOOR]},
        {
            "kind": "condition",
            "conditions": [{"condition": "state", "entity_id": DOOR, "state": "on"}],
        },
    ],
    ids=lambda fields: fields["kind"],
)
async def test_one_evaluation_per_change(
    hass: HomeAssistant, looks: list[str], fields: dict[str, str]
) -> None:
    """A change costs one evaluation for all cameras; what no rule names costs none."""
    hass.states.async_set(DOOR, "off")
    entry = await async_watch(hass, rule(**fields))
    looks.clear()
    for number in range(50):
        hass.states.async_set("sensor.noise", str(number))
        hass.states.async_set("binary_sensor.other", ("on", "off")[number % 2])
    await hass.async_block_till_done()
    assert looks == []
    hass.states.async_set(DOOR, "on")
    await hass.async_block_till_done()
    assert looks == ["The rule"]
    assert verdict(hass, entry) == "true"


async def test_attributes_alone_cost_nothing(
    hass: HomeAssistant, looks: list[str]
) -> None:
    """A phone that reports its battery and position does not move its owner."""
    hass.states.async_set("person.anna", "not_home", {"latitude": 1})
    await async_watch(
        hass, rule("presence", people=["person.anna"], presence="anyone_home")
    )
    looks.clear()
    for latitude in range(2, 10):
        hass.states.async_set("person.anna", "not_home", {"latitude": latitude})
    await hass.async_block_till_done()
    assert looks == []
