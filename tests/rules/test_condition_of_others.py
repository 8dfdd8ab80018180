"""Conditions of other integrations, which may raise whatever they like."""

import asyncio
from collections.abc import Callable
from typing import Any, override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.condition import Condition
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_integration,
    mock_platform,
)

from custom_components.cloudcam_privacy.rules import condition

from ..common import issues
from .conditions import DOOR
from .watched import async_watch, rule, verdict

FOR_EVER = "waiting"
"""Instead of an error it does not come to its end."""


class OddCondition(Condition):
    """Is not met, as far as one can tell."""

    raises_in = ""

    @classmethod
    def fail(cls, where: str) -> None:
        """Raise what nobody expects, if it is here."""
        if where == cls.raises_in:
            raise ZeroDivisionError(where)

    @classmethod
    @override
    async def async_validate_config(
        cls, hass: HomeAssistant, config: ConfigType
    ) -> ConfigType:
        cls.fail("validating")
        if cls.raises_in == FOR_EVER:
            await asyncio.Event().wait()
        return config

    @override
    async def _async_setup(self) -> None:
        self.fail("setting up")

    @override
    async def _async_track_changes(self, action: Callable[[], None]) -> Any:
        self.fail("tracking")
        return lambda: self.fail("untracking")

    @override
    def _async_unload(self) -> None:
        self.fail("unloading")

    @override
    def _async_check(self, **kwargs: Any) -> bool:
        self.fail("checking")
        return False


async def async_watch_odd(hass: HomeAssistant) -> MockConfigEntry:
    """Watch a rule with such a condition, and one that comes after it."""

    async def conditions(_: HomeAssistant) -> dict[str, type[Condition]]:
        return {"moon": OddCondition}

    mock_integration(hass, MockModule("odd"))
    platform = MockPlatform()
    setattr(platform, "async_get_conditions", conditions)  # noqa: B010
    mock_platform(hass, "odd.condition", platform)
    assert await async_setup_component(hass, "odd", {})
    hass.states.async_set(DOOR, "off")
    return await async_watch(
        hass,
        rule("condition", conditions=[{"condition": "odd.moon"}]),
        rule("activity", entities=[DOOR]),
    )


@pytest.mark.parametrize(
    ("where", "expected", "told"),
    [
        ("", "false", []),
        ("validating", "unknown", ["rule_invalid"]),
        ("setting up", "unknown", ["rule_invalid"]),
        ("tracking", "unknown", ["rule_invalid"]),
        ("checking", "unknown", []),
        (FOR_EVER, "unknown", ["rule_invalid"]),
    ],
)
async def test_broken_condition(
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    expected: str,
    told: list[str],
) -> None:
    """The rule is not known, and the others are judged as ever."""
    monkeypatch.setattr(OddCondition, "raises_in", where)
    if where == FOR_EVER:
        monkeypatch.setattr(condition, "START_LIMIT", 0.1)
    entry = await async_watch_odd(hass)
    assert verdict(hass, entry) == expected
    told_of = [str(issue.translation_key) for issue in issues(hass)]
    assert [key for key in told_of if key.startswith("rule_")] == told
    hass.states.async_set(DOOR, "on")
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "true"


async def test_condition_that_breaks_later(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was known of it before is not known any more."""
    entry = await async_watch_odd(hass)
    assert verdict(hass, entry) == "false"
    monkeypatch.setattr(OddCondition, "raises_in", "checking")
    for rule_ in entry.runtime_data.rules:
        rule_.async_look()
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "unknown"


@pytest.mark.parametrize("where", ["untracking", "unloading"])
async def test_condition_that_does_not_let_go(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The household is loaded anew all the same."""
    entry = await async_watch_odd(hass)
    monkeypatch.setattr(OddCondition, "raises_in", where)
    await hass.config_entries.async_reload(entry.entry_id)
    monkeypatch.setattr(OddCondition, "raises_in", "")
    assert entry.state is ConfigEntryState.LOADED
    hass.states.async_set(DOOR, "on")
    await hass.async_block_till_done()
    assert verdict(hass, entry) == "true"
