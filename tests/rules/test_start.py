"""A household decides when all of its rules have started, not one by one."""

from unittest.mock import patch

from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.rules.condition import ConditionWatch

from .conditions import OPEN
from .watched import async_watch, rule, set_states, verdict


async def test_no_decision_before_all_rules_have_started(hass: HomeAssistant) -> None:
    """A rule that takes long to start is not taken for one that is not known.

    A camera that ignores what is not known would be put back for a moment.
    """
    set_states(hass, {"binary_sensor.door": "on", "light.bath": "off"})
    decided: list[int] = []
    start, decide = ConditionWatch.async_start, Household.async_decide

    async def start_later(self: ConditionWatch, changed: object) -> None:
        assert not decided
        await start(self, changed)  # type: ignore[arg-type]

    def noted(self: Household, *guards: object) -> object:
        decided.append(len(decided))
        return decide(self, *guards)  # type: ignore[arg-type]

    with (
        patch.object(ConditionWatch, "async_start", start_later),
        patch.object(Household, "async_decide", noted),
    ):
        entry = await async_watch(
            hass,
            rule("activity", entities=["light.bath"]),
            rule("condition", conditions=[OPEN]),
        )
    assert decided
    assert verdict(hass, entry) == "true"
