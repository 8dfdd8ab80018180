"""Sentences that nobody says, and some that are nearly right."""

from homeassistant.components import conversation
from homeassistant.core import Context
from hypothesis import example, given, strategies as st
import pytest

from ..lab.machine import AnyStory
from ..lab.world import PEOPLE
from .anything import WORDS, many

PARTS = (
    *("give me privacy", "make", "the kitchen camera", "private", "open", "for"),
    *("until", "one hour", "10 pm", "99999999999999 hours", "is", "why", "stop"),
    *("turn", "back to automatic", "(", "[", "{name}", "|", "\\", "minus 3 minutes"),
    *("gib mir privatsphäre", "küche", "bis", "for 0 seconds", "in the", "hall"),
)

NO_TIMERS = "TimersNotSupportedError"
"""What Home Assistant logs where nothing can ring, asked for a timer of its own."""


@pytest.mark.timeout(0)
def test_sentences(story: AnyStory) -> None:
    """It is answered or not understood; nobody opens a camera with it."""
    story.go(who=PEOPLE[0], state="home")
    house = story.house

    house.components = ("intent", "conversation")
    story.restart(killed=False, ours_first=False, known=True, seconds=5, back="home")

    @many
    @example(["set a timer for one hour"], "", "en")
    @given(
        st.lists(st.sampled_from(PARTS) | st.sampled_from(WORDS[:12]), max_size=6),
        st.text(max_size=10),
        st.sampled_from(("en", "de", "xx")),
    )
    def say(parts: list[str], rest: str, language: str) -> None:
        async def step() -> None:
            result = await conversation.async_converse(
                house.hass,
                " ".join((*parts, rest)),
                None,
                Context(),
                language=language,
            )
            assert result.response is not None
            await house.loop.settle()
            for guard in house.guards.values():
                assert guard.gate.mode == "private"

        story.runner.run(step())
        lines, story.troubles.lines = story.troubles.lines, []
        lines = [line for line in lines if NO_TIMERS not in line]
        assert not lines, (parts, rest, lines[0])

    say()
