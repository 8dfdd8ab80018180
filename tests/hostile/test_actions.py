"""Actions with data that makes no sense, by those who may and those who may not."""

from contextlib import suppress
from typing import Any

from homeassistant.core import Context
from homeassistant.exceptions import HomeAssistantError
from hypothesis import given, strategies as st
import pytest
import voluptuous as vol

from ..lab.life import ANNA
from ..lab.machine import AnyStory
from ..lab.world import PEOPLE
from .anything import WORDS, many, things

FIELDS = ("mode", "duration", "reason", "at", "states", "x")
TARGETS = ("entity_id", "device_id", "area_id", "label_id", "floor_id")


@pytest.mark.timeout(0)
def test_actions(story: AnyStory) -> None:
    """It is refused in words, or does what it says; nothing breaks."""
    story.go(who=PEOPLE[0], state="home")
    house = story.house
    guarded = house.entity_id("Kitchen", "camera", "guarded")

    @many
    @given(
        st.sampled_from(("set_mode", "resume", "explain")),
        st.dictionaries(st.sampled_from(FIELDS), things, max_size=4),
        st.dictionaries(st.sampled_from(TARGETS), st.sampled_from(WORDS), max_size=2),
        st.booleans(),
        st.booleans(),
    )
    def act(
        action: str,
        data: dict[str, Any],
        targets: dict[str, str],
        real: bool,
        may: bool,
    ) -> None:
        data |= targets
        if real:
            data = {"mode": "open", **data, "entity_id": guarded}
            if action != "set_mode":
                data.pop("mode")
        context = Context(user_id=ANNA) if may else Context()

        async def step() -> None:
            with suppress(HomeAssistantError, vol.Invalid):
                await house.hass.services.async_call(
                    "cloudcam_privacy",
                    action,
                    data,
                    blocking=True,
                    context=context,
                    return_response=action == "explain",
                )
            await house.loop.settle()
            if not may:
                for guard in house.guards.values():
                    assert guard.gate.mode == "private"
            house.entry.runtime_data.async_resume(
                house.guards.values(), Context(user_id=ANNA)
            )

        story.run(step())

    act()
