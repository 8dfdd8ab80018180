"""Stories told by hand, with the same checks after each step."""

from collections.abc import Iterator

from freezegun.api import FrozenDateTimeFactory
import pytest

from .machine import AnyStory
from .virtual import Clock


@pytest.fixture
def story(
    freezer: FrozenDateTimeFactory, request: pytest.FixtureRequest
) -> Iterator[AnyStory]:
    """Begin a story: nobody is home, and everybody may lower privacy, or the chosen."""
    AnyStory.clock = Clock(freezer)
    story = AnyStory()
    try:
        chosen = getattr(request, "param", [])
        story.begin(mode="private", chosen=chosen, automations=True)
        yield story
    finally:
        story.teardown()
